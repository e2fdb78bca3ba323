"""Short form to long and back: the plan says the same, its comments stay, and a second run finds nothing to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from acctplan.errors import PlanUnreadable
from acctplan.planfile.parse import parse
from acctplan.planfile.reform import reform
from acctplan.planfile.replacement import Form
from tests.conftest import LITE
from tests.properties.plan_texts import PEOPLE, plan_texts
from tests.properties.test_splice import front_of, long_form, said

SHORT = """---
account: X
goals:
  g:
    title: G
    key_results:
      Days to shift: 21 -> 10 days, now 15, by 2027-02-28   # weekly
      NPS: 3 -> 4
health: {usage: "amber, shops fell back", finance: green, sentiment: 2}   # asked
opportunities:
  o:
    title: O
    signals:
    - 2026-10-05 Ana asked twice (call)
    - 2026-10-06 seen
swot:
  threats: New rival
  strengths: [One, Two]
milestones:
  live: Live in all stores
purchase:
  challenges: {export: The export is slow}
actions:

  # the first
  a: Call Tom (dana, 2026-12-05, r, with tom)   # soon

  b: "Ask: why (lee, 2026-Q4)"
---
"""
LONG = """---
account: X
goals:
  g:
    title: G
    key_results:
      days-to-shift:   # weekly
        metric: Days to shift
        baseline: 21
        target: 10
        measured_in: days
        current: 15
        due: 2027-02-28
      nps:
        metric: NPS
        baseline: 3
        target: 4
health: {usage: {band: amber, cause: shops fell back}, finance: {band: green}, sentiment: 2}   # asked
opportunities:
  o:
    title: O
    signals:
    - seen_on: 2026-10-05
      what: Ana asked twice
      source: call
    - seen_on: 2026-10-06
      what: seen
swot:
  threats: New rival
  strengths: [{text: One}, {text: Two}]
milestones:
  live:
    title: Live in all stores
purchase:
  challenges: {export: {text: The export is slow}}
actions:

  # the first
  a:   # soon
    do: Call Tom
    owner: dana
    due: 2026-12-05
    because: [r]
    with: [tom]

  b:
    do: "Ask: why"
    owner: lee
    due: 2026-Q4
---
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_every_kind_of_item_has_both_forms(ending: str) -> None:
    short, long = SHORT.replace("\n", ending), LONG.replace("\n", ending)
    widened = reform(short, "long", PEOPLE)
    assert widened.text == long
    assert len(widened.places) == 12
    back = reform(long, "short", PEOPLE)
    assert back.text == short
    assert set(back.places) == set(widened.places)
    assert reform(long, "long", PEOPLE).text == long and reform(short, "short", PEOPLE).text == short


STAYS = [
    ("a field that no short form has", "do: Call\n    owner: dana\n    due: 2026-12-05\n    note: twice"),
    ("a blank field, which asks to be filled", "do: Call\n    owner: dana\n    due:"),
    ("a comment of a field", "do: Call   # with care\n    owner: dana\n    due: 2026-12-05"),
    ("a comment between fields", "do: Call\n    # who else\n    owner: dana\n    due: 2026-12-05"),
    ("several lines", "do: |\n      Call\n      again\n    owner: dana\n    due: 2026-12-05"),
    ("text that short form would take apart", "do: Call (dana, 2026-12-05)"),
    ("an owner whom nobody knows", "do: Call\n    owner: nobody"),
    ("a due date that is none", "do: Call\n    owner: dana\n    due: soon"),
]


@pytest.mark.parametrize("fields", [fields for _, fields in STAYS], ids=[why for why, _ in STAYS])
def test_what_short_form_cannot_hold_stays_long(fields: str) -> None:
    text = f"---\naccount: X\nactions:\n  a:\n    {fields}\n  b: {{do: Wait, due: 2026-12-06}}\n---\n"
    done = reform(text, "short", PEOPLE)
    assert done.text == text.replace("{do: Wait, due: 2026-12-06}", "Wait (2026-12-06)")
    assert (done.places, done.staying) == ((("actions", "b"),), 1)


def test_two_metrics_with_one_id_stay_apart() -> None:
    text = "---\naccount: X\ngoals:\n  g:\n    key_results:\n      A b: 1 -> 2\n      a-b:\n        metric: A b\n        baseline: 3\n        target: 4\n---\n"
    for form in ("short", "long"):
        assert said(long_form(reform(text, form, PEOPLE).text)) == said(long_form(text))


def test_the_lite_plan_there_and_back() -> None:
    assert reform(reform(LITE, "long", PEOPLE).text, "short", PEOPLE).text == LITE


def test_what_cannot_be_trusted_is_refused() -> None:
    with pytest.raises(PlanUnreadable):
        reform("---\naccount: X\naccount: Y\n---\n", "short")


def comments(text: str) -> list[str]:
    """The comments of a generated plan, wherever they stand."""
    notes = "why|a: b|so|above|a note: with, marks|at the margin|one|deeper"
    return sorted(re.findall(rf"(?<!\S)# (?:{notes})(?=\s)", front_of(text).front))


def there_and_back(text: str) -> None:
    meant, notes = said(long_form(text)), comments(text)
    forms: tuple[tuple[Form, Form], ...] = (("short", "long"), ("long", "short"))
    for form, other in forms:
        once = reform(text, form, PEOPLE).text
        back = reform(once, other, PEOPLE).text
        for changed in (once, back):
            assert said(long_form(changed)) == meant
            assert comments(changed) == notes
            assert changed.startswith("\ufeff") == text.startswith("\ufeff") and changed.endswith("\n") == text.endswith("\n")
            assert ("\r" in changed) == ("\r" in text) and parse(changed, "plan", PEOPLE).broken is None
        assert reform(once, form, PEOPLE) == (once, (), reform(once, form, PEOPLE).staying)
        assert front_of(back).body == front_of(text).body


HOUSE = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


@settings(HOUSE, max_examples=40, derandomize=True)
@given(plan_texts())
def test_generated_plans(text: str) -> None:
    there_and_back(text)


@pytest.mark.deep
@settings(HOUSE, max_examples=3_000)
@given(plan_texts())
def test_generated_plans_deep(text: str) -> None:
    there_and_back(text)


def test_the_example_book(story: Path) -> None:
    converted = 0
    for path in sorted((story / "plans").glob("*.md")):
        text = path.read_bytes().decode("utf-8")
        if parse(text, "plan", PEOPLE).broken is None:
            there_and_back(text)
            converted += len(reform(text, "long", PEOPLE).places)
    assert converted > 100
