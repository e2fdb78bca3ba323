"""Readers of single values, made from the same types the validators use: they may only say yes.

Building a validator costs a third of a millisecond; a plan has a dozen single values. What a reader refuses goes to
the validator, whose verdict and words count.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from acctplan.model.block import type_of
from acctplan.model.scalar import Reads

Reader = Callable[[Any], Any]


@cache
def reader_of(name: str) -> Reader | None:
    """The reader of a block's value; None for records and whatever needs a validator."""
    return reader_for(type_of(name))


def reader_for(kind: Any) -> Reader | None:
    """The reader of a type; None for records and whatever needs a validator."""
    if kind is Any:
        return lambda value: value
    if get_origin(kind) is Literal:
        return _choice(get_args(kind))
    if get_origin(kind) is not Annotated:
        return None
    base, metadata = get_args(kind)[:2]
    if isinstance(metadata, Reads):
        return None if metadata.info else metadata.func
    if get_origin(base) is tuple:
        inner = reader_for(get_args(base)[0])
        return _each(inner) if inner else None
    return None


def _choice(words: tuple[str, ...]) -> Reader:
    def read(value: Any) -> Any:
        if value not in words:
            raise ValueError("another word")
        return value

    return read


def _each(inner: Reader) -> Reader:
    def read(value: Any) -> Any:
        return tuple(inner(item) for item in (value if isinstance(value, (list, tuple)) else (value,)))

    return read
