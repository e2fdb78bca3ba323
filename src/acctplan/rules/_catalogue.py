"""What the rules say of themselves, for help, pages and machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ._judge import Rule
from ._page import page_of
from ._scene import in_words


@dataclass(frozen=True)
class RuleEntry:
    """A rule as it describes itself."""

    code: str
    name: str
    category: str
    severity: str
    summary: str
    why: str
    bad: str
    good: str
    source: str
    options: Mapping[str, int]
    options_said: str
    fix: str
    scope: str
    clock: bool
    since: str


@dataclass(frozen=True)
class Catalogue:
    """Rules by code."""

    rules: tuple[RuleEntry, ...]


def catalogue(rules: Iterable[Rule]) -> Catalogue:
    """The pages of some rules."""
    entries = []
    for rule in rules:
        page = page_of(rule.module)
        options: Mapping[str, int] = getattr(rule.module, "OPTIONS", {})
        entries.append(
            RuleEntry(
                rule.code, rule.name, rule.category, rule.severity, page.fault, page.why, in_words(page.bad), in_words(page.good),
                page.source, options, page.options, rule.module.FIX, "book" if hasattr(rule.module, "check_book") else "plan",
                bool(getattr(rule.module, "CLOCK", False)), "0.1.0",
            )
        )  # fmt: skip
    return Catalogue(tuple(entries))
