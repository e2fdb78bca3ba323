"""A plan template: a plan file with prompts as comments, and what it says of itself under `template:`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.block import BLOCKS
from acctplan.model.finding import Fault, Position
from acctplan.nearest import nearest

from .nodes import read_nodes
from .parse import read_front
from .split import Halves, split


@dataclass(frozen=True)
class Template:
    """A template's text and what it is: `blocks` in their order, `asks` the extra questions of `new` by field.

    `carry` are the fields that a plan of the next period takes over from the one before.
    """

    name: str
    text: str
    version: int = 1
    title: str = ""
    extends: str = ""
    blocks: tuple[str, ...] = ()
    asks: Mapping[str, str] = field(default_factory=dict)
    carry: tuple[str, ...] = ()

    def on(self, base: Template) -> Template:
        """This template laid over the one it extends: its own blocks replace the base's, new ones follow.

        One that has every block of its base already stands as it is, in its own order.
        """
        parts, own = _parts(base.text), _parts(self.text)
        halves, mine = split(base.text), split(self.text)
        assert isinstance(halves, Halves)
        assert isinstance(mine, Halves)
        whole = replace(self, asks={**base.asks, **self.asks}, title=self.title or base.title, carry=self.carry or base.carry)
        if set(parts) <= set(own):
            return whole
        merged = {**parts, **own}
        body = mine.body if mine.body.strip() else halves.body
        text = f"---\n{''.join(merged.values())}---\n{body}"
        return replace(whole, text=text, blocks=tuple(merged))


def parse_template(text: str, name: str) -> Template:
    """A template from its text. Raises ValueRefused with line and column where it cannot be read."""
    halves = split(text)
    if isinstance(halves, Fault):
        raise _broken(name, halves)
    tree, faults = read_front(halves)
    if tree is None or faults:
        raise _broken(name, faults[0])
    said: Any = tree.get("template")
    about: dict[str, Any] = said if isinstance(said, dict) else {}
    version = str(about.get("version") or "1")
    asks = about.get("asks")
    blocks = tuple(key for key in tree if key in BLOCKS)
    return Template(
        name=name,
        text=text,
        version=int(version) if version.isdigit() else 1,
        title=str(about.get("title") or ""),
        extends=str(about.get("extends") or ""),
        blocks=blocks,
        carry=_carried(about.get("carry"), name),
        asks={str(key): str(value) for key, value in asks.items()} if isinstance(asks, dict) else {},
    )


def _carried(said: Any, name: str) -> tuple[str, ...]:
    """The fields under `carry`. Raises ValueRefused for one that no plan has."""
    fields = tuple(str(word) for word in said) if isinstance(said, list) else (str(said),) if said else ()
    for word in fields:
        if word not in BLOCKS:
            near = ", ".join(nearest(word, BLOCKS, most=3, at_least=0))
            raise ValueRefused(f"template {name}.md: “{word[:60]}” under carry is no field of a plan", f"The nearest are {near}.")
    return fields


def _broken(name: str, fault: Fault) -> ValueRefused:
    at = fault.at or Position()
    return ValueRefused(f"template {name}.md:{at.line}:{at.column}: {fault.message}", "Correct the template.")


def _parts(text: str) -> dict[str, str]:
    """Each top-level field's lines, with the comments below its name, by field."""
    halves = split(text)
    root = read_nodes(halves.front) if isinstance(halves, Halves) else None
    if root is None or not isinstance(halves, Halves):
        return {}
    starts = [(key.value or "", key.start) for key, _ in root.entries if key is not None]
    ends = [start for _, start in starts[1:]] + [len(halves.front)]
    return {name: halves.front[start:end] for (name, start), end in zip(starts, ends, strict=True)}
