"""What must be said before a parser reads the text: hidden characters, unfinished merges, and text YAML would misread."""

from __future__ import annotations

import re
from collections.abc import Iterator

from acctplan.model.finding import Fault, Position

from .limits import SHOWN_CHARACTERS

_BIDI = "\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_HIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_BIDI}]|(?<=[\x20-\x7e])[\u200c\u200d]|[\u200c\u200d](?=[\x20-\x7e])|\r(?!\n)")
_ENTRY = re.compile(
    r"(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[^\s#'\"\[\]{},&*!|>%@`-][^\"']*?|\"[^\"]*\"|'[^']*'):(?: +|$))?(?P<value>.*)"
)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}[ ]*(#.*)?$")
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}


def hidden_characters(text: str) -> Iterator[Fault]:
    """AP804 for each line with a control, zero-width or direction-changing character."""
    body = text[1:] if text.startswith("\ufeff") else text
    if not _HIDDEN.search(body):
        return
    for number, line in enumerate(body.split("\n"), 1):
        match = _HIDDEN.search(line if not line.endswith("\r") else line[:-1])
        if match:
            name = f"U+{ord(match[0]):04X}"
            yield Fault(
                "AP804",
                f"A character nobody can see ({name}) stands here. Delete it.",
                at=Position(number, match.start() + 1),
            )


def conflict(text: str) -> Fault | None:
    """AP112 for the first merge left unresolved, with both sides' first differing lines."""
    if "<<<<<<< " not in text:
        return None
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith("<<<<<<< "):
            ours, theirs = _sides(lines[number:])
            if theirs is None:
                continue
            message = (
                f"A merge is left open here: one side says “{_shown(ours)}”, the other “{_shown(theirs)}”. Keep one and delete the marks."
            )
            return Fault("AP112", message, at=Position(number))
    return None


def _sides(lines: list[str]) -> tuple[str, str | None]:
    ours: list[str] = []
    theirs: list[str] = []
    side = ours
    for line in lines:
        if line.startswith(">>>>>>> "):
            differing = next(((a, b) for a, b in zip(ours, theirs, strict=False) if a != b), ("", ""))
            return differing if any(differing) else (" ".join(ours), " ".join(theirs))
        if line.startswith("======="):
            side = theirs
        elif not line.startswith("||||||| "):
            side.append(line)
    return "", None


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def misread(front: str) -> Iterator[Fault]:
    """AP118 for each line whose text YAML would cut, empty, refuse or take for something else; AP100 for tabs.

    Positions are inside `front`. Block scalars, quoted text over several lines and flow collections are passed over.
    """
    skip_deeper = -1
    closing = ""
    for number, line in enumerate(front.split("\n"), 1):
        line = line.rstrip("\r")
        if closing:
            closing = "" if closing in line else closing
            continue
        indent = len(line) - len(line.lstrip(" "))
        if skip_deeper >= 0 and (indent > skip_deeper or not line.strip()):
            continue
        skip_deeper = -1
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if line[indent] == "\t":
            yield Fault(
                "AP100",
                "A tab stands where only spaces may indent. Replace it with spaces.",
                at=Position(number, indent + 1),
            )
            continue
        if line.startswith("%"):
            yield Fault("AP114", "A line that starts with % is a directive. Remove it or quote the text.", at=Position(number))
            continue
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            continue
        value, column = entry["value"], entry.start("value") + 1
        if _BLOCK_HEADER.fullmatch(value):
            skip_deeper = indent + len(entry["dashes"])
            continue
        if value[:1] in _QUOTED and not _QUOTED[value[0]].match(value):
            closing = value[0] if not _stray_quote(value) else ""
        why = _misread(value, listed=bool(entry["dashes"]) and entry["key"] is None, key=entry["key"])
        if why:
            yield Fault("AP118", f"{why} Put the text in double quotes.", at=Position(number, column))


def _stray_quote(value: str) -> bool:
    return value.startswith("'") and bool(re.match(r"'(tis|twas|n|cause|em)\b|'\d\ds?\b", value, re.IGNORECASE))


def _misread(value: str, *, listed: bool, key: str | None) -> str:
    """Why a value would not be read as the text it is; empty if it would."""
    first = value[:1]
    if not first:
        return ""
    for test, why in (
        (value[:2] in ("{{", "[["), "Text that starts with {{ or [[ is taken for a list or a table."),
        (first in "@`", f"Text that starts with {first} cannot be read."),
        (first == "%", "Text that starts with % cannot be read."),
        (
            first == "#" and value[1:2].strip() != "",
            "Text that starts with # is taken for a comment: the value is lost.",
        ),
        (
            first in "*&!" and (value[1:2] == " " or (first == "*" and " " in value)),
            f"Text that starts with {first} cannot be read.",
        ),
        (first in "|>", f"Text that starts with {first} cannot be read."),
        (value[:2] == "- " and key is not None, "Text that starts with a dash is taken for a list."),
        (value[:2] == "? ", "Text that starts with a question mark and a space cannot be read."),
        (first in "]},", f"Text that starts with {first} cannot be read."),
    ):
        if test:
            return why
    if first in _QUOTED:
        return _after_quote(value, first)
    if first in "[{":
        return _after_bracket(value)
    return _plain(value, listed=listed)


def _plain(value: str, *, listed: bool) -> str:
    if re.search(r"(?:^|\s)#\S", value):
        return "What follows the # is taken for a comment: the text is cut there."
    plain = re.split(r"\s#", value, maxsplit=1)[0].rstrip()
    if "\t" in plain and re.search(r":\t", plain):
        return "A tab follows the colon."
    if not listed and (": " in plain or plain.endswith(":")):
        return "A colon inside the text is taken for the start of another field."
    if listed and re.match(r"[^\s:]+ [^:]*:(\s|$)", plain):
        return "A colon inside the text is taken for the end of a field's name."
    return ""


def _after_quote(value: str, quote: str) -> str:
    match = _QUOTED[quote].match(value)
    if match is None:
        return "The quote at the start is never closed." if _stray_quote(value) else ""
    rest = value[match.end() :].strip()
    return "Text follows the closing quote: only the quoted part could be read." if rest and not rest.startswith(("#", ":")) else ""


def _after_bracket(value: str) -> str:
    opening, closing = value[0], {"[": "]", "{": "}"}[value[0]]
    depth = 0
    for index, character in enumerate(value):
        depth += (character == opening) - (character == closing)
        if depth == 0:
            rest = value[index + 1 :].strip()
            stray = rest and not rest.startswith("#") and rest[0] not in ",]}"
            return "Text follows the closing bracket." if stray and "'" not in value and '"' not in value else ""
    return ""


def shown(text: str) -> str:
    """Data as a message may quote it: one line, at most 200 characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN_CHARACTERS else flat[: SHOWN_CHARACTERS - 1] + "…"
