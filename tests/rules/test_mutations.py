"""A wrong condition in any rule makes a test fail: its page, its cases or what it is to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from acctplan import rules
from acctplan.model.finding import Finding
from acctplan.rules._judge import Rule, every_rule
from acctplan.rules._page import page_of

from . import test_coverage_words, test_steps, test_words_of_impressions, test_words_of_items
from .bench_plan import findings_of
from .mutations import Mutant, mutants
from .test_rules import cases

READING = "Reading stops at it, and what it found is told by the code alone."
EQUAL = {
    "It only saves time: what is left out early holds nothing to find.": [
        (
            "reporting-loop",
            "for key, person in plan.stakeholders.items() if person.reports_to => for key, person in plan.stakeholders.items() if True",
        ),
        ("placeholder-left", "leaves(plan) if might_wait(wording(plan)) else () => leaves(plan) if True else ()"),
        ("mixed-script", "() if wording(plan).isascii() else leaves(plan) => () if False else leaves(plan)"),
        ("mixed-script", "path[-1] in _NAMES and (not _ASCII.fullmatch(text)) => path[-1] in _NAMES"),
        ("mixed-script", "if not _ASCII.fullmatch(plan.id) => if True"),
        ("mixed-script", "if not _ASCII.fullmatch(key) => if True"),
        ("facts-newer-than-plan", "context.facts and context.has(plan, 'health') => context.has(plan, 'health')"),
        (
            "facts-newer-than-plan",
            "facts is None or health is None or (not fresh_groups(facts, context.ages)) => health is None or not fresh_groups(facts, context.ages)",
        ),
        (
            "review-overdue",
            "not asked or plan.mode == 'point-in-time' or (not context.has(plan, 'reviews')) => plan.mode == 'point-in-time' or not context.has(plan, 'reviews')",
        ),
        (
            "why-not-reconfirmed",
            "asked_again(plan, context, days, grace) if goals else (None, '') => asked_again(plan, context, days, grace) if True else (None, '')",
        ),
        ("too-many-milestones", "isinstance(note, str) and '\\n' in note => isinstance(note, str)"),
        (
            "entry-too-long",
            "len(text) > 2 * most and len(path) > 2 and (path[0] in ITEM_BLOCKS) and ((count := len(text.split())) > most) => len(path) > 2 and path[0] in ITEM_BLOCKS and ((count := len(text.split())) > most)",
        ),
        ("entry-too-long", "len(text) > 2 * most => len(text) >= 2 * most"),
        ("plan-on-standard-account", "for tier in tiers if tier.template => for tier in tiers if True"),
        ("solo-plan", "if len(authors) > 1 or authors == hands => if False"),
        ("solo-plan", "len(authors) > 1 or authors == hands => authors == hands"),
        ("solo-plan", "len(authors) > 1 or authors == hands => len(authors) > 1"),
        ("solo-plan", "len(authors) > 1 or authors == hands => len(authors) > 1 and authors == hands"),
        ("solo-plan", "len(named) > 1 or not context.ages.began_by(since) => not context.ages.began_by(since)"),
        (
            "single-department",
            "context.ages.plan is None or context.ages.began_by(context.days_ago(within + 1)) => context.ages.began_by(context.days_ago(within + 1))",
        ),
        ("single-department", "_SALES.get(role, role) if role else None => _SALES.get(role, role) if True else None"),
        (
            "signal-stale",
            "open_opportunities(plan, context.settings).items() if plan.opportunities else () => open_opportunities(plan, context.settings).items() if True else ()",
        ),
        ("surprise", "if plan.pulse and plan.pulse.renew_today == 'no' => if True"),
        ("surprise", "plan.pulse and plan.pulse.renew_today == 'no' => plan.pulse"),
        ("surprise", "if plan.renewal and plan.renewal.forecast == 'omitted' => if True"),
        ("surprise", "plan.renewal and plan.renewal.forecast == 'omitted' => plan.renewal"),
        (
            "opportunity-without-figures",
            "open_opportunities(plan, context.settings).items() if plan.opportunities else () => open_opportunities(plan, context.settings).items() if True else ()",
        ),
        ("champion-not-told", "if not untold => if False"),
        ("off-limits-contact", "open_actions(plan).items() if rules else () => open_actions(plan).items() if True else ()"),
        ("open-seat-without-question", "if not seats => if False"),
        ("contact-inactive", "plan.stakeholders.items() if contacts else () => plan.stakeholders.items() if True else ()"),
        ("personal-data-in-plan", "if found => if True"),
        ("shared-text-leaks", "if not wordings => if False"),
        ("hidden-characters", "not found and next(hidden_characters(wording(plan)), None) => not found"),
        ("name-in-plan", "leaves(plan) if name in fields else () => leaves(plan) if True else ()"),
        (
            "name-in-plan",
            "whole.search(context.text, start) if name in plan.body else None => whole.search(context.text, start) if True else None",
        ),
    ],
    READING: [
        ("unreadable-plan", "(yield from context.found(CODE)) => (yield from ())"),
        ("over-limit", "(yield from context.found(CODE)) => (yield from ())"),
        ("conflict-markers", "(yield from context.found(CODE)) => (yield from ())"),
        ("lfs-pointer", "(yield from context.found(CODE)) => (yield from ())"),
        ("alias-or-tag", "(yield from context.found(CODE)) => (yield from ())"),
        ("not-utf8", "(yield from context.found(CODE)) => (yield from ())"),
        ("encrypted-file", "(yield from context.found(CODE)) => (yield from ())"),
    ],
    "It is there for the type checker: an absent word is no id of anything.": [
        ("action-slipping", "action.do or '' => action.do"),
        ("single-department", "context.ages.began_on or context.today => context.ages.began_on"),
        ("champion-not-told", "person or '' => person"),
        (
            "off-limits-contact",
            "for person in (action.owner, *action.with_) if person => for person in (action.owner, *action.with_) if True",
        ),
        ("goals-far-from-power", "goal.accountable or '' => goal.accountable"),
        ("wrong-organisation", "book.settings.organisation or '' => book.settings.organisation"),
    ],
}
"""Mutants that do what their rule does, by the reason why: the rule, and the words before and after."""


CASES = cases()
_IMPORTED = re.compile(r"from \.(_\w+) import")


class Trial(NamedTuple):
    """A snippet that a test tries a rule on, and what of the findings that test asks."""

    snippet: str
    told: Callable[[list[Finding]], Any]


def _lines(findings: list[Finding]) -> list[int]:
    return sorted(finding.line for finding in findings)


def _severities(findings: list[Finding]) -> list[str]:
    return sorted(finding.severity for finding in findings)


def _messages(findings: list[Finding]) -> list[str]:
    return [finding.message for finding in findings]


def trials(rule: Rule) -> list[Trial]:
    """What the tests beside this one try a rule on."""
    page = page_of(rule.module)
    found = [Trial(page.bad, bool), Trial(page.good, bool), Trial(test_steps.BARE, len)]
    found += [
        Trial(re.sub(rf"\s*# {rule.code}(, {rule.code})*$", "", body, flags=re.MULTILINE), _lines) for one, _, body in CASES if one is rule
    ]
    steps = [*test_steps.STEPS, *test_words_of_impressions.SEVERITIES]
    found += [Trial(snippet, _severities) for name, snippet, _ in steps if name == rule.name]
    worded = [*test_steps.TOLD, *test_words_of_impressions.WORDS, *test_coverage_words.WORDS, *test_words_of_items.WORDS]
    worded += [("unknown-reference", *one) for one in test_steps.WORDS]
    found += [Trial(snippet, _messages) for name, snippet, _ in worded if name == rule.name]
    return found


def told(rule: Rule, trial: Trial) -> Any:
    """What a test is told; the error's kind where there is one."""
    try:
        return trial.told(findings_of(rule, trial.snippet))
    except Exception as error:  # noqa: BLE001
        return type(error)


def living(rule: Rule, tried: Iterable[Mutant]) -> list[str]:
    """Those of a rule's mutants that no test would notice."""
    rows = [(trial, told(rule, trial)) for trial in trials(rule)]
    alive = []
    for mutant in tried:
        with mutant.within(rule.module):
            if all(told(rule, trial) == expected for trial, expected in rows):
                alive.append(str(mutant))
    return alive


def equal(rule: Rule) -> list[str]:
    """A rule's rows of the table."""
    return [change for rows in EQUAL.values() for name, change in rows if name == rule.name]


def sample(rule: Rule) -> list[Mutant]:
    """Two mutants of a rule that a test is to notice: of its threshold or first condition, and of its last, which decides."""
    first = (one for one in mutants(rule.module) if str(one) not in equal(rule) and not one.after.endswith("()"))
    last = (one for one in mutants(rule.module, backwards=True) if str(one) not in equal(rule))
    return [*islice(first, 1), next(last)]


STOPPING = {name for name, _ in EQUAL[READING]}


@pytest.mark.parametrize("rule", [rule for rule in every_rule() if rule.name not in STOPPING], ids=lambda rule: rule.name)
def test_a_wrong_condition_is_noticed(rule: Rule) -> None:
    assert living(rule, sample(rule)) == []


@pytest.mark.parametrize("rule", [rule for rule in every_rule() if rule.name in STOPPING], ids=lambda rule: rule.name)
def test_a_wrong_code_of_what_stops_reading_is_noticed(rule: Rule) -> None:
    """What decides stands in planfile, and is tried there."""
    other = rule._replace(code="AP000")
    assert any(told(rule, trial) != told(other, trial) for trial in trials(rule))


@pytest.mark.deep
@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.name)
def test_every_wrong_condition_is_noticed(rule: Rule) -> None:
    """All but those that change nothing; one of the table that is noticed, or gone, is to leave the table."""
    assert sorted(living(rule, mutants(rule.module))) == sorted(equal(rule))


SHARED = {
    "_answerable": 0, "_contacts": 0, "_context": 0, "_custom": 0, "_facts_moved": 4, "_internal": 5, "_leaves": 0, "_map": 1,
    "_measured": 0, "_moved": 0, "_open": 1, "_overdue": 0, "_owned": 4, "_pair": 1, "_past": 0, "_progress": 0, "_recorded": 2,
    "_references": 11, "_reviewed": 2, "_rhythm": 0, "_shared": 2, "_stale": 0, "_standings": 3, "_usage": 2, "_words": 1,
}  # fmt: skip
"""What rules share, and how many wrong conditions in it no rule shows: they save time, ask for the type checker, or serve what mends
a fault or is tried elsewhere. Detectors and loops have tests of their own: a wrong condition there may run for ever."""


def sharing(name: str) -> list[Rule]:
    """The rules that use a shared module, themselves or through another."""
    uses = {path.stem: set(_IMPORTED.findall(path.read_text("utf-8"))) for path in Path(rules.__path__[0]).glob("*.py")}
    users = {name}
    while more := {stem for stem, used in uses.items() if used & users} - users:
        users |= more
    return [rule for rule in every_rule() if rule.name.replace("-", "_") in users]


@pytest.mark.deep
@pytest.mark.parametrize("name", SHARED)
def test_a_wrong_condition_in_what_rules_share_is_noticed(name: str) -> None:
    module = import_module(f"{rules.__name__}.{name}")
    rows = [(rule, trial, told(rule, trial)) for rule in sharing(name) for trial in trials(rule)]
    alive = []
    for mutant in mutants(module):
        with mutant.within(module):
            if all(told(rule, trial) == expected for rule, trial, expected in rows):
                alive.append(str(mutant))
    assert len(alive) == SHARED[name], "\n".join(alive)
