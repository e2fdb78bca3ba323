"""What people do to a plan on a branch: a few changes drawn at random, each on items of one's own or on any."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from acctplan.errors import AcctplanError
from acctplan.model.edit import Edit
from acctplan.planfile.parse import parse
from acctplan.planfile.reform import reform
from acctplan.planfile.splice import splice

from .plan_texts import PEOPLE

Owns = Callable[[str, str], bool]
_WORDS = ("before Easter", "with the night shift", "as agreed", "once more", "by phone")


def anything(_block: str, _key: str) -> bool:
    """Every item is one's own."""
    return True


def half(number: int) -> Owns:
    """Every second item, by its block and id."""
    return lambda block, key: sum(f"{block}.{key}".encode()) % 2 == number


def changed(text: str, rng: random.Random, tag: str, owns: Owns = anything, most: int = 3, *, kinds: str = "") -> str:
    """The text after one to so many changes by somebody whose words all hold a tag. `kinds` leaves out the others."""
    makers = [maker for maker in _KINDS if not kinds or maker.__name__.strip("_") in kinds.split()]
    for number in range(rng.randint(1, most)):
        maker = rng.choice(makers)
        try:
            text = maker(text, rng, f"{tag}{number}", owns)
        except AcctplanError:
            continue
    return text


def _items(text: str, owns: Owns) -> list[tuple[tuple[str, ...], Any]]:
    plan = parse(text, "plan", PEOPLE, typed=()).plan
    assert plan is not None
    blocks = ("goals", "risks", "opportunities", "actions", "stakeholders", "milestones", "questions", "intent", "units", "movements")
    return [
        ((block, key), item)
        for block in blocks
        if isinstance(plan.tree.get(block), dict)
        for key, item in plan.tree[block].items()
        if owns(block, key)
    ]


def _set(text: str, rng: random.Random, tag: str, owns: Owns) -> str:
    """A word of an item is said anew."""
    path, item = rng.choice(_items(text, owns) or [((), None)])
    fields = [name for name, value in item.items() if isinstance(value, str)] if isinstance(item, dict) else []
    if not path or (isinstance(item, dict) and not fields):
        return text
    where = (*path, rng.choice(fields)) if fields else path
    return splice(text, [Edit("set", where, f"{rng.choice(_WORDS)} {tag}")], PEOPLE)


def _note(text: str, rng: random.Random, tag: str, owns: Owns) -> str:
    """An item gets a note, which it may not have had."""
    path, item = rng.choice(_items(text, owns) or [((), None)])
    return splice(text, [Edit("set", (*path, "note"), f"noted {tag}")], PEOPLE) if isinstance(item, dict) else text


def _add(text: str, rng: random.Random, tag: str, owns: Owns) -> str:
    """A new item."""
    block, field = rng.choice((("actions", "do"), ("risks", "title"), ("goals", "title"), ("questions", "ask")))
    return splice(text, [Edit("add", (block, f"new-{tag}"), {field: f"{rng.choice(_WORDS)} {tag}"})], PEOPLE)


def _remove(text: str, rng: random.Random, tag: str, owns: Owns) -> str:
    """An item goes."""
    path, _ = rng.choice(_items(text, owns) or [((), None)])
    return splice(text, [Edit("remove", path)], PEOPLE) if path else text


def _remark(text: str, rng: random.Random, tag: str, owns: Owns) -> str:
    """A comment above a block."""
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(ending)
    last = lines.index("---", 1)
    tops = [place for place in range(1, last) if lines[place][:1].isalpha() and lines[place][-1:] == ":" and owns(lines[place], "")]
    if not tops:
        return text
    place = rng.choice(tops)
    noted = ending.join([*lines[:place], f"# remark {tag}", *lines[place:]])
    return noted if parse(noted, "plan", PEOPLE, typed=()).faults == parse(text, "plan", PEOPLE, typed=()).faults else text


def _body(text: str, rng: random.Random, tag: str, owns: Owns) -> str:
    """A paragraph at the body's end, by one of the two."""
    ending = "\r\n" if "\r\n" in text else "\n"
    closed = text if text.endswith("\n") else f"{text}{ending}"
    return f"{closed}{ending}They said so {tag}.{ending}" if owns("body", "") else text


def _form(text: str, rng: random.Random, tag: str, owns: Owns) -> str:
    """The whole plan in the other form."""
    return reform(text, rng.choice(("short", "long")), PEOPLE).text


_KINDS: tuple[Callable[[str, random.Random, str, Owns], str], ...] = (_set, _set, _note, _add, _add, _remove, _remark, _body, _form)
