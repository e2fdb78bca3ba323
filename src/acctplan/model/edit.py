"""What is to change in a plan, as a value."""

from __future__ import annotations

from typing import Any, Literal

from acctplan.named_tuple import NamedTuple


class Edit(NamedTuple):
    """One change of what a path names; `path` runs from the front matter's root.

    set: the value, whatever stood there · add: an item that is not there yet, at the end · insert: the same before or after another ·
    append: a value to the list at the path, which may be blank or absent; one value is a list of one · remove: the item, field or value ·
    move: the item before or after another of its mapping or list, else to its end · rename: the item gets the id `value`, and so does
    every reference to it in the plan.

    `value` is text, a list of text, or a mapping of such, in long form (the new id for a rename). `before` and `after` name one
    entry beside it: by its key, or by its position in a list; a list's `insert` takes the position as the last step of its path.
    """

    op: Literal["set", "add", "remove", "append", "insert", "move", "rename"]
    path: tuple[str, ...]
    value: Any = None
    before: str = ""
    after: str = ""


class Patch(NamedTuple):
    """Characters of a plan's whole text, from `start` to `end`, and what stands there instead.

    `changes` tells that one value becomes another by it; otherwise the plan says afterwards what it said before.
    """

    start: int
    end: int
    put: str
    changes: bool = False
