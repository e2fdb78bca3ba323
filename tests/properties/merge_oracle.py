"""What a merge must hold, told without the code under test: leaf by leaf, from what the three versions say."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import Any

from acctplan.planfile.events import pure
from acctplan.planfile.tree import _Builder
from acctplan.planfile.widen import widen

from .plan_texts import PEOPLE
from .test_splice import front_of, said

Leaves = dict[tuple[str, ...], Any]
_MARKS = re.compile(r"(?ms)^<<<<<<< ours\r?\n(.*?)^=======\r?\n(.*?)^>>>>>>> theirs\r?\n?")


@lru_cache(maxsize=32)
def leaves(text: str, people: Container[str] = PEOPLE) -> Leaves:
    """Every value of a plan by its path, by the slow parser, once; a list is one value, and one is a list of one."""
    return dict(_leaves((), said(widen(_Builder().run(pure(front_of(text).front)) or {}, people)))) if text else {}


def _leaves(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves((*path, key), item)
    else:
        yield path, value[0] if isinstance(value, list) and len(value) == 1 else value


def resolved(text: str, side: str) -> str:
    """A text with every conflict settled one way."""
    return _MARKS.sub(lambda found: found[1 if side == "ours" else 2], text)


def wrong(base: str, ours: str, theirs: str, merged: str, people: Container[str] = PEOPLE) -> list[str]:
    """What a merge got wrong; nothing where all that either side says stands in it, and nothing else."""
    was, mine, yours = (leaves(text, people) for text in (base, ours, theirs))
    ways = [leaves(resolved(merged, side), people) for side in ("ours", "theirs")]
    clean = resolved(merged, "ours") == merged
    found = [f"{'.'.join(path)} comes from nowhere" for way in ways for path in way if path not in {*was, *mine, *yours}]
    for path in {**was, **mine, **yours}:
        before, one, other = (side.get(path) for side in (was, mine, yours))
        got = [way.get(path) for way in ways]
        if before != one != other != before:
            if isinstance(one, list) or isinstance(other, list):
                continue
            if clean or got != [one, other]:
                found.append(f"{'.'.join(path)} was {before!r}, is {one!r} and {other!r}, and became {got}")
        elif (other if before == one else one) not in got or (clean and got[0] != (other if before == one else one)):
            found.append(f"{'.'.join(path)} was {before!r}, is {one!r} or {other!r}, and became {got}")
    return found


def tags_in(*texts: str) -> set[str]:
    """The tags that a side's own words hold."""
    return {tag for text in texts for tag in re.findall(r"\b(?:remark|so) ([ab]\d)\b", text)}
