"""What must be said before a parser reads the text: hidden characters, unfinished merges, and text YAML would misread."""

from __future__ import annotations

import re
from collections.abc import Iterator

from acctplan.model.finding import Fault, Position
from acctplan.pattern import Pattern

from .flow import AFTER_BRACKET, AFTER_QUOTE, COLON, COMMENT, DOUBLED, MARKED, OPEN_BRACKET, OPEN_QUOTE, QUOTED, TAB, Flow, act_on
from .limits import SHOWN_CHARACTERS

_SPANS = ((0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F), (0xFFF9, 0xFFFB))
_UNSEEN = "\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028\u2029\u3164\ufeff\uffa0" + "".join(
    chr(code) for first, last in _SPANS for code in range(first, last + 1)
)
_HIDDEN = Pattern(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_UNSEEN}]|(?<=[\x20-\x7e])[\u200c\u200d]|[\u200c\u200d](?=[\x20-\x7e])|\r(?!\n)"
    "|(?<![\U0001f3f4\U000e0061-\U000e007a])[\U000e0000-\U000e007f]"
)
_PAIR = r"[\w-]+: (?:[^\W_][^\[\]{},:#\t]*|\[[\w-]+(?:, [\w-]+)*\])"
_ORDINARY = re.compile(rf" *[\w-]+:(?: +(?:[^\W_][^#:\t]*|\{{{_PAIR}(?:, {_PAIR})*\}}))?")
ENTRY = re.compile(
    r"(?P<indent> *)(?P<dashes>(?:-(?: +|$))*)"
    r"(?:(?P<key>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?:[^\s#'\"\[\]{},&*!|>%@`?:-]|[?:-](?=\S)).*?):(?:[ \t]+|$))?(?P<value>.*)"
)
_BLOCK_HEADER = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+])(?: +#.*| *)")
_FIELD = re.compile(r"[a-z][a-z0-9_]*|\".*|'.*")
_PREFIXED = Pattern(r"[&!]\S*\s*[\[{]")
_MOST_HIDDEN = 100
_CANNOT = "Text that starts with {} cannot be read."
_STRAY_QUOTE = Pattern(r"'(?:(?:tis|twas|n|cause|em|til|round)\b|\d\ds?\b)", re.IGNORECASE)


def hidden_characters(text: str) -> Iterator[Fault]:
    """AP804 for each line with a control, zero-width or direction-changing character; the hundredth speaks for the rest."""
    body = text[1:] if text.startswith("\ufeff") else text
    if (body.isascii() and body.replace("\n", "").isprintable()) or not _HIDDEN.search(body):
        return
    found = 0
    for number, line in enumerate(body.split("\n"), 1):
        match = _HIDDEN.search(line if not line.endswith("\r") else line[:-1])
        found += match is not None
        if match and found == _MOST_HIDDEN:
            yield Fault(
                "AP804", "Characters nobody can see stand here and on lines below. Delete them.", at=Position(number, match.start() + 1)
            )
            return
        if match:
            message = f"A character nobody can see (U+{ord(match[0]):04X}) stands here. Delete it."
            yield Fault("AP804", message, at=Position(number, match.start() + 1), arguments=(line.strip()[:SHOWN_CHARACTERS],))


def conflict(text: str) -> Fault | None:
    """AP112 for the first merge left unresolved, with both sides' first differing lines."""
    if "<<<<<<< " not in text:
        return None
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith("<<<<<<< "):
            ours, theirs = _sides(lines[number:])
            if theirs is None:
                return None
            said = f"one side says “{brief(ours, 30)}”, the other “{brief(theirs, 30)}”"
            if not ours.strip() or not theirs.strip():
                said = f"one side has nothing here, the other “{brief(ours.strip() or theirs, 30)}”"
            return Fault("AP112", f"A merge is open: {said}. Keep one and delete the marks.", at=Position(number))
    return None


def _sides(lines: list[str]) -> tuple[str, str | None]:
    ours: list[str] = []
    theirs: list[str] = []
    side = ours
    for line in lines:
        if line.startswith(">>>>>>> "):
            differing = next(((a, b) for a, b in zip(ours, theirs, strict=False) if a != b), ("", ""))
            return differing if any(differing) else (" ".join(ours), " ".join(theirs))
        if line.startswith("||||||| "):
            side = []
        elif line.rstrip("\r") == "=======":
            side = theirs
        else:
            side.append(line)
    return "", None


def misread(front: str) -> Iterator[Fault]:
    """AP118 for text YAML would cut, empty, refuse or take for something else; AP100 for tabs, AP114 for directives.

    Positions are inside `front`: where the text begins, or where the part in brackets does.
    """
    walk = _Lines()
    for number, line in enumerate(front.split("\n"), 1):
        line = line.rstrip("\r")
        if walk.plain and _ORDINARY.fullmatch(line):
            walk.awaiting = line[-1] == ":"
            continue
        yield from walk.line(number, line)
    yield from walk.end()


def _fault(at: Position, why: str, text: str) -> Fault:
    return Fault("AP118", f"{why} {act_on(why, text)}", at=at, arguments=(shown(text),))


class _Lines:
    """Where a scan stands between two lines: in a block of text, a quote, brackets, or none of these (`plain`)."""

    def __init__(self) -> None:
        self.plain = True
        self.awaiting = True
        self.deeper = -1
        self.filled = False
        self.quote = ""
        self.flow = Flow()
        self.opened = (Position(), "", 0)

    def line(self, number: int, line: str) -> Iterator[Fault]:
        stripped = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if self.deeper >= 0:
            self.filled = self.filled or (indent > self.deeper and bool(stripped))
            if indent > self.deeper or not stripped:
                return
            yield from self.end()
        if self.quote:
            yield from self.in_quote(line)
        elif self.flow.open and (indent > self.opened[2] or stripped[:1] in ("]", "}", "", "#")):
            yield from self.in_flow(number, line, 0)
        elif stripped and stripped[0] != "#":
            yield from self.end()
            if line[indent] == "\t":
                tab = "A tab stands where only spaces may indent. Replace it with spaces."
                yield Fault("AP100", tab, at=Position(number, indent + 1))
            elif line[0] == "%":
                yield Fault("AP114", "A line that starts with % is a directive. Remove it or quote the text.", at=Position(number))
            else:
                yield from self.entry(number, line)

    def entry(self, number: int, line: str) -> Iterator[Fault]:
        """A field, an item of a list, a value below its field, or one more line of a text."""
        entry = ENTRY.fullmatch(line)
        if entry is None:
            return
        indent, dashes, key, value = len(entry["indent"]), entry["dashes"], (entry["key"] or "").rstrip() or None, entry["value"]
        start = entry.start("value")
        if key and re.search(r"\s#", key):
            key, start = None, entry.start("key")
            value = line[start:]
        more = not dashes and key is None and not self.awaiting
        self.awaiting = not value or value.startswith("# ")
        place = Position(number, start + 1)
        if key and dashes and not _FIELD.fullmatch(key):
            why = "A colon inside the text is taken for the end of a field's name."
            yield _fault(Position(number, entry.start("key") + 1), why, line[entry.start("key") :])
        elif more or not value:
            yield from (_fault(place, why, value) for why in [_plain(value, colon=False)] if why)
        elif key and "\t" in line[entry.end("key") : start]:
            yield Fault("AP118", "A tab follows the colon. Replace it with a space.", at=place, arguments=(shown(value),))
        elif _BLOCK_HEADER.fullmatch(value):
            self.deeper, self.plain = indent + (len(dashes) if key else 2 * max(dashes.count("-") - 1, 0)), False
            self.filled, self.opened = False, (place, value, indent)
        elif value[0] in "[{":
            self.flow, self.opened = Flow(), (place, value, indent)
            yield from self.in_flow(number, line, start)
        elif value[0] in QUOTED and not QUOTED[value[0]].match(value) and not _STRAY_QUOTE.match(value):
            self.quote, self.plain, self.opened = value[0], False, (place, value, indent)
        else:
            yield from (_fault(place, why, value) for why in [_misread(value)] if why)

    def in_quote(self, line: str) -> Iterator[Fault]:
        """A line after one that opened a quote."""
        whole = QUOTED[self.quote].match(self.quote + line)
        if whole is None:
            return
        rest = line[whole.end() - 1 :]
        if rest.strip() and not re.match(r"\s+#", rest):
            yield from self.end()
        self.quote, self.plain = "", True

    def in_flow(self, number: int, line: str, start: int) -> Iterator[Fault]:
        """A line, or the rest of one, inside brackets."""
        place, why = self.flow.walk(line, start)
        rest = line[place:]
        if not why and not self.flow.open and rest.strip() and not re.match(r"\s+#", rest):
            place, why = self.opened[0].column - 1 if self.opened[0].line == number else place, AFTER_BRACKET
        if why:
            yield _fault(Position(number, place + 1), why, line[place:])
            self.flow = Flow()
        self.plain = not self.flow.open

    def end(self) -> Iterator[Fault]:
        """The fault of a quote or bracket still open where it cannot be, or of a block of text that nothing stands in."""
        place, text, _ = self.opened
        if self.quote or self.flow.open:
            yield _fault(place, OPEN_QUOTE if self.quote else OPEN_BRACKET, text)
        elif self.deeper >= 0 and not self.filled and re.search(r"\d", text):
            yield _fault(place, _CANNOT.format(text[0]), text)
        self.quote, self.flow, self.deeper, self.plain = "", Flow(), -1, True


def _misread(value: str) -> str:
    """Why a value would not be read as the text it is; empty if it would."""
    first = value[0]
    for test, why in (
        (value[:2] in ("{{", "[["), DOUBLED),
        (first in "@`%|>]},", _CANNOT.format(first)),
        (MARKED.match(value), _CANNOT.format(first)),
        (value[:2] == "- " or value == "-", "Text that starts with a dash is taken for a list."),
        (value[:2] == "? " or value == "?", "A question mark alone cannot be read."),
    ):
        if test:
            return why
    if first in QUOTED:
        match = QUOTED[first].match(value)
        if match is None:
            return OPEN_QUOTE
        rest = value[match.end() :]
        return AFTER_QUOTE if rest.strip() and not re.match(r"\s+#", rest) else ""
    return "" if _PREFIXED.match(value) else _plain(value)


def _plain(value: str, *, colon: bool = True) -> str:
    if value.startswith("#"):
        return "Text that starts with # is taken for a comment: the value is lost." if value[1:2].strip() else ""
    comment = re.search(r"\s#", value)
    if comment and value[comment.end() : comment.end() + 1].strip():
        return COMMENT
    plain = (value[: comment.start()] if comment else value).rstrip()
    if ":\t" in plain:
        return TAB
    return COLON if colon and (": " in plain or plain.endswith(":")) else ""


def shown(text: str) -> str:
    """Data as a message may quote it: one line, at most 200 characters."""
    return brief(text, SHOWN_CHARACTERS)


def brief(text: str, most: int = 40) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
