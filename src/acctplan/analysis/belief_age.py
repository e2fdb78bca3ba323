"""How old what a plan says is: when a person last changed its meaning, block by block.

A reformat, a comment, a re-quoting, a move between long and short form changes no meaning; a mechanical commit refreshes
nothing; `confirmed` does; `written_on` stands for what nobody changed since the first commit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any

from acctplan.named_tuple import NamedTuple

from .past_values import NO_PAST, Past

BODY = "body"
NOT_A_BELIEF = frozenset({"format", "template", "lint_ignore"})
_NOTHING: tuple[Any, ...] = (None, "", {}, [])


class Age(NamedTuple):
    """The day of the last change and who made it; `commit` is None for what is not committed."""

    on: date
    by: str
    commit: str | None = None
    confirmed: bool = False

    def days(self, today: date) -> int:
        """Whole days since, never negative."""
        return max((today - self.on).days, 0)


class Ages:
    """Ages of the plan and of each block it has, as they were told. `complete` is False where history ends before the plan begins.

    `authors` are all who changed its meaning, newest change first, with the day; co-authors count.
    """

    def __init__(
        self,
        plan: Age | None = None,
        blocks: Mapping[str, Age] = {},
        began_on: date | None = None,
        complete: bool = True,
        authors: tuple[tuple[date, str], ...] = (),
        past: Past = NO_PAST,
    ) -> None:
        self._told = plan, blocks, began_on, complete, authors
        self._past_told = past

    @property
    def plan(self) -> Age | None:
        """Age of the newest change; None where nothing is known."""
        return self._told[0]

    @property
    def blocks(self) -> Mapping[str, Age]:
        """Age of each block, in the field's order."""
        return self._told[1]

    @property
    def began_on(self) -> date | None:
        """The day the plan's first version was written."""
        return self._told[2]

    def began_by(self, day: date) -> bool:
        """Whether the plan's first version was written on a day or earlier; no if that is unknown."""
        return self.began_on is not None and self.began_on <= day

    @property
    def complete(self) -> bool:
        """Whether history reaches back to the plan's beginning."""
        return self._told[3]

    @property
    def authors(self) -> tuple[tuple[date, str], ...]:
        """Who changed what the plan says, newest change first."""
        return self._told[4]

    @property
    def past(self) -> Past:
        """What the plan said before."""
        return self._past_told

    def of(self, block: str) -> Age | None:
        """Age of a block; None where it is unknown."""
        return self.blocks.get(block)

    def authors_since(self, day: date) -> Iterator[str]:
        """Who changed what the plan says on a day or later, newest change first."""
        return (name for _, name in self.changes_since(day))

    def changes_since(self, day: date) -> Iterator[tuple[date, str]]:
        """Day and author of each change on a day or later, newest change first; co-authors count."""
        return ((on, name) for on, name in self.authors if on >= day)

    def hands_since(self, day: date) -> frozenset[str]:
        """Everybody who may be among the authors since a day. Cheaper to ask than who is."""
        return frozenset(self.authors_since(day))

    def changed_since(self, block: str, day: date) -> bool:
        """Whether a block changed or was confirmed on a day or later; no if that is unknown. Cheaper to ask than the block's age."""
        age = self.of(block)
        return age is not None and age.on >= day

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ages):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in ("plan", "blocks", "began_on", "complete", "authors"))

    __hash__ = None  # type: ignore[assignment]


NO_AGES = Ages(complete=False)
Meaning = Mapping[str, str]
"""A digest of what each block says; equal digests mean equal meaning."""


def meaning_of(tree: Mapping[str, Any], body: str) -> dict[str, str]:
    """A digest of what a plan's fields and body say, block by block; two versions that `changes` finds equal have equal digests."""
    said = {name: _said(value) for name, value in tree.items() if name not in NOT_A_BELIEF} | {BODY: " ".join(body.split())}
    return {name: blake2b(_text(value).encode(), digest_size=12).hexdigest() for name, value in said.items() if value not in _NOTHING}


def _said(value: Any) -> Any:
    """A value without what means nothing: blanks, the order of fields and lists, the list around a single text."""
    if type(value) is str or value is None:
        return value
    if isinstance(value, dict):
        return {key: said for key, item in value.items() if (said := _said(item)) not in _NOTHING}
    if isinstance(value, (list, tuple)):
        items = [_said(item) for item in value]
        items.sort(key=None if all(type(item) is str for item in items) else _text)
        return items[0] if len(items) == 1 and isinstance(items[0], str) else items
    return value


_text = json.JSONEncoder(sort_keys=True).encode
