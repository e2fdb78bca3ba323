"""How messages name things, and whether a field was left unsaid."""

from __future__ import annotations

from typing import Any

from acctplan.model.plan import Plan, title
from acctplan.planfile.misfit import named
from acctplan.planfile.scan import brief

_WORDS = 8


def called(item: Any, key: str, most: int = _WORDS) -> str:
    """An item by its title in quotes, cut where it is long."""
    return quoted(title(item) or key, most)


def quoted(text: str, most: int = _WORDS) -> str:
    """Text of the plan in quotes: so many words on one line."""
    words = text.split()
    short = brief(" ".join(words[:most]), 60)
    return f"“{short if len(words) <= most or short.endswith('…') else short + '…'}”"


def where(plan: Plan, path: tuple[str, ...]) -> str:
    """A field in words, `owner of “Brief the CFO”`; its path where it is in no item."""
    items = getattr(plan, path[0], None)
    if len(path) == 1:
        return f"{path[0]} of the plan"
    if len(path) < 3 or not isinstance(items, dict):
        return named(path)
    field = next(step for step in reversed(path) if not step.isdigit())
    return f"{field} of {called(items.get(path[1]), path[1], 5)}"


def unsaid(plan: Plan, *path: str) -> bool:
    """Whether a field is absent or blank. What does not fit its field is said, and another rule says what is wrong with it."""
    value: Any = plan.tree
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value in (None, "", [], {})


def listed(words: list[str]) -> str:
    """Words as a sentence lists them: `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
