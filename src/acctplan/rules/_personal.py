"""Personal data by its shape: e-mail addresses, phone numbers, numbers of identity papers, accounts and cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from acctplan.model.team import Team
from acctplan.pattern import Pattern

from ._detect import Find, apart, begun

_SHAPE = bytes(48 if 48 <= code < 58 else 65 if 65 <= code < 91 else code for code in range(256))
"""Each digit as 0, each capital as A: then a plain search tells whether a number of some form can be there at all."""
_MAIL = Pattern(r"@[^\W_][\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,}\b")
_LOCAL = Pattern(r"[\w.+'-]+\Z")
_OFFICES = frozenset(
    ["info", "office", "support", "sales", "contact", "kontakt", "hello", "help", "helpdesk", "service", "team", "admin", "billing",
     "invoice", "invoices", "rechnung", "rechnungen", "buchhaltung", "hr", "jobs", "press", "presse", "marketing", "noreply", "no-reply",
     "privacy", "datenschutz", "security", "accounts", "orders", "reception", "it", "git", "procurement", "einkauf", "events"]
)  # fmt: skip
_OPEN_TO_ALL = frozenset(
    ["gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com", "aol.com", "gmx.de",
     "gmx.net", "web.de", "t-online.de", "proton.me", "protonmail.com"]
)  # fmt: skip
_GAP = r"[ ./\u00a0()-]"
_REST = rf"\(?\d{{1,3}}(?:{_GAP}{{0,3}}\d){{6,12}}(?![\d%])"
_PLUS = Pattern(rf"\+(?<![\w+]\+)(?=[1-9(]){_REST}")
_ZEROS = Pattern(rf"00(?<![\w+]00)(?<!\d 00)(?=[1-9]){_REST}")
_NUMBERED = r"(?: (?:no|nr|number|nummer)\b)?[.:]{0,2}"
_CALLED = Pattern(
    rf"\b(?:tel(?:ephone|efon)?|(?:tele)?phone|mobile?|handy|cell|fax|durchwahl)\b\.?{_NUMBERED}[ :]{{0,2}}"
    rf"(?P<said>(?:\(?0\d|\(\d{{3}}\)|\d{{3}}[-. ]\d{{3,4}}[-. ]\d{{2}})(?:{_GAP}{{0,2}}\d){{2,12}})",
    re.IGNORECASE,
)
_AMERICAN = Pattern(r"\(\d{3}\) ?\d{3}-\d{4}\b|(?<![\w.-])\d{3}-\d{3}-\d{4}(?![\w-])")
_RUNS = (b"000000", b"000 00", b"00 00 00", b"/0000", b"000-000", b"000.00", b"000)")
_IBAN = Pattern(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = Pattern(r"(?<![\w.-])[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\w-])|(?<![\w.-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\w-])")
_SSN = Pattern(r"(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
_NINO = Pattern(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_PAPERS = Pattern(
    r"\b(?:passport|reisepass|personalausweis|identity card|id card|driving licence|driver'?s license|social security"
    rf"|national insurance|sozialversicherung\w*|steuer-?id|tax id){_NUMBERED}[ #]{{1,2}}"
    r"(?P<said>(?=[A-Z]*\d)[A-Z0-9](?:[ /]?[A-Z0-9]){5,14})\b",
    re.IGNORECASE,
)
_PAPER_WORDS = (
    "passport", "reisepass", "personalausweis", "id card", "identity card", "driv", "social sec", "national ins", "sozialv", "steuer",
    "tax id",
)  # fmt: skip
_CALLS = ("tel", "phone", "mobil", "handy", "cell", "fax", "durchwahl")
_FEWEST_DIGITS = 8
"""A number with its country has 8 to 15 digits (ITU-T E.164)."""
_DATED = Pattern(r"(?:19|20)\d\d-[01]\d-[0-3]\d")


def personal_in(text: str, team: Team) -> list[Find]:
    """All personal data in a text, in its order, but that of our own people: their addresses, and others of their domains.

    >>> from acctplan.model.team import NOBODY
    >>> [find.kind for find in personal_in("Tom: tom@harbour.example, +49 30 1234567", NOBODY)]
    ['e-mail address', 'phone number']
    """
    shape = text.encode("utf-8", "surrogatepass").translate(_SHAPE)
    return apart([*_mails(text, team), *_phones(text, shape), *_numbers(text, shape)])


def _mails(text: str, team: Team) -> Iterator[Find]:
    if "@" not in text:
        return
    ours = {(member.email or "").casefold() for member in team.members.values()} - {""}
    domains = {address.rpartition("@")[2] for address in ours} - _OPEN_TO_ALL
    for match in _MAIL.finditer(text):
        before = _LOCAL.search(text[max(match.start() - 64, 0) : match.start()])
        local = before[0].lstrip(".'-") if before else ""
        address = f"{local}{match[0]}".casefold()
        if local and address not in ours and match[0][1:].casefold() not in domains and local.casefold() not in _OFFICES:
            yield Find("e-mail address", match.start() - len(local), match.end())


def _phones(text: str, shape: bytes) -> Iterator[Find]:
    for pattern in (*([_PLUS] if "+" in text else ()), *([_ZEROS] if "00" in text else ())):
        for match in pattern.finditer(text):
            count = sum(map(str.isdigit, match[0]))
            bare = match[0].lstrip("+").isdigit()
            if not _DATED.search(match[0]) and count >= _FEWEST_DIGITS and (not bare or (match[0][0] == "+" and count >= 10)):
                yield Find("phone number", *match.span())
    if any(run in shape for run in _RUNS):
        called = begun(_CALLED, text, text.lower(), _CALLS)
        yield from (Find("phone number", *match.span("said")) for match in called if not _DATED.search(match["said"]))
    if b"000-000-0000" in shape or b"(000)" in shape:
        yield from (Find("phone number", *match.span()) for match in _AMERICAN.finditer(text))


def _numbers(text: str, shape: bytes) -> Iterator[Find]:
    if b"AA00" in shape:
        yield from (Find("bank account number", *match.span()) for match in _IBAN.finditer(text) if _iban_holds(match[0]))
    if b"0000 0000 0000" in shape or b"0000-0000-0000" in shape or b"0000000000000" in shape or b"0000 000000" in shape:
        yield from (Find("card number", *match.span()) for match in _CARD.finditer(text) if _card_holds(match[0]))
    if b"000-00-0000" in shape:
        yield from (Find("identity number", *match.span()) for match in _SSN.finditer(text))
    if b"AA000000A" in shape or b"AA 00 00 00 A" in shape:
        yield from (Find("identity number", *match.span()) for match in _NINO.finditer(text))
    if b"00000" in shape or b"A00" in shape or b"00A" in shape:
        papers = begun(_PAPERS, text, text.lower(), _PAPER_WORDS)
        yield from (Find("identity number", *match.span("said")) for match in papers)


def _iban_holds(said: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 13616, modulo 97)."""
    plain = said.replace(" ", "")
    turned = plain[4:] + plain[:4]
    return 15 <= len(plain) <= 34 and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _card_holds(said: str) -> bool:
    """Whether the last digit of a card's number is right (Luhn, ISO/IEC 7812-1) and its digits differ."""
    digits = [int(sign) for sign in said if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) if place % 2 else digit for place, digit in enumerate(reversed(digits))]
    return 13 <= len(digits) <= 19 and len(set(digits)) > 1 and sum(doubled) % 10 == 0


def masked(said: str) -> str:
    """As much of it as lets a person find it: how it begins, and the domain of an address.

    >>> masked("tom.baker@harbour.example"), masked("+49 30 1234567")
    ('t…@harbour.example', '+49…')
    """
    local, at, domain = said.partition("@")
    return f"{local[:1]}…@{domain}" if at else f"{said[:3].strip()}…"
