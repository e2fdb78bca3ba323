"""Keys, tokens and passwords by their shape. Shapes are those their makers publish, or the common scanners look for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import log2

from acctplan.pattern import Pattern

from ._detect import Find, apart, begun

_SHAPES: tuple[tuple[str, tuple[str, ...], Pattern], ...] = (
    ("an AWS access key", ("AKIA", "ASIA", "ABIA", "ACCA"), Pattern(r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b")),
    ("a GitHub token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"), Pattern(r"\b(?:gh[pousr]_|github_pat_)\w{20,}")),
    ("a GitLab token", ("glpat-", "gldt-", "glrt-"), Pattern(r"\bgl(?:pat|dt|rt)-[\w-]{20,}")),
    ("a Slack token", ("xox", "xapp-"), Pattern(r"\b(?:xox[abeoprs]|xapp)-[\w-]{12,}")),
    ("a Slack address that anybody may post to", ("hooks.slack.com",), Pattern(r"hooks\.slack\.com/(?:services|workflows)/[\w/]{15,}")),
    ("a Google key", ("AIza", "GOCSPX-", "ya29."), Pattern(r"\bAIza[\w-]{35}|\bGOCSPX-[\w-]{20,}|\bya29\.[\w-]{20,}")),
    ("a Stripe key", ("k_live_", "k_test_", "whsec_"), Pattern(r"\b(?:[spr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{10,}")),
    ("a HubSpot token", ("pat-na", "pat-eu"), Pattern(r"\bpat-(?:na|eu)\d-[0-9a-f]{8}-[0-9a-f-]{20,}")),
    ("a Salesforce session", ("00D",), Pattern(r"\b00D\w{12,15}![\w.]{40,}")),
    ("an OpenAI or Anthropic key", ("sk-",), Pattern(r"\bsk-(?:ant-|proj-|svcacct-)?(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[A-Z])[\w-]{24,}")),
    ("an npm, PyPI or Docker token", ("npm_", "pypi-", "dckr_pat_"), Pattern(r"\b(?:npm_\w{36}|pypi-[\w-]{50,}|dckr_pat_[\w-]{20,})")),
    ("a SendGrid key", ("SG.",), Pattern(r"\bSG\.[\w-]{16,}\.[\w-]{16,}")),
    ("a Shopify token", ("shp",), Pattern(r"\bshp(?:at|ca|pa|ss)_\w{32}")),
    ("a Twilio key", ("SK",), Pattern(r"\bSK[0-9a-f]{32}\b")),
    ("an Azure key", ("AccountKey=", "SharedAccessKey="), Pattern(r"\b(?:Account|SharedAccess)Key=[\w+/]{30,}={0,2}")),
    ("a web token", ("eyJ",), Pattern(r"\beyJ[\w-]{8,499}\.eyJ[\w-]{8,9999}\.[\w-]*")),
    ("a private key", ("PRIVATE",), Pattern(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----")),
    ("a private key", ("AGE-SECRET-KEY-",), Pattern(r"\bAGE-SECRET-KEY-1\w{50,}")),
    ("a password in an address", ("://",), Pattern(r"://[^\s/:@\"']{0,99}:(?P<said>[^\s/@\"'${}<>]{3,199})@(?=\w)")),
)  # fmt: skip
_SHORTEST = 16
"""Characters of the shortest token that has a shape of its own."""
_LONG = bytes(32 if chr(code) in " \t\r\n" else 120 for code in range(256))
"""Each byte of a word as x: then a plain search tells whether a word of some length is there at all."""
_PASSWORDS = ("pass", "kennwort", "pwd", "mot de passe", "contraseña", "wachtwoord")
_KEYS = ("api", "secret", "token", "bearer", "access", "private")
_IS = r"[\"']?(?P<sign>\s*[:=]>?\s*|\s+(?:is|ist|lautet)\s+)[\"'`]?(?P<said>[^\s\"'`,;]{1,200})"
_PASSWORD = Pattern(rf"(?:password|passwd|passphrase|passwort|kennwort|pwd|mot de passe|contraseña|wachtwoord){_IS}", re.IGNORECASE)
_KEY = Pattern(
    rf"(?:api[ _-]?key|(?:access|private|secret)[ _-]?key|secret|token){_IS}"
    r"|bearer\s+(?P<bearer>[\w.~+/=-]{1,200})",
    re.IGNORECASE,
)
_NOT_SECRET = Pattern(
    r"[*xX._-]+|[$%]?[{<(\[].*|\$\w+|[A-Z][A-Z0-9]*_[A-Z0-9_]*|\d+(?:[-./:]\d+)*|\d+-[^\W\d_].*|[a-z]+-\d{1,2}|https?://.*", re.DOTALL
)
_ENTROPY, _KEY_LENGTH, _PASSWORD_LENGTH = 3.0, 16, 6


def secrets_in(text: str) -> list[Find]:
    """Every secret in a text, in its order; the finds say of what kind, never the secret.

    >>> [find.kind for find in secrets_in("Login: tom, Passwort: Winter2026!")], secrets_in("Password: ask Tom")
    (['a password'], [])
    """
    lower = text.lower()
    passwords = (match for match in begun(_PASSWORD, text, lower, _PASSWORDS) if _is_password(match))
    keys = (match.span("bearer" if match["bearer"] else "said") for match in begun(_KEY, text, lower, _KEYS))
    return apart(
        [
            *_shaped(text),
            *(Find("a password", *match.span("said")) for match in passwords),
            *(Find("a secret key", start, end) for start, end in keys if _is_key(text[start:end])),
        ]
    )


def _shaped(text: str) -> Iterator[Find]:
    """Tokens that their makers gave a shape: looked for only where a word is long enough, or a key is framed."""
    if "PRIVATE KEY" not in text and b"x" * _SHORTEST not in text.encode("utf-8", "surrogatepass").translate(_LONG):
        return
    words = " ".join(word for word in text.split() if len(word) >= _SHORTEST or word == "PRIVATE")
    for kind, hints, pattern in _SHAPES:
        if any(hint in words for hint in hints):
            yield from (Find(kind, *match.span("said" if "said" in match.re.groupindex else 0)) for match in pattern.finditer(text))


def _is_password(match: re.Match[str]) -> bool:
    """Whether what follows a word for one is a password and not a sentence about it."""
    said = match["said"].rstrip(".)")
    if len(said) < _PASSWORD_LENGTH or _NOT_SECRET.fullmatch(said):
        return False
    mixed = any(map(str.isdigit, said)) and any(map(str.isalpha, said))
    return mixed or match["sign"] == "=" or any(sign in said[:-1] for sign in "!@#$%^&*+=")


def _is_key(said: str) -> bool:
    """Whether a word after one for a key is random enough: long, of letters and digits, few of them twice."""
    if len(said) < _KEY_LENGTH or _NOT_SECRET.fullmatch(said) or all(map(_is_plain, re.split(r"[-_./]", said))):
        return False
    shares = [count / len(said) for count in Counter(said).values()]
    return -sum(share * log2(share) for share in shares) >= _ENTROPY


def _is_plain(part: str) -> bool:
    """Whether a part of a word is letters or digits alone, as in a file's name."""
    return not part or part.isalpha() or part.isdigit()
