"""Items from short form to long and back: what the plan says stays, and so does every other byte."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from typing import Any

from acctplan.errors import PlanUnreadable, ValueRefused
from acctplan.named_tuple import NamedTuple

from .apply import meaning
from .draft import Draft, Span, ended, put_in
from .layout import Held
from .narrow import short_places
from .parse import parse, read_front
from .replacement import Form, rewritten
from .split import Halves, split
from .widen import widen

Path = tuple[str, ...]


class Reformed(NamedTuple):
    """A text in one form, the places of the items that were in the other, and how many stay long where short was asked for."""

    text: str
    places: tuple[Path, ...]
    staying: int = 0


def reform(text: str, form: Form, people: Container[str] = ()) -> Reformed:
    """The text with every item in short form that can be, or every one in long form.

    An item stays long where short form cannot hold it: more fields, a blank one, several lines, a comment between its fields.
    Raises PlanUnreadable for a text that cannot be trusted.
    """
    before = parse(text, "plan", people)
    halves = split(text)
    if before.plan is None or before.broken or not isinstance(halves, Halves):
        raise PlanUnreadable((before.broken or before.faults[0]).message)
    rewrite = _Rewrite(text, halves, before.plan.tree, people)
    places = list(rewrite.places(form))
    front = rewrite.front(places, form)
    if front is None:
        places = rewrite.alone(places, form)
        front = rewrite.front(places, form) if places else halves.front
    staying = len(set(rewrite.written_long()) - set(places)) if form == "short" else 0
    if front is None:
        return Reformed(text, (), staying)
    return Reformed(text[: halves.start] + front + text[halves.end :], tuple(places), staying)


def _comments(text: str) -> bool:
    """Whether a `#` stands anywhere that may begin a comment."""
    return any(mark == "#" and (place == 0 or text[place - 1] in " \t\r\n") for place, mark in enumerate(text))


class _Rewrite:
    """One plan's items, each on its own or all together, proven by reading them again."""

    def __init__(self, text: str, halves: Halves, tree: Mapping[str, Any], people: Container[str]) -> None:
        self.halves = halves
        self.ending = text[: halves.end]
        self.tree = tree
        self.people = people
        self.draft = Draft(halves.front, tree, people)

    def places(self, form: Form) -> Iterator[Path]:
        """The items that are in the other form and can be in this one."""
        for path in short_places(self.tree):
            trail = self.draft.trail(path)
            value = self.draft.value_at(path)
            if len(trail) == len(path) and isinstance(value, dict):
                scalar = trail[-1].node.kind == "scalar"
                if scalar if form == "long" else not scalar and self.fits(trail[-1], path, value):
                    yield path

    def written_long(self) -> Iterator[Path]:
        """The items that are written as fields."""
        for path in short_places(self.tree):
            trail = self.draft.trail(path)
            if len(trail) == len(path) and trail[-1].node.kind == "mapping" and trail[-1].node.entries:
                yield path

    def fits(self, held: Held, path: Path, value: Any) -> bool:
        """Whether short form holds all an item says, its comments too."""
        node = held.node
        short = self.draft.shortest(path, value)
        end = self.draft.end_of(node)
        inside = self.draft.front[node.start : end]
        if not node.flow and (held.key is not None or "\n" in inside):
            inside = self.draft.front[self.draft.line_end(held.key.end) if held.key is not None else node.start : self.draft.line_end(end)]
        return isinstance(short, str) and "\n" not in short and not _comments(inside)

    def front(self, places: list[Path], form: Form) -> str | None:
        """The front matter with these items in a form; None where it would not mean the same."""
        spans = [span for path in places for span in self.spans(path, form)]
        with suppress(ValueRefused):
            front = put_in(self.halves.front, ended(spans, self.ending))
            tree, faults = read_front(Halves(front, self.halves.body, self.halves.start, self.halves.start + len(front)))
            if tree is not None and not faults and meaning(widen(tree, self.people)) == meaning(self.tree):
                return front
        return None

    def spans(self, path: Path, form: Form) -> list[Span]:
        """What makes one item be in a form."""
        return rewritten(self.draft, self.draft.trail(path), path, self.draft.value_at(path), form)

    def alone(self, places: list[Path], form: Form) -> list[Path]:
        """Those of several items that can be rewritten one by one."""
        return [path for path in places if self.front([path], form) is not None]


def misread_short(front: str, tree: Mapping[str, Any], intended: Mapping[str, Any], people: Container[str]) -> list[Span]:
    """Spans for the short items that a text would be read another way in than is meant, because whom it names is known no more."""
    draft = Draft(front, intended, people)
    now = Draft(front, tree, people)
    spans: list[Span] = []
    for path in short_places(intended):
        trail = draft.trail(path)
        if len(trail) == len(path) and trail[-1].node.kind == "scalar" and meaning(now.value_at(path)) != meaning(draft.value_at(path)):
            spans += rewritten(draft, trail, path, draft.value_at(path))
    return spans
