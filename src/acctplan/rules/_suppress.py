"""Findings that a plan, its text or the settings ask not to hear of: set apart, never dropped; and requests that nothing needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from acctplan.model.book import Entry
from acctplan.model.finding import Finding, Position, Suppressed
from acctplan.named_tuple import NamedTuple

from ._context import Context

if TYPE_CHECKING:
    from acctplan.planfile.suppressions import Suppression

    from ._judge import Rule

_MARK = "acctplan:"
_BLIND = "345"
"""Hundreds of the rules that look into the past: without all of it nobody knows what they would have found."""


def may_ask(text: str) -> bool:
    """Whether a plan's text can hold a request for silence."""
    return _MARK in text or "lint_ignore" in text


def context_of(entry: Entry, context: Context) -> Context | None:
    """The context with what the plan asks to be silent about; None where neither it nor the settings ask for anything."""
    own = entry.plan is not None and (bool(entry.plan.lint_ignore) or _MARK in entry.text)
    if entry.plan is None or not own:
        return context if context.settings.lint_paths else None
    from acctplan.planfile.suppressions import suppressions_of

    listed = entry.plan.tree.get("lint_ignore")
    written = len(listed) if isinstance(listed, list) else 1
    return context._replace(suppressions=suppressions_of(entry.text, entry.plan.lint_ignore, written=written))


class Sieve:
    """Sets suppressed findings of one plan apart, and remembers which words of which request did so."""

    def __init__(self, entry: Entry, context: Context) -> None:
        self.context = context
        self.silenced: list[Suppressed] = []
        self.used: set[tuple[int, str]] = set()
        self.meant: dict[str, list[tuple[int, str, Suppression]]] = {}
        self.active = [
            (place, one)
            for place, one in enumerate(context.suppressions)
            if not one.wrong and (one.until is None or one.until >= context.today)
        ]
        self.paths = [
            said for pattern, said in context.settings.lint_paths.items() if entry.stands_in and fnmatch(entry.stands_in, pattern)
        ]

    def passes(self, rule: Rule, finding: Finding) -> bool:
        """Whether a finding is to be told; one that is not is kept apart, with how and why."""
        if rule.code not in self.meant:
            self.meant[rule.code] = [(place, word, one) for place, one in self.active for word in one.rules if _means(one, word, rule)]
        at = Position(finding.line, finding.column)
        found = [asked for asked in self.meant[rule.code] if asked[2].speaks_for(at)]
        self.used.update((place, word) for place, word, _ in found)
        if found:
            one = found[0][2]
            self.silenced.append(Suppressed(finding, "plan" if one.whole else "comment", one.reason))
        elif any(rule.answers_to(word) for said in self.paths for word in said.ignore):
            self.silenced.append(Suppressed(finding, "path", ""))
        else:
            return True
        return False

    def unused(self, ran: Iterable[Rule]) -> Iterator[Unused]:
        """Requests with words that silenced nothing, though every rule they mean was asked."""
        from ._judge import every_rule

        asked = {rule.code for rule in ran if _certain(rule, self.context)}
        for place, one in self.active:
            meant = {word: {rule.code for rule in every_rule() if _means(one, word, rule)} for word in one.rules}
            words = tuple(word for word, codes in meant.items() if (place, word) not in self.used and codes and codes <= asked)
            if words:
                yield Unused(one, words)


class Unused(NamedTuple):
    """A request for silence, and those of its words that silence nothing."""

    suppression: Suppression
    words: tuple[str, ...]


def _means(one: Suppression, word: str, rule: Rule) -> bool:
    """Whether a word of a request means a rule: in the text by name or code alone, for a whole plan by category too."""
    return rule.answers_to(word) if one.whole else word in (rule.name, rule.code)


def _certain(rule: Rule, context: Context) -> bool:
    """Whether a rule that says nothing of a plan has nothing to say of it."""
    return rule.category != "meta" and tells(rule, whole=False, history=context.ages.complete)


def tells(rule: Rule, *, whole: bool, history: bool) -> bool:
    """Whether the silence of a rule means that there is nothing to find: not of one over the book, unless all of that was checked,
    nor of one that looks into the past, unless all history is there.
    """
    if hasattr(rule.module, "check_book") and not whole:
        return False
    return history or not (rule.code[2] in _BLIND or getattr(rule.module, "CLOCK", False))
