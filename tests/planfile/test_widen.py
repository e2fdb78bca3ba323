"""Every short form of the format, both ways: what it stands for, and that a record goes back into it, or does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from acctplan.model.edit import Edit
from acctplan.model.period import FiscalYear
from acctplan.planfile.narrow import narrow
from acctplan.planfile.parse import parse
from acctplan.planfile.splice import splice
from acctplan.planfile.widen import known_people, widen

PEOPLE = ("dana", "lee", "priya")
OURS = known_people({"stakeholders": {"tom": {}, "ana": {}}}, PEOPLE)


def long_of(path: tuple[str, ...], short: Any, written: tuple[str, ...] | None = None) -> Any:
    """What a short form at a path is widened to."""
    tree: Any = short
    for step in reversed(written or path):
        tree = {step: tree}
    wide: Any = widen({"stakeholders": {"tom": {}, "ana": {}}, **tree}, PEOPLE)
    for step in path:
        wide = wide[step]
    return wide


BOTH_WAYS: list[tuple[tuple[str, ...], str, dict[str, Any]]] = [
    (("actions", "a"), "Brief the CFO", {"do": "Brief the CFO"}),
    (("actions", "a"), "Brief the CFO (lee)", {"do": "Brief the CFO", "owner": "lee"}),
    (("actions", "a"), "Brief the CFO (2026-12-05)", {"do": "Brief the CFO", "due": "2026-12-05"}),
    (("actions", "a"), "Brief the CFO (lee, 2026-12-05)", {"do": "Brief the CFO", "owner": "lee", "due": "2026-12-05"}),
    (("actions", "a"), "Brief the CFO (lee, 2026-12-05, re-tender)", {"do": "Brief the CFO", "owner": "lee", "due": "2026-12-05", "because": ["re-tender"]}),
    (("actions", "a"), "Brief (lee, 2026-12-05, re-tender, sponsor-left)", {"do": "Brief", "owner": "lee", "due": "2026-12-05", "because": ["re-tender", "sponsor-left"]}),
    (("actions", "a"), "Brief (lee, 2026-12-05, with ana)", {"do": "Brief", "owner": "lee", "due": "2026-12-05", "with": ["ana"]}),
    (("actions", "a"), "Brief (lee, with ana, with tom)", {"do": "Brief", "owner": "lee", "with": ["ana", "tom"]}),
    (("actions", "a"), "Ask (tom, 2027-03)", {"do": "Ask", "owner": "tom", "due": "2027-03"}),
    (("actions", "a"), "Ask (tom, 2026-Q3)", {"do": "Ask", "owner": "tom", "due": "2026-Q3"}),
    (("actions", "a"), "Send the offer (v2) (lee, 2026-12-05)", {"do": "Send the offer (v2)", "owner": "lee", "due": "2026-12-05"}),
    (("actions", "a"), "Talk to Ben (procurement)", {"do": "Talk to Ben (procurement)"}),
    (("actions", "a"), "Call back (mo, re-tender)", {"do": "Call back (mo, re-tender)"}),
    (("actions", "a"), "Meet (with ana)", {"do": "Meet (with ana)"}),
    (("actions", "a"), "Meet ()", {"do": "Meet ()"}),
    (("actions", "a"), "(lee)", {"do": "(lee)"}),
    (("actions", "a"), "Two\nlines (lee)", {"do": "Two\nlines", "owner": "lee"}),
    (("health", "usage"), "amber, store managers fell back, to spreadsheets", {"band": "amber", "cause": "store managers fell back, to spreadsheets"}),
    (("health", "finance"), "green", {"band": "green"}),
    (("goals", "g", "key_results", "days-to-shift"), "21 -> 10", {"metric": "Days to shift", "baseline": "21", "target": "10"}),
    (("goals", "g", "key_results", "days-to-shift"), "21 -> 10 days", {"metric": "Days to shift", "baseline": "21", "target": "10", "measured_in": "days"}),
    (("goals", "g", "key_results", "days-to-shift"), "-2.5 -> 0.5, now -1", {"metric": "Days to shift", "baseline": "-2.5", "target": "0.5", "current": "-1"}),
    (("goals", "g", "key_results", "days-to-shift"), "21 -> 10 working days, now 15, by 2027-02-28",
     {"metric": "Days to shift", "baseline": "21", "target": "10", "measured_in": "working days", "current": "15", "due": "2027-02-28"}),
    (("goals", "g", "key_results", "days-to-shift"), "21 -> 10, by 2027-Q1", {"metric": "Days to shift", "baseline": "21", "target": "10", "due": "2027-Q1"}),
    (("opportunities", "o", "signals", "0"), "2026-10-05 Asked for a pilot", {"seen_on": "2026-10-05", "what": "Asked for a pilot"}),
    (("opportunities", "o", "signals", "0"), "2026-10-05 Asked (twice) for it (call)", {"seen_on": "2026-10-05", "what": "Asked (twice) for it", "source": "call"}),
    (("questions", "q"), "What will the CFO compare us with", {"ask": "What will the CFO compare us with"}),
    (("milestones", "m"), "Winter roster live", {"title": "Winter roster live"}),
    (("our_goals", "o"), "Renew for two years", {"title": "Renew for two years"}),
    (("success_criteria", "s"), "Ten days", {"text": "Ten days"}),
    (("insights", "i"), "Peak season decides", {"text": "Peak season decides"}),
    (("competitors", "c"), "Rosterly", {"name": "Rosterly"}),
    (("research", "r"), "Opens in Lyon", {"note": "Opens in Lyon"}),
    (("touchpoints", "tom"), "2 weeks", {"every": "2 weeks"}),
    (("purchase", "challenges", "c"), "Paper rosters", {"text": "Paper rosters"}),
]  # fmt: skip
IDS = [f"{'.'.join(path)}: {short}" for path, short, _ in BOTH_WAYS]


def written_path(path: tuple[str, ...]) -> tuple[str, ...]:
    return (*path[:-1], "Days to shift") if "key_results" in path else path


@pytest.mark.parametrize(("path", "short", "record"), BOTH_WAYS, ids=IDS)
def test_short_to_long(path: tuple[str, ...], short: str, record: dict[str, Any]) -> None:
    if "signals" in path:
        assert long_of(path[:-1], [short]) == [record]
        assert long_of(path[:-1], short) == [record]
    else:
        assert long_of(path, short, written_path(path)) == record


@pytest.mark.parametrize(("path", "short", "record"), BOTH_WAYS, ids=IDS)
def test_long_to_short(path: tuple[str, ...], short: str, record: dict[str, Any]) -> None:
    assert narrow(path, record, OURS) == short


@pytest.mark.parametrize(("path", "short", "record"), BOTH_WAYS, ids=IDS)
def test_long_stays_long(path: tuple[str, ...], short: str, record: dict[str, Any]) -> None:
    if "signals" in path:
        assert long_of(path[:-1], [record]) == [record]
    else:
        assert long_of(path, record) == record


READ_ONLY: list[tuple[str, dict[str, Any]]] = [
    ("Brief (2026-12-05, lee)", {"do": "Brief", "owner": "lee", "due": "2026-12-05"}),
    ("Brief(lee,2026-12-05)", {"do": "Brief", "owner": "lee", "due": "2026-12-05"}),
    ("Brief ( lee ,, 2026-12-05 )", {"do": "Brief", "owner": "lee", "due": "2026-12-05"}),
    ("Brief (with ana and tom, lee)", {"do": "Brief", "owner": "lee", "with": ["ana", "tom"]}),
    ("Brief (lee, with brand-and-co)", {"do": "Brief", "owner": "lee", "with": ["brand-and-co"]}),
    ("Brief (lee, 2026-11-31)", {"do": "Brief", "owner": "lee", "due": "2026-11-31"}),
    ("Brief (lee, dana, 2026-12-05)", {"do": "Brief", "owner": "lee and dana", "due": "2026-12-05"}),
    ("Brief (lee, 2026-12-05, 2026-12-31)", {"do": "Brief", "owner": "lee", "due": "2026-12-05 and 2026-12-31"}),
]


@pytest.mark.parametrize(("short", "record"), READ_ONLY, ids=[short for short, _ in READ_ONLY])
def test_other_ways_to_type_an_action(short: str, record: dict[str, Any]) -> None:
    assert long_of(("actions", "a"), short) == record


WIDE_ONLY: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (("actions", "a"), {"do": "Brief", "owner": "lee", "note": "x"}),
    (("actions", "a"), {"do": "Brief", "owner": "lee", "status": "done"}),
    (("actions", "a"), {"owner": "lee"}),
    (("actions", "a"), {"do": "Brief", "owner": "zed", "due": "2026-12-05"}),
    (("actions", "a"), {"do": "Brief", "because": ["re-tender"]}),
    (("actions", "a"), {"do": "Brief", "owner": "lee", "because": ["a, b"]}),
    (("actions", "a"), {"do": "Brief", "owner": "lee", "because": ["dana"]}),
    (("actions", "a"), {"do": "Brief", "owner": "lee", "with": ["ana and tom"]}),
    (("actions", "a"), {"do": "Brief", "owner": "lee", "due": "next week"}),
    (("actions", "a"), {"do": "Brief", "owner": "lee and dana"}),
    (("actions", "a"), {"do": "Brief ", "owner": "lee"}),
    (("actions", "a"), {"do": "Brief (lee, 2026-12-05)"}),
    (("actions", "a"), {"do": "Brief", "owner": "lee", "because": "re-tender"}),
    (("health", "usage"), {"band": "amber", "evidence": "facts.usage.seats"}),
    (("health", "usage"), {"cause": "no band"}),
    (("health", "usage"), {"band": "amber", "cause": " spaces "}),
    (("goals", "g", "key_results", "days-to-shift"), {"metric": "Days to shift", "baseline": "21"}),
    (("goals", "g", "key_results", "days-to-shift"), {"metric": "Days to shift", "baseline": "21", "target": "10", "owner": "lee"}),
    (
        ("goals", "g", "key_results", "days-to-shift"),
        {"metric": "Days to shift", "baseline": "21", "target": "10", "measured_in": "days, net"},
    ),
    (("goals", "g", "key_results", "other"), {"metric": "Days to shift", "baseline": "21", "target": "10"}),
    (("opportunities", "o", "signals", "0"), {"seen_on": "2026-10-05", "what": "Asked (call)"}),
    (("opportunities", "o", "signals", "0"), {"seen_on": "October", "what": "Asked"}),
    (("questions", "q"), {"ask": "What", "of": "ana"}),
    (("risks", "r"), {"title": "A risk has no short form"}),
    (("purchase", "challenges", "c"), {"text": "Paper", "status": "solved"}),
]


@pytest.mark.parametrize(("path", "record"), WIDE_ONLY, ids=[f"{'.'.join(path)}: {record}" for path, record in WIDE_ONLY])
def test_what_no_short_form_holds(path: tuple[str, ...], record: dict[str, Any]) -> None:
    assert narrow(path, record, OURS) is None


NO_MEASURE = [
    "21 → 10",
    "21 to 10",
    "85% -> 95%",
    "21 -> 10 days, now 15 and falling",
    "21 -> 10 days, now 15, by June, or later",
    "about 21 -> 10",
    "21 ->",
]


@pytest.mark.parametrize("text", NO_MEASURE)
def test_what_is_no_measure_keeps_every_word(text: str) -> None:
    assert long_of(("goals", "g", "key_results", "Days"), text) == text


def test_the_unit_may_stand_twice() -> None:
    wide = long_of(
        ("goals", "g", "key_results", "days-to-shift"), "21 -> 10 days, now 15 days", ("goals", "g", "key_results", "Days to shift")
    )
    assert wide == {"metric": "Days to shift", "baseline": "21", "target": "10", "measured_in": "days", "current": "15"}


def test_metrics_of_one_slug_are_both_kept() -> None:
    wide = widen({"goals": {"g": {"key_results": {"Days to shift": "1 -> 2", "Days-to shift": "3 -> 4"}}}})
    assert [item["baseline"] for item in wide["goals"]["g"]["key_results"].values()] == ["1", "3"]


@pytest.mark.parametrize(
    "block", ["actions", "goals", "health", "opportunities", "swot", "purchase", "questions", "milestones", "insights", "touchpoints"]
)
@pytest.mark.parametrize(
    "value", [None, "text", [], ["text"], {"x": None}, {"x": ["a"]}, {"x": {"y": "z"}}, {"key_results": "x", "signals": {"a": "b"}}]
)
def test_what_does_not_fit_is_left_alone(block: str, value: Any) -> None:
    assert widen({block: value})[block] is not None or value is None


def plan(text: str) -> Any:
    parsed = parse(f"---\naccount: Acme\n{text}---\n", "acme", PEOPLE, FiscalYear(2, named_by_end=True))
    assert parsed.faults == (), parsed.faults
    return parsed.plan


def test_one_is_a_list_of_one() -> None:
    one = plan(
        "actions: {a: {do: x, because: re-tender}}\nstakeholders: {ana: {name: Ana, known_by: dana, decision_role: legal}}\nexternal: {crm: 0015}\n"
    )
    assert one.actions["a"].because == ("re-tender",)
    assert one.stakeholders["ana"].known_by == ("dana",)
    assert one.stakeholders["ana"].decision_role == ("legal",)
    assert one.external == {"crm": ("0015",)}


def test_two_roles_are_a_list() -> None:
    assert plan("team: {dana: csm, lee: [am, se]}\n").team == {"dana": ("csm",), "lee": ("am", "se")}


def test_two_reviews_on_a_day() -> None:
    assert set(plan("reviews:\n  2026-11-02: {kind: planning-day}\n  2026-11-02-b: {kind: one-on-one}\n").reviews) == {
        "2026-11-02",
        "2026-11-02-b",
    }


def test_money_with_and_without_a_currency() -> None:
    amounts = [item.amount for item in plan("opportunities: {a: {amount: 48000 EUR}, b: {amount: 9600}}\n").opportunities.values()]
    assert [(str(one.amount), one.currency) for one in amounts] == [("48000", "EUR"), ("9600", None)]


def test_a_coarse_due_date_is_the_last_day_of_the_books_own_period() -> None:
    dues = plan(
        "actions:\n  a: Ask (dana, 2027-02)\n  b: Ask (dana, 2026-Q4)\n  c: {do: Ask, due: CY2026-Q4}\n  d: Ask (dana, 2027-02-03)\n"
    ).actions
    assert {key: item.due.isoformat() for key, item in dues.items()} == {
        "a": "2027-02-28",
        "b": "2026-01-31",
        "c": "2026-12-31",
        "d": "2027-02-03",
    }


def test_two_owners_and_two_dates_are_found() -> None:
    parsed = parse("---\naccount: Acme\nactions:\n  a: Ask (dana, 2026-12-05, 2026-12-06)\n---\n", "acme", PEOPLE)
    assert [(fault.code, fault.path) for fault in parsed.faults] == [("AP102", ("actions", "a", "due"))]


# A write keeps the form it finds, and widens the one item that the short form cannot hold.

SHORT = """---
account: Acme
goals:
  ramp:
    key_results:
      Days to shift: 21 -> 10 days, now 15   # weekly
      NPS: 30 -> 40
health: {usage: "amber, shops fell back", finance: green}
opportunities:
  emea:
    signals:
      - 2026-10-05 Asked for a pilot (call)
questions:
  why: What then
actions:
  call: Call Tom (lee, 2026-12-05, ramp, with tom)   # before the tender
  wait: Wait
stakeholders: {tom: {name: Tom}}
---
"""
WRITES = [
    ("actions.call.due", "2027-01", "  call: Call Tom (lee, 2027-01, ramp, with tom)   # before the tender"),
    ("actions.call.owner", "tom", "  call: Call Tom (tom, 2026-12-05, ramp, with tom)   # before the tender"),
    ("actions.wait.owner", "dana", "  wait: Wait (dana)"),
    ("actions.call.do", "Write to Tom", "  call: Write to Tom (lee, 2026-12-05, ramp, with tom)   # before the tender"),
    ("health.usage.cause", "two shops, only", 'health: {usage: "amber, two shops, only", finance: green}'),
    ("health.finance.cause", "paid late", 'health: {usage: "amber, shops fell back", finance: "green, paid late"}'),
    ("health.finance", "red", 'health: {usage: "amber, shops fell back", finance: red}'),
    ("goals.ramp.key_results.days-to-shift.current", "12", "      Days to shift: 21 -> 10 days, now 12   # weekly"),
    ("goals.ramp.key_results.nps.due", "2027-06-30", "      NPS: 30 -> 40, by 2027-06-30"),
    ("opportunities.emea.signals.0.source", "mail", "      - 2026-10-05 Asked for a pilot (mail)"),
    ("questions.why.ask", "What now", "  why: What now"),
]


@pytest.mark.parametrize(("path", "value", "line"), WRITES, ids=[path for path, _, _ in WRITES])
def test_a_write_keeps_the_short_form(path: str, value: str, line: str) -> None:
    after = splice(SHORT, [Edit("set", tuple(path.split(".")), value)], PEOPLE).split("\n")
    changed = [(old, new) for old, new in zip(SHORT.split("\n"), after, strict=True) if old != new]
    assert [new for _, new in changed] == [line]


WIDENED = [
    ("actions.call.status", "done", "  call: # before the tender|    do: Call Tom|    owner: lee|    due: 2026-12-05|    because: [ramp]|    with: [tom]|    status: done"),
    ("actions.wait.note", "until: June", '  wait:|    do: Wait|    note: "until: June"'),
    ("actions.call.owner", "zed", "  call: # before the tender|    do: Call Tom|    owner: zed|    due: 2026-12-05|    because: [ramp]|    with: [tom]"),
    ("goals.ramp.key_results.days-to-shift.owner", "lee", "      days-to-shift: # weekly|        metric: Days to shift|        baseline: 21|        target: 10|        measured_in: days|        current: 15|        owner: lee"),
    ("goals.ramp.key_results.nps.note", "n", "      nps:|        metric: NPS|        baseline: 30|        target: 40|        note: n"),
    ("health.usage.evidence", "facts.usage.seats", "health: {usage: {band: amber, cause: shops fell back, evidence: facts.usage.seats}, finance: green}"),
    ("questions.why.of", "tom", "  why:|    ask: What then|    of: tom"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "lines"), WIDENED, ids=[path for path, _, _ in WIDENED])
def test_a_write_widens_the_one_item(path: str, value: str, lines: str) -> None:
    after = splice(SHORT, [Edit("set", tuple(path.split(".")), value)], PEOPLE)
    shown = after.replace("   # ", " # ")
    assert "\n".join(lines.split("|")) in shown
    kept = [line for line in SHORT.split("\n") if line in after.split("\n")]
    assert len(kept) == len(SHORT.split("\n")) - 1


def test_a_write_may_be_told_in_short_form() -> None:
    """A person who sets a block in its short form gets that form, read as what it stands for."""
    after = splice(
        SHORT, [Edit("set", ("swot", "threats"), "New: vendor"), Edit("add", ("actions", "ask"), "Ask Tom (dana, 2026-12-01)")], PEOPLE
    )
    assert '\nswot:\n  threats: "New: vendor"\n' in after
    assert "\n  ask: Ask Tom (dana, 2026-12-01)\n" in after
    assert splice(SHORT, [Edit("set", ("goals", "ramp"), {"title": "x"})], PEOPLE).count("\ngoals:\n  ramp:\n    title: x\nhealth:") == 1
