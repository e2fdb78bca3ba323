"""Where a plan's text asks a rule to be silent: which rules, about what, until when and why.

`# acctplan: ignore[rule] until=2026-09-30 reason="merger on hold"` stands behind a field or on the line above it, and speaks for it and
all in it; `<!-- acctplan: ignore[rule] reason="…" -->` stands above a block of the Markdown. In quotes or in a block of text it is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from acctplan.model.day import read_day
from acctplan.model.edit import Patch
from acctplan.model.finding import Position
from acctplan.model.lint_ignore import LintIgnore
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from .events import Refused
from .nodes import Node, read_nodes
from .scan import brief
from .split import Halves, split

MARK = "acctplan:"
_COMMENT = Pattern(r"(?:^|(?<=[ \t]))#+[ \t]*acctplan:(?P<said>[^\r\n]*)", 8)
_COMMENTED = Pattern(r" *#")
_REMARK = Pattern(r"\s*<!--\s*acctplan:(?P<said>.*?)-->\s*", 16)
_IGNORE = Pattern(r"\s*ignore\s*\[(?P<rules>[^\[\]]*)\](?P<rest>.*)", 16)
_WORD = Pattern(r"\s+(?P<key>until|reason)=(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<plain>[^\s\"]+))")
_MOST, _MOST_NAMES = 200, 50
"""So many suppressions of a plan are heeded, and so many names in one: all findings are held against each."""
_ALL = ((Position(1, 1), Position(2**31, 1)),)
Reach = tuple[Position, Position]


class Suppression(NamedTuple):
    """One request for silence. `wrong` says what of it is not understood: then it silences nothing.

    `covers` holds where what it speaks for begins and where that has ended; it is empty where nothing follows. `path` is that of the
    first thing it speaks for, or of the item of `lint_ignore`. `span` and `names`, the names in brackets, are offsets in the text.
    """

    rules: tuple[str, ...]
    until: date | None
    reason: str
    at: Position | None
    covers: tuple[Reach, ...]
    path: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)
    names: tuple[int, int] = (0, 0)
    wrong: str = ""

    @property
    def whole(self) -> bool:
        """Whether it speaks for the whole plan: an item of `lint_ignore`."""
        return self.at is None

    def speaks_for(self, place: Position) -> bool:
        """Whether a place is within its reach."""
        return any(first <= place < end for first, end in self.covers)


class _Entry(NamedTuple):
    path: tuple[str, ...]
    start: int
    end: int


def suppressions_of(text: str, listed: Sequence[LintIgnore] = (), *, written: int = 0) -> tuple[Suppression, ...]:
    """Every request of a plan's text, in file order, then those of its `lint_ignore`, which has so many items as written."""
    found: list[Suppression] = []
    halves = split(text) if MARK in text else None
    if isinstance(halves, Halves):
        found += islice(_in_fields(halves), _MOST + 1)
        found += islice(_in_body(text, halves), _MOST + 1 - len(found)) if MARK in halves.body else ()
    if len(found) > _MOST:
        found[_MOST] = found[_MOST]._replace(rules=(), wrong=f"it and all below it are more than {_MOST} in one plan")
    for place, item in enumerate(listed):
        path = ("lint_ignore", str(place)) if written == len(listed) else ("lint_ignore",)
        found.append(Suppression((item.rule,), item.until, item.reason or "", None, _ALL, path))
    return tuple(found)


def _said(said: str, start: int) -> Suppression:
    """What the words after the mark ask for; `start` is their offset in the text."""
    nothing = Suppression((), None, "", Position(), ())
    ignore = _IGNORE.fullmatch(said)
    if ignore is None:
        return nothing._replace(wrong=f"“{brief(said.strip())}” is no ignore[rule]")
    rules = tuple(dict.fromkeys(word for part in ignore["rules"].split(",") if (word := part.strip())))
    if len(rules) > _MOST_NAMES:
        return nothing._replace(wrong=f"more than {_MOST_NAMES} names stand between its brackets")
    names = (start + ignore.start("rules"), start + ignore.end("rules"))
    given: dict[str, str] = {}
    rest, place = ignore["rest"].rstrip(), 0
    while place < len(rest):
        word = _WORD.compiled.match(rest, place)
        if word is None or word["key"] in given:
            return nothing._replace(rules=rules, wrong=f"“{brief(rest[place:].strip())}” is neither until= nor reason=")
        given[word["key"]], place = word["plain"] or (word["quoted"] or "").replace('\\"', '"'), word.end()
    try:
        until = read_day(given["until"]) if "until" in given else None
    except ValueError:
        return nothing._replace(rules=rules, wrong=f"until “{brief(given['until'])}” is no day")
    wrong = "" if rules else "no rule stands between the brackets"
    return nothing._replace(rules=rules, until=until, reason=given.get("reason", "").strip(), names=names, wrong=wrong)


def _in_fields(halves: Halves) -> Iterator[Suppression]:
    front = halves.front
    marks = list(_COMMENT.finditer(front))
    if not marks:
        return
    try:
        root = read_nodes(front)
    except Refused:
        return
    texts = sorted(_texts(root, front)) if root else []
    entries = list(_entries(root, ())) if root else []
    for mark in marks:
        if not any(start < mark.start() < end for start, end in texts):
            spoken = _spoken_for(front, mark.start(), entries)
            asked = _said(mark["said"], halves.start + mark.start("said"))
            span = (halves.start + mark.start(), halves.start + mark.end())
            covers = tuple((_position(front, one.start, 2), _position(front, _line_end(front, one.end), 2)) for one in spoken)
            path = spoken[0].path if spoken else ()
            yield asked._replace(at=_position(front, mark.start(), 2), covers=covers, path=path, span=span)


def _texts(node: Node, front: str) -> Iterator[tuple[int, int]]:
    """Spans in which a # begins no comment: quoted names, and texts, but for the line that opens a block of text."""
    if node.kind == "scalar":
        start = node.start
        if node.style in ("|", ">"):
            opened = front.find("\n", start)
            start = node.end if opened < 0 else opened
        yield start - 1, node.end
    for key, value in node.entries:
        yield from _texts(key, front) if key is not None else ()
        yield from _texts(value, front)


def _entries(node: Node, path: tuple[str, ...]) -> Iterator[_Entry]:
    """Every entry, those inside it after it."""
    for place, (key, value) in enumerate(node.entries):
        below = (*path, key.value or "" if key is not None else str(place))
        yield _Entry(below, key.start if key is not None else value.start, value.end)
        yield from _entries(value, below)


def _spoken_for(front: str, mark: int, entries: list[_Entry]) -> list[_Entry]:
    """What begins on the comment's line, else what ends there; of a comment alone on its line, what begins right below it."""
    start = front.rfind("\n", 0, mark) + 1
    line = front[start:mark]
    if line.strip() and not line.lstrip().startswith("#"):
        end = front.find("\n", mark)
        begun = _outermost(entries, start, len(front) if end < 0 else end)
        return begun or [one for one in entries if one.start < start <= one.end][-1:]
    below = start
    while _COMMENTED.compiled.match(front, below):
        below = front.find("\n", below) + 1
        if not below:
            return []
    end = front.find("\n", below)
    indent = len(line) - len(line.lstrip(" "))
    return [one for one in _outermost(entries, below, end) if one.start - below >= indent]


def _outermost(entries: list[_Entry], start: int, end: int) -> list[_Entry]:
    """Entries that begin between two offsets, but for those inside another of them."""
    begun: list[_Entry] = []
    for one in entries:
        if start <= one.start < end and not (begun and one.start <= begun[-1].end and one.path[: len(begun[-1].path)] == begun[-1].path):
            begun.append(one)
    return begun


def _line_end(text: str, end: int) -> int:
    """Where the last line of something ends that ends at an offset: what is said behind it there is said about it."""
    if text[end - 1 : end] == "\n":
        return end
    line_end = text.find("\n", end)
    return len(text) if line_end < 0 else line_end


def _position(text: str, offset: int, first: int) -> Position:
    """Line and column of an offset, where a text begins on line `first`."""
    return Position(first + text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1) + 1)


def _in_body(text: str, halves: Halves) -> Iterator[Suppression]:
    """Requests above blocks of the Markdown; one inside a block of code is an example."""
    offset = len(text) - len(halves.body)
    first = text.count("\n", 0, offset) + 1
    blocks = list(_blocks(halves.body))
    marks = [_REMARK.fullmatch(block.text) if block.kind == "html_block" else None for block in blocks]
    for place, (block, mark) in enumerate(zip(blocks, marks, strict=True)):
        if mark is None:
            continue
        start = offset + block.start
        asked = _said(mark["said"], start + mark.start("said"))
        below = next((other for other, its in zip(blocks[place:], marks[place:], strict=True) if its is None), None)
        covers = ((Position(first + below.line, 1), Position(first + below.end, 1)),) if below is not None else ()
        yield asked._replace(at=Position(first + block.line, 1), covers=covers, span=(start, start + len(block.text)))


class _Block(NamedTuple):
    """A block of Markdown: its lines, counted from 0 and without the last, its kind, its text and where that starts."""

    line: int
    end: int
    kind: str
    text: str
    start: int


def _blocks(body: str) -> Iterator[_Block]:
    """The blocks of a body that are in no other."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    lines = body.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for token in parser.parse("\n".join(line.replace("\r", " ") for line in lines)):
        if token.map and not token.level:
            start, end = token.map
            yield _Block(start, end, token.type, body[starts[start] : starts[min(end, len(lines))]], starts[start])


def without(text: str, one: Suppression, words: Iterable[str]) -> Patch:
    """What takes words out of a request in the text, or the request itself where no other word is left in it."""
    gone = set(words)
    left = [word for word in one.rules if word not in gone]
    if left:
        return Patch(*one.names, ", ".join(left))
    start, end = one.span
    line = text.rfind("\n", 0, start) + 1
    if text[end - 1 : end] == "\n":
        return Patch(start, end, "")
    before = text[line:start].rstrip(" \t")
    if before:
        return Patch(line + len(before), end, "")
    following = text.find("\n", end)
    return Patch(line, len(text) if following < 0 else following + 1, "")
