"""What a case file cannot say: severities that step up, and faults that need more than one plan."""

from __future__ import annotations

import re
from datetime import date

import pytest

from acctplan.model.book import Book, Entry
from acctplan.model.settings import Settings
from acctplan.planfile.parse import parse
from acctplan.rules._context import Context
from acctplan.rules._judge import Rule, every_rule, judge, judge_book, rule_named
from acctplan.rules._loops import loops

from .bench_plan import TEAM, TODAY, findings_of
from .test_rules import cases

STEPS = [
    ("plan-stale", "# age: goals 2026-05-24\n", ["warning"]),
    ("plan-stale", "# age: goals 2026-05-23\n", ["error"]),
    ("action-overdue", "actions:\n  a: Call Tom (dana, 2026-11-07)\n", ["warning"]),
    ("action-overdue", "actions:\n  a: Call Tom (dana, 2026-11-06)\n", ["error"]),
    ("action-overdue", "# setting: lint: {rules: {action-overdue: {error_days: 3}}}\nactions:\n  a: A (dana, 2026-11-17)\n", ["error"]),
    ("block-empty", "tier: strategic\n# began: 2026-11-06\n", ["warning"] * 5),
    ("block-empty", "tier: strategic\n# began: 2026-11-05\n", ["error", "error", "warning", "warning", "warning"]),
    ("block-empty", "tier: growth\n# began: 2026-01-01\n", ["warning"] * 5),
    ("block-empty", "# fact: crm: {tier: strategic}\n# began: 2026-01-01\n", ["error", "error", "warning", "warning", "warning"]),
    ("block-empty", "tier: strategic\n", ["warning"] * 5),
    ("movement-unanswered", "# age: plan 2026-01-01\nmovements:\n  m: {happened_on: 2026-10-01, type: other, what: Merger}\n", ["error"]),
]


@pytest.mark.parametrize(("name", "snippet", "expected"), STEPS)
def test_severity_steps_up(name: str, snippet: str, expected: list[str]) -> None:
    assert sorted(finding.severity for finding in findings_of(rule_named(name), snippet)) == expected


WORDS = [
    ("owner: danna\n", "“danna” in owner of the plan is nobody in the team. Write dana."),
    ("owner: Dana Kim\n", "“Dana Kim” in owner of the plan is nobody in the team. Write dana."),
    ("owner: zzz\n", "“zzz” in owner of the plan is nobody in the team. Add the person to the team file."),
    ("team: {zzz: csm}\n", "“zzz” in team is nobody in the team. Add the person to the team file."),
    ("stakeholders: {bo: {name: B}}\nrisks: {r: {title: R, owner: bo}}\n", "“bo” in owner of “R” is the customer's. Name one of ours."),
    ("goals:\n  g: {title: Ramp up, said_by: bo}\n", "“bo” in said_by of “Ramp up” is no stakeholder. Add them to stakeholders."),
]


@pytest.mark.parametrize(("snippet", "message"), WORDS)
def test_an_unknown_name_is_told_with_the_likely_one(snippet: str, message: str) -> None:
    assert [finding.message for finding in findings_of(rule_named("unknown-reference"), snippet)] == [message]


@pytest.mark.parametrize("name", ["intent-missing", "block-empty", "no-next-action"])
def test_a_rule_about_a_block_binds_only_where_there_is_one(name: str) -> None:
    text = "---\naccount: Example Ltd\n---\n"
    plan = parse(text, "example").plan
    entry = Entry("example", "plans/example.md", text, plan)
    assert judge(entry, Context(TODAY, Settings()), [rule_named(name)]) == []


WORDY = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " + "x" * 5000
EVERYTHING_WRONG = f"""# age: plan 2026-01-01
# age: goals 2026-01-01
# began: 2026-01-01
# wrote: 2026-10-01 {WORDY[:60]}
tier: strategic
story: "{{{{x}}}} {WORDY}"
stakeholders:
  tom: {{name: {WORDY}, reports_to: ben, left_on: 2026-01-01, known_by: {WORDY}}}
  ben: {{name: {WORDY}, reports_to: tom, influence: {WORDY}}}
goals:
  a: {{title: {WORDY}, said_by: tom, owner: {WORDY}, due: {WORDY}}}
  b: {{title: {WORDY}, said_on: 2027-01-01, note: TBD, key_results: {{k: {{metric: {WORDY}}}}}}}
risks:
  r: {{title: {WORDY}, severity: medium, owner: customer success manager}}
  s: {{title: {WORDY}, category: staffing-change, blocks: [{WORDY}]}}
opportunities:
  o: {{title: {WORDY}, kind: cross-sell, stage: {WORDY}}}
actions:
  c: {{do: {WORDY}, due: 2026-01-01}}
  d: {{do: {WORDY}, owner: mo, because: nothing}}
asks:
  e: {{what: {WORDY}, needed_on: 2026-01-01}}
movements:
  f: {{happened_on: 2026-05-01, type: sponsor-change, what: {WORDY}, touches: [stakeholders, risks, {WORDY}]}}
  tom: {{happened_on: 2028-05-01, type: {WORDY}}}
health: {{usage: amber}}
"""


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.name)
def test_long_words_are_cut_in_messages(rule: Rule) -> None:
    for finding in findings_of(rule, EVERYTHING_WRONG):
        assert len(finding.message.split()) <= 25, finding.message
        assert len(finding.message) <= 400, finding.message


@pytest.mark.parametrize(("rule", "title", "body"), cases(), ids=[f"{rule.name}: {title}" for rule, title, _ in cases()])
def test_every_message_is_short_and_plain(rule: Rule, title: str, body: str) -> None:
    for finding in findings_of(rule, re.sub(r"\s*# AP\d\d\d.*", "", body)):
        assert len(finding.message.split()) <= 25, finding.message
        assert finding.message.endswith("."), finding.message
        assert not re.search(r"yaml|pydantic|schema|front matter|mapping|scalar", finding.message, re.IGNORECASE), finding.message


def test_two_plans_that_differ_only_in_case_share_an_id() -> None:
    entries = {key: Entry(key, f"plans/{key}.md") for key in ("Harbour", "harbour", "larch")} | {"facts-only": Entry("facts-only")}
    findings = list(judge_book(Book(Settings(), TEAM, entries), Context(TODAY, Settings()), [rule_named("duplicate-id")], entries.get))
    assert [(finding.plan, finding.file) for finding in findings] == [("harbour", "plans/harbour.md")]
    assert "plans/Harbour.md" in findings[0].message


def test_two_twins_of_one_plan_are_two_findings() -> None:
    book = Book(Settings(), TEAM, {"a": Entry("a", "plans/a.md")}, (("a", "plans/x/a.md"), ("a", "plans/y/a.md")))
    findings = list(judge_book(book, Context(TODAY, Settings()), [rule_named("AP104")], book.entries.get))
    assert len({finding.fingerprint for finding in findings}) == 2


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({"a": ["b"], "b": ["a"]}, [("a", "b")]),
        ({"x": ["a"], "b": ["a"], "a": ["b"]}, [("b", "a")]),
        ({"a": ["a"]}, [("a",)]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["gone"]}, []),
        ({str(n): [str(n + 1)] for n in range(5000)}, []),
    ],
)
def test_loops(edges: dict[str, list[str]], expected: list[tuple[str, ...]]) -> None:
    assert loops(edges) == expected


TOLD = [
    ("goal-overdue", "goals: {g: {title: Ramp up, due: 2026-11-19}}\n", "The goal “Ramp up” is 1 day overdue (2026-11-19). Set how it ended, or agree a new date."),
    (
        "review-overdue",
        "# setting: cadence: {planning-day: {every: month}, one-on-one: {every: week}, qbr: {every: quarter}, annual-workshop: {every: year}}\n"
        "reviews: {2025-01-02: {kind: planning-day}}\n",
        "Overdue by the book's cadence: one-on-one (never held), planning-day (last 2025-01-02), customer-quarterly (never held) and 1 more. "
        "Hold it, and write its day under reviews.",
    ),
    (
        "renewal-without-plan",
        "renewal: {renews_on: 2027-01-31, notice_on: 2026-12-31, owner: lee}\n",
        "Notice ends on 2026-12-31, and the renewal has no forecast and steps. Add what is missing.",
    ),
    (
        "action-slipping",
        "# setting: lint: {rules: {action-slipping: {moves: 1}}}\n# change: 2026-11-02 2026-10-30 => 2026-12-05\n# began: 2026-08-03\n"
        "actions: {a: {do: Call Tom, due: 2026-12-05}}\n",
        "The action “Call Tom” was put off 1 time (first due 2026-10-30). Do it, split it, or drop it.",
    ),
    (
        "goalposts-moved",
        "# change: 2026-10-05 target: 10 => target: 7.5\n# began: 2026-07-06\ngoals: {g: {title: G, key_results: {k: {metric: Days, target: 7.5}}}}\n",
        "The target of “Days” moved from 10 to 7.5 on 2026-10-05. Write why as its reason.",
    ),
    (
        "facts-newer-than-plan",
        '# fact: usage: {changed_at: "2026-11-18T02:00:00Z", active_users: 212}\n# fact then: usage: {active_users: 298}\n'
        "# age: health 2026-09-07\n# began: 2026-09-07\nhealth: {usage: green}\n",
        "Active users went from 298 to 212 since 2026-09-07, and health says nothing of it. Update it, or run `acctplan confirm example health`.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "snippet", "message"), TOLD, ids=[name for name, _, _ in TOLD])
def test_what_passed_is_told_in_these_words(name: str, snippet: str, message: str) -> None:
    assert [finding.message for finding in findings_of(rule_named(name), snippet)] == [message]


@pytest.mark.parametrize(("today", "found"), [(date(2026, 10, 31), 0), (date(2026, 11, 1), 1)])
def test_a_period_is_over_on_the_day_after_its_last(today: date, found: int) -> None:
    text = "---\naccount: Example Ltd\nmode: point-in-time\nperiod: 2026-10\n---\n"
    entry = Entry("example", "plans/example.md", text, parse(text, "example").plan)
    assert len(judge(entry, Context(today, Settings()), [rule_named("period-over")])) == found
