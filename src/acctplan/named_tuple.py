"""Named tuples without their types at run time: a run makes some sixty of them, and reading their types is dear.

`typing.NamedTuple` compiles each annotation of a class, which takes longer than making the class; nothing of ours asks for
them while it runs. Type checkers see the one of `typing`. One that is generic needs that one.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:

    class _Made(type):
        """Makes the tuple's class of a class body."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body.get("__annotations__", {})
            made = namedtuple(name, fields, defaults=[body[field] for field in fields if field in body], module=body["__module__"])
            for key, value in body.items():
                if key not in fields and key not in ("__module__", "__annotations__"):
                    setattr(made, key, value)
            made.__annotations__ = fields
            return made

    class NamedTuple(metaclass=_Made):
        """The base of a tuple whose fields have names; defaults stand last."""
