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
from acctplan.rules._page import page_of

from .bench_plan import TEAM, TODAY, findings_of
from .test_rules import cases

LONGEST = [("lite", 400), ("core", 800), ("strategic", 1500)]
POWER = "stakeholders: {ana: {name: Ana, influence: high}, ben: {name: Ben, influence: low}}\ngoals:\n" + "".join(
    f"  g{number}: {{title: G, said_by: {'ana' if number < 8 else 'ben'}}}\n" for number in range(24)
)
"""Eight of twenty-four goals belong to somebody of high influence; one goal more, and it is 32 per cent."""
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
    *(("plan-too-long", f"---\ntemplate: {name}@1\n---\n{'word ' * most}\n", []) for name, most in LONGEST),
    *(("plan-too-long", f"---\ntemplate: {name}@1\n---\n{'word ' * (most + 1)}\n", ["warning"]) for name, most in LONGEST),
    ("goals-far-from-power", f"{POWER}  g: {{title: G, said_by: ben}}\n", ["info"]),
    ("goals-far-from-power", POWER, []),
]


@pytest.mark.parametrize(("name", "snippet", "expected"), STEPS)
def test_severity_steps_up(name: str, snippet: str, expected: list[str]) -> None:
    assert sorted(finding.severity for finding in findings_of(rule_named(name), snippet)) == expected


WORDS = [
    ("owner: danna\n", "“danna” in owner of the plan is nobody in the team. Write dana."),
    ("owner: Dana Kim\n", "“Dana Kim” in owner of the plan is nobody in the team. Write dana."),
    ("owner: Lee Wong\n", "“Lee Wong” in owner of the plan is nobody in the team. Write lee."),
    ("owner: zzz\n", "“zzz” in owner of the plan is nobody in the team. Add the person to the team file."),
    ("team: {zzz: csm}\n", "“zzz” in team is nobody in the team. Add the person to the team file."),
    ("stakeholders: {bo: {name: B}}\nrisks: {r: {title: R, owner: bo}}\n", "“bo” in owner of “R” is the customer's. Name one of ours."),
    ("goals:\n  g: {title: Ramp up, said_by: bo}\n", "“bo” in said_by of “Ramp up” is no stakeholder. Add them to stakeholders."),
    ("stakeholders: {bo: {name: B, unit: zug}, zug: {name: Z}}\n", "“zug” in unit of “B” is no unit of the plan. Add the unit."),
]


@pytest.mark.parametrize(("snippet", "message"), WORDS)
def test_an_unknown_name_is_told_with_the_likely_one(snippet: str, message: str) -> None:
    assert [finding.message for finding in findings_of(rule_named("unknown-reference"), snippet)] == [message]


BARE = """# blocks:
# age: plan 2025-01-06
# began: 2025-01-06
# wrote: 2026-10-01 Dana Kim
tier: strategic
"""
"""A plan of a template without blocks, grown old; nothing but its age, its author and its owner can be wrong with it."""


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.name)
def test_a_rule_about_a_block_binds_only_where_there_is_one(rule: Rule) -> None:
    assert len(findings_of(rule, BARE)) == (rule.name in ("plan-without-owner", "plan-stale", "solo-plan"))


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


_TEXT = re.compile(
    r"\b(?:title|name|do|what|ask|text|metric|claim|why|cause|because|account|source|how|now|next)\"?: [A-Za-z][^,}\]\n\"'(]*"
)
_SHORT = re.compile(r"^  [\w-]+: [A-Z][^,}\]\n\"'({]*(?=\()", re.MULTILINE)
_NOT_TEXT = ("# setting", "# change", "# mechanical", "template:")


def running_on(body: str) -> str:
    """A case whose titles, names and texts run on for many words, wherever they stand."""
    lines = re.sub(r"\s*# AP\d\d\d.*", "", body).split("\n")
    return "\n".join(
        line if line.startswith(_NOT_TEXT) else _SHORT.sub(rf"\g<0>{WORDY[:99]} ", _TEXT.sub(rf"\g<0> {WORDY[:999]}", line))
        for line in lines
    )


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.name)
def test_titles_that_run_on_are_cut_in_messages(rule: Rule) -> None:
    for body in (page_of(rule.module).bad, *(body for one, _, body in cases() if one is rule and "# change: " not in body)):
        for finding in findings_of(rule, running_on(body)):
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
        "Notice ends on 2026-12-31, and the renewal has no forecast and no steps. Add what is missing.",
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
    (
        "review-overdue",
        "# setting: cadence: {planning-day: {every: month}, one-on-one: {every: week}, qbr: {every: quarter}}\n# began: 2026-01-05\nreviews: {}\n",
        "Overdue by the book's cadence: one-on-one (never held). Hold it, and write its day under reviews.",
    ),
    (
        "review-overdue",
        "# setting: cadence: {planning-day: {every: month}, one-on-one: {every: week}, qbr: {every: quarter}}\n"
        "reviews: {2025-01-02: {kind: planning-day}}\n",
        "Overdue by the book's cadence: one-on-one (never held), planning-day (last 2025-01-02), customer-quarterly (never held). "
        "Hold it, and write its day under reviews.",
    ),
    (
        "facts-newer-than-plan",
        '# fact: usage: {changed_at: "2026-11-18T02:00:00Z", active_users: 212}\n# fact then: usage: {active_users: 298}\n'
        "# age: health 2026-09-07\n# age: risks 2026-10-05\n# change: 2026-10-05 Usage => Use\n# began: 2026-09-07\n"
        "health: {usage: green}\nrisks: {r: {title: Use falls}}\n",
        "Active users went from 298 to 212 since 2026-10-05, and health says nothing of it. Update it, or run `acctplan confirm example health`.",
    ),
    (
        "touchpoint-missed",
        "stakeholders: {ana: {name: Ana Ruiz}}\ntouchpoints: {ana: {every: every 2 weeks, last_on: 2026-10-01}}\n",
        "Contact with “Ana Ruiz” is due every 2 weeks; the last was on 2026-10-01. Call, and write the day.",
    ),
    (
        "touchpoint-missed",
        "# age: plan 2026-10-01\n# age: touchpoints 2026-10-01\ntouchpoints: {dana: {every: week}}\n",
        "Contact with “Dana Kim” is due every week; no contact is written. Call, and write the day.",
    ),
    (
        "touchpoint-missed",
        "stakeholders: {cfo: {title: CFO}}\ntouchpoints: {cfo: {every: week, last_on: 2026-10-01}}\n",
        "Contact with “cfo” is due every week; the last was on 2026-10-01. Call, and write the day.",
    ),
    (
        "reporting-loop",
        "stakeholders: {a: {name: Ana, reports_to: b}, b: {name: Ben, reports_to: a}}\n",
        "reports_to runs in a circle: “Ana”, “Ben” and back. Correct one of them.",
    ),
    (
        "reporting-loop",
        "stakeholders: {a: {name: Ana, reports_to: b}, b: {name: Ben, reports_to: c}, c: {name: Cas, reports_to: a}}\n",
        "reports_to runs in a circle: “Ana”, “Ben” and others and back. Correct one of them.",
    ),
    ("mixed-script", "account: \"T\\u043em Ltd\"\n", "“Tоm” mixes letters: one is Cyrillic (U+043E). Retype the word."),
    ("owner-departed", "owner: former-csm\n", "“former-csm”, owner of the plan, has left. Name somebody who is there."),
    ("owner-departed", "owner: mo\n", "“Mo Haddad”, owner of the plan, has left. Name somebody who is there."),
    (
        "owner-departed",
        "stakeholders: {t: {name: Tom Baker, left_on: 2026-11-01}}\ngoals: {g: {title: G, said_by: t}}\n",
        "“Tom Baker”, said_by of “G”, has left. Name somebody who is there.",
    ),
    (
        "owner-departed",
        "stakeholders: {t: {title: CFO, left_on: 2026-11-01}}\ngoals: {g: {title: G, said_by: t}}\n",
        "“t”, said_by of “G”, has left. Name somebody who is there.",
    ),
    (
        "suppression-without-reason",
        "tier: growth # acctplan: ignore[AP300]\n",
        "Nobody says why “AP300” may be broken here. Add reason=\"…\" behind it.",
    ),
    ("suppression-without-reason", "lint_ignore:\n  - {rule: goals-stale}\n", "Nobody says why “goals-stale” may be broken here. Add a reason."),
    (
        "stale-baseline-entry",
        "# stale: harbour goal-without-owner\n",
        "A finding of harbour in the baseline is gone. Run `acctplan baseline prune`.",
    ),
    (
        "stale-baseline-entry",
        "# stale: harbour goal-without-owner\n# stale: harbour risk-without-owner\n",
        "2 findings of harbour in the baseline are gone. Run `acctplan baseline prune`.",
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
