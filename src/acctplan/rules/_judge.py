"""From faults to findings: which rules run, how severe each is, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from hashlib import sha256
from types import ModuleType
from typing import NamedTuple, cast

from acctplan import registry
from acctplan.errors import ValueRefused
from acctplan.model.book import Book, Entry
from acctplan.model.finding import Fault, Finding, Position, Severity
from acctplan.model.settings import Settings

from ._context import Context

PACKAGE = "acctplan.rules"
CATEGORIES = {
    "1": "schema", "2": "ownership", "3": "museum", "4": "river", "5": "solo", "6": "declarative", "7": "coverage",
    "8": "privacy", "9": "meta",
}  # fmt: skip
INFO, WARNING, ERROR = "info", "warning", "error"


class Rule(NamedTuple):
    """A rule module by its public name; `severity` as the settings have it."""

    name: str
    code: str
    severity: Severity
    module: ModuleType

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
    for word in (*wanted, *unwanted, *settings.lint_rules):
        if not any(rule.answers_to(word) for rule in every_rule()):
            rule_named(word)
    rules = []
    for rule in every_rule():
        severity = _severity(rule, settings)
        asked = any(map(rule.answers_to, wanted)) if wanted else severity != "off"
        if asked and not any(map(rule.answers_to, unwanted)):
            rules.append(rule if severity == "off" else rule._replace(severity=cast(Severity, severity)))
    return rules


def _severity(rule: Rule, settings: Settings) -> str:
    """As the settings say by name, code or category; the closest word counts."""
    for word in (rule.name, rule.code, rule.category):
        said = settings.lint_rules.get(word)
        if said and said.severity:
            return said.severity
    return rule.severity


def judge(entry: Entry, context: Context, rules: Iterable[Rule]) -> list[Finding]:
    """Findings of one plan, in file order. A plan that could not be read has only the faults of reading it."""
    placed: list[tuple[Rule, Fault]] = []
    heeds = bool(context.settings.lint_paths) or bool(entry.plan and entry.plan.lint_ignore)
    for rule in rules:
        if heeds and _ignored(rule, entry, context):
            continue
        if entry.plan is None:
            placed += [(rule, fault) for fault in context.found(rule.code)]
        elif hasattr(rule.module, "check"):
            placed += [(rule, fault) for fault in rule.module.check(entry.plan, context)]
    return _findings(entry, placed)


def judge_book(book: Book, context: Context, rules: Iterable[Rule], whole_entry: Callable[[str], Entry | None]) -> Iterator[Finding]:
    """Findings that need the whole book; `whole_entry` gives an account with its plan, which may forbid one."""
    for rule in rules:
        if hasattr(rule.module, "check_book"):
            for plan, fault in rule.module.check_book(book, context):
                entry = whole_entry(plan) or Entry(plan)
                if not _ignored(rule, entry, context):
                    yield from _findings(entry, [(rule, fault)])


def _ignored(rule: Rule, entry: Entry, context: Context) -> bool:
    for pattern, said in context.settings.lint_paths.items():
        if entry.file and fnmatch(entry.file, pattern) and any(map(rule.answers_to, said.ignore)):
            return True
    own = entry.plan.lint_ignore if entry.plan else ()
    return any(rule.answers_to(item.rule) and (item.until is None or item.until >= context.today) for item in own)


def _findings(entry: Entry, placed: list[tuple[Rule, Fault]]) -> list[Finding]:
    if not placed:
        return []
    from acctplan.planfile.locate import Places

    places = Places(entry.text)
    findings = [_finding(entry, rule, fault, places.of(fault)) for rule, fault in placed]
    return sorted(findings, key=lambda finding: (finding.line, finding.column, finding.code, finding.path))


def _finding(entry: Entry, rule: Rule, fault: Fault, at: Position) -> Finding:
    seed = "\x1f".join((rule.name, entry.id, *fault.path, *fault.arguments))
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=fault.severity or rule.severity,
        plan=entry.id,
        file=entry.file,
        line=at.line,
        column=at.column,
        path=".".join(fault.path),
        message=fault.message,
        fix=rule.module.FIX,
        fingerprint=sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:16],
    )
