"""Whatever is wrong with a plan: a fix changes what was asked and nothing else, comes to an end, and does not depend on any order."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acctplan.analysis.belief_age import Ages
from acctplan.model.book import Entry
from acctplan.model.finding import Finding
from acctplan.model.settings import Settings
from acctplan.planfile.config import parse_team
from acctplan.planfile.parse import parse
from acctplan.rules._context import Context
from acctplan.rules._fix import Mended, mended
from acctplan.rules._judge import Rule, every_rule, judged
from tests.conftest import LITE, TEAM

from .plan_texts import plan_texts

HOUSE = settings(deadline=None, database=None, max_examples=60, suppress_health_check=list(HealthCheck))
PEOPLE = parse_team(TEAM.encode()).value
SLIPS = [
    ("AP109", "account:", "format: 0\naccount:", "format: 1\naccount:"),
    ("AP108", "due: 2027-03-31", "due: 31 March 2027", "due: 2027-03-31"),
    ("AP108", "(dana, 2026-11-30, payroll-export)", "(dana, 30 Nov 2026, payroll-export)", "(dana, 2026-11-30, payroll-export)"),
    ("AP118", "title: Night kitchens", "title: Phase 2: night kitchens", 'title: "Phase 2: night kitchens"'),
    ("AP118", "cause: The export ignores shifts over midnight", "cause: 'The export' fails", "cause: \"'The export' fails\""),
    ("AP102", "posture: retain", "posture: retian", "posture: retain"),
    ("AP101", "severity: medium", "sevrity: medium", "severity: medium"),
    ("AP105", "said_by: tom", "said_by: tim", "said_by: tom"),
    ("AP213", "owner: dana\nlifecycle", "owner: csm\nlifecycle", "owner: dana\nlifecycle"),
    ("AP901", "  finance: green", '  finance: green  # acctplan: ignore[AP601] reason="x"', "  finance: green"),
    ("AP901", "  tom: {name", '  # acctplan: ignore[AP201, AP202] reason="x"\n  tom: {name', "  tom: {name"),
]
"""The rule, what a sound plan says, the slip, and what it should become."""


def fix(text: str, rules: Iterable[Rule], codes: frozenset[str] | None = None, *, unsafe: bool = True) -> Mended:
    """The text fixed, by all of these rules or the ones of some codes."""
    entry, context = placed(text)
    return mended(entry, context, rules, lambda finding: curable(finding, unsafe) and (codes is None or finding.code in codes))


def curable(finding: Finding, unsafe: bool) -> bool:
    return finding.fix == "safe" or (unsafe and finding.fix == "unsafe")


def placed(text: str) -> tuple[Entry, Context]:
    parsed = parse(text, "harbour", PEOPLE)
    entry = Entry("harbour", "plans/harbour.md", text, parsed.plan, parsed.faults)
    ages = Ages(None, {}, None, True)
    return entry, Context(date(2026, 11, 20), Settings(), PEOPLE, ages=ages, faults=parsed.faults, text=text)


def slipped(chosen: Iterable[int], right: bool = False) -> str:
    text = LITE
    for place in chosen:
        _, sound, slip, fixed = SLIPS[place]
        text = text.replace(sound, fixed if right else slip, 1)
    return text


CHOSEN = st.sets(st.integers(0, len(SLIPS) - 1), min_size=1)


@HOUSE
@given(CHOSEN)
def test_every_slip_is_mended_and_nothing_else_changes(chosen: set[int]) -> None:
    done = fix(slipped(chosen), every_rule())
    assert done.text == slipped(chosen, right=True)
    assert done.refused == ()


@HOUSE
@given(CHOSEN, st.booleans())
def test_fixing_again_changes_nothing_and_nothing_curable_is_left(chosen: set[int], unsafe: bool) -> None:
    once = fix(slipped(chosen), every_rule(), unsafe=unsafe)
    again = fix(once.text, every_rule(), unsafe=unsafe)
    assert (again.text, again.cured) == (once.text, ())
    entry, context = placed(once.text)
    assert not [one.finding for one in judged(entry, context, every_rule()) if curable(one.finding, unsafe)]


@HOUSE
@given(CHOSEN, st.randoms(use_true_random=False))
def test_neither_the_order_of_rules_nor_of_runs_counts(chosen: set[int], chance: random.Random) -> None:
    text = slipped(chosen)
    rules, codes = list(every_rule()), sorted({SLIPS[place][0] for place in chosen})
    whole = fix(text, rules).text
    chance.shuffle(rules)
    assert fix(text, rules).text == whole
    for _ in range(2):
        chance.shuffle(codes)
        for code in codes:
            text = fix(text, rules, frozenset({code})).text
    assert text == whole


@HOUSE
@given(CHOSEN, CHOSEN)
def test_only_what_is_selected_changes(chosen: set[int], asked: set[int]) -> None:
    codes = frozenset(SLIPS[place][0] for place in asked)
    done = fix(slipped(chosen), every_rule(), codes)
    readable = all(SLIPS[place][0] != "AP118" or SLIPS[place][0] in codes for place in chosen)
    text = LITE
    for place in sorted(chosen):
        code, sound, slip, fixed = SLIPS[place]
        text = text.replace(sound, fixed if code in codes else slip, 1)
    if readable:
        assert done.text == text
    assert {finding.code for finding in done.cured} <= codes


@HOUSE
@given(plan_texts())
def test_any_plan_at_all(text: str) -> None:
    """It comes to an end, a second run has nothing to do, and a plan that could be read still can."""
    before = parse(text, "harbour", PEOPLE)
    done = fix(text, every_rule())
    assert fix(done.text, every_rule()).text == done.text
    if before.plan is not None:
        after = parse(done.text, "harbour", PEOPLE)
        assert after.plan is not None
        assert after.plan.body == before.plan.body or done.cured
    if not done.cured:
        assert done.text == text
