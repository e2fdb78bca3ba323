"""How long each rule takes over the book."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from acctplan.rules._judge import Rule
    from acctplan.views.profile import Profile

    from .context import Session


def profiled(session: Session) -> Profile:
    """Lint the book in this process, nothing remembered, and measure."""
    from acctplan.views.profile import Profile, RuleTime

    from .survey import Surveyor, linter_of

    session.options = {**session.options, "jobs": 1}
    linter = linter_of(session)
    taken: dict[str, float] = {rule.code: 0.0 for rule in linter.rules}
    linter.rules = [_timed(rule, taken) for rule in linter.rules]
    start = time.perf_counter()
    found = Surveyor(session, linter).survey()
    whole = time.perf_counter() - start
    rules = [RuleTime(rule.code, rule.name, taken[rule.code], taken[rule.code] / whole) for rule in linter.rules]
    ordered = tuple(sorted(rules, key=lambda rule: (-rule.seconds, rule.code)))
    return Profile(ordered, whole, 1 - sum(taken.values()) / whole, found.lint.checked)


def _timed(rule: Rule, taken: dict[str, float]) -> Rule:
    """The rule with a module whose checks count their seconds."""
    module = ModuleType(rule.module.__name__)
    vars(module).update(vars(rule.module))
    for name in ("check", "check_book"):
        if hasattr(rule.module, name):
            setattr(module, name, _counting(getattr(rule.module, name), rule.code, taken))
    return rule._replace(module=module)


def _counting(check: Callable[..., Iterable[Any]], code: str, taken: dict[str, float]) -> Callable[..., list[Any]]:
    def counted(*surroundings: Any) -> list[Any]:
        start = time.perf_counter()
        try:
            return list(check(*surroundings))
        finally:
            taken[code] += time.perf_counter() - start

    return counted
