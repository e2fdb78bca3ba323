"""From faults to findings: which rules run, how severe each is, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from types import ModuleType
from typing import cast

from acctplan import registry
from acctplan.errors import ValueRefused
from acctplan.model.book import Book, Entry
from acctplan.model.edit import Edit, Patch
from acctplan.model.finding import Fault, Finding, Position, Severity, Suppressed
from acctplan.model.settings import Settings
from acctplan.named_tuple import NamedTuple

from ._context import Context
from ._suppress import Sieve, context_of

PACKAGE = "acctplan.rules"
CATEGORIES = {
    "1": "schema", "2": "ownership", "3": "museum", "4": "river", "5": "solo", "6": "declarative", "7": "coverage",
    "8": "privacy", "9": "meta",
}  # fmt: skip
INFO, WARNING, ERROR = "info", "warning", "error"
_LAST = "AP901"
"""The rule that asks what the others used."""


class Rule(NamedTuple):
    """A rule module by its public name; `severity` as the settings have it.

    `settled` tells that they say it: then it holds for every finding, whatever severity a fault has of its own.
    """

    name: str
    code: str
    severity: Severity
    module: ModuleType
    settled: bool = False

    @property
    def category(self) -> str:
        """The word for the hundred its code is in."""
        return CATEGORIES[self.code[2]]

    def answers_to(self, word: str) -> bool:
        """Whether a name, code, hundred or category means this rule."""
        return word in (self.name, self.code, self.category) or (word.startswith("AP") and len(word) == 3 and self.code.startswith(word))


@cache
def every_rule() -> tuple[Rule, ...]:
    """All rules by code, each with its own severity."""
    rules = (Rule(name, module.CODE, module.SEVERITY, module) for name, module in registry.members(PACKAGE))
    return tuple(sorted(rules, key=lambda rule: rule.code))


def rule_named(word: str) -> Rule:
    """The rule of a name or code. Raises ValueRefused with the nearest names."""
    for rule in every_rule():
        if word in (rule.name, rule.code):
            return rule
    from acctplan.nearest import nearest

    near = nearest(word, [rule.name for rule in every_rule()], most=3, at_least=0)
    raise ValueRefused(f"no rule is called “{word[:60]}”", f"Did you mean {', '.join(near)}? All are listed by `acctplan rule --all`.")


def chosen_rules(settings: Settings, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Rule]:
    """The rules to run with their severities, by code. Raises ValueRefused for a word that means no rule."""
    wanted, unwanted = list(select), list(ignore)
    by_path = [word for said in settings.lint_paths.values() for word in said.ignore]
    for word in (*wanted, *unwanted, *settings.lint_rules, *by_path):
        if not any(rule.answers_to(word) for rule in every_rule()):
            rule_named(word)
    rules = []
    for rule in every_rule():
        severity = _severity(rule, settings)
        asked = any(map(rule.answers_to, wanted)) if wanted else severity != "off"
        if asked and not any(map(rule.answers_to, unwanted)):
            said = severity not in (None, "off")
            rules.append(rule._replace(severity=cast(Severity, severity), settled=True) if said else rule)
    return rules


def _severity(rule: Rule, settings: Settings) -> str | None:
    """As the settings say by name, code or category; the closest word counts. None where they say nothing."""
    for word in (rule.name, rule.code, rule.category):
        said = settings.lint_rules.get(word)
        if said and said.severity:
            return said.severity
    return None


class Judged(NamedTuple):
    """A finding, the rule it is of, and what mends it; nothing where that is not known."""

    finding: Finding
    rule: Rule
    mend: tuple[Edit | Patch, ...]


def judge(entry: Entry, context: Context, rules: Iterable[Rule], silenced: list[Suppressed] | None = None) -> list[Finding]:
    """Findings of one plan, in file order; suppressed ones are added to `silenced`. See `judged`."""
    return [one.finding for one in judged(entry, context, rules, silenced)]


def judged(entry: Entry, context: Context, rules: Iterable[Rule], silenced: list[Suppressed] | None = None) -> list[Judged]:
    """What is found in one plan, in file order. One that could not be read has only the faults of reading it, which nothing suppresses."""
    asked = list(rules)
    if entry.plan is None:
        return _placed(entry, context, [(rule, fault) for rule in asked for fault in context.found(rule.code)])
    suppressing = context_of(entry, context)
    found = _checked(entry, suppressing or context, asked)
    if suppressing is None:
        return found
    sieve = Sieve(entry, suppressing)
    told = [one for one in found if sieve.passes(one.rule, one.finding)]
    unused = tuple(sieve.unused(asked))
    if unused:
        last = _checked(entry, suppressing._replace(unused=unused), [rule for rule in asked if rule.code == _LAST])
        told = _in_order([*told, *(one for one in last if sieve.passes(one.rule, one.finding))])
    if silenced is not None:
        silenced += sieve.silenced
    return told


def _checked(entry: Entry, context: Context, rules: Iterable[Rule]) -> list[Judged]:
    """What rules say about a plan that could be read."""
    asked = [rule for rule in rules if hasattr(rule.module, "check")]
    return _placed(entry, context, [(rule, fault) for rule in asked for fault in rule.module.check(entry.plan, context)])


def judge_book(
    book: Book,
    context: Context,
    rules: Iterable[Rule],
    whole_entry: Callable[[str], Entry | None],
    silenced: list[Suppressed] | None = None,
) -> Iterator[Finding]:
    """Findings that need the whole book; `whole_entry` gives an account with its plan, which may forbid one."""
    for rule in rules:
        if hasattr(rule.module, "check_book"):
            for plan, fault in rule.module.check_book(book, context):
                entry = whole_entry(plan) or Entry(plan)
                sieve = Sieve(entry, context_of(entry, context) or context)
                yield from (one.finding for one in _placed(entry, context, [(rule, fault)]) if sieve.passes(rule, one.finding))
                if silenced is not None:
                    silenced += sieve.silenced


def _placed(entry: Entry, context: Context, found: list[tuple[Rule, Fault]]) -> list[Judged]:
    if not found:
        return []
    from acctplan.planfile.locate import Places

    places = Places(entry.text)
    return _in_order(_judged(entry, context, rule, fault, places.of(fault)) for rule, fault in found)


def _in_order(found: Iterable[Judged]) -> list[Judged]:
    return sorted(found, key=lambda one: (one.finding.line, one.finding.column, one.finding.code, one.finding.path))


def _judged(entry: Entry, context: Context, rule: Rule, fault: Fault, at: Position) -> Judged:
    mend = tuple(rule.module.mend(entry, fault, context)) if rule.module.FIX != "none" else ()
    seed = "\x1f".join((rule.name, entry.id, *fault.path, *fault.arguments))
    finding = Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity if rule.settled else fault.severity or rule.severity,
        plan=entry.id,
        file=entry.stands_in,
        line=at.line,
        column=at.column,
        path=".".join(fault.path),
        message=fault.message,
        fix=rule.module.FIX if mend else "none",
        fingerprint=sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:16],
    )
    return Judged(finding, rule, mend)
