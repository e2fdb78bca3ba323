"""What is to change in a plan, as a value."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple


class Edit(NamedTuple):
    """Set a value, add an item or remove what a path names.

    `path` runs from the front matter's root; `value` is text, a list of text, or a mapping of such, in long form.
    """

    op: Literal["set", "add", "remove"]
    path: tuple[str, ...]
    value: Any = None
