"""Values that do not fit: which code each has, and what the message offers instead."""

from __future__ import annotations

import pytest

from acctplan.planfile.dates import readings
from acctplan.planfile.parse import parse
from acctplan.planfile.placeholder import placeholder

READINGS = [
    ("05.12.2026", ("2026-12-05", "2026-05-12")),
    ("5/12/26", ("2026-12-05", "2026-05-12")),
    ("13.05.2026", ("2026-05-13",)),
    ("26-12-05", ("2026-12-05",)),
    ("2026/12/05", ("2026-12-05",)),
    ("2026-12-5", ("2026-12-05",)),
    ("20261205", ("2026-12-05",)),
    ("Dec 5, 2026", ("2026-12-05",)),
    ("5. Dezember 2026", ("2026-12-05",)),
    ("December 5th, 2026", ("2026-12-05",)),
    ("5-Dec-26", ("2026-12-05",)),
    ("Q4 2026", ("2026-Q4",)),
    ("26Q2", ("2026-Q2",)),
    ("March 2027", ("2027-03",)),
    ("03/2027", ("2027-03",)),
    ("31.31.2026", ()),
    ("12-05", ()),
    ("5 December", ()),
    ("Mar 27", ()),
    ("Q4", ()),
    ("Friday", ()),
    ("by next Friday", ()),
    ("end of Q4", ()),
    ("end of 2026", ()),
    ("EOM", ()),
    ("asap", ()),
    ("in 3 weeks", ()),
    ("+3 days", ()),
    ("before Easter", ()),
    ("summer 2027", ()),
    ("KW 48", ()),
    ("blue", None),
    ("re-tender", None),
    ("2026-11-31", None),
    ("x" * 5000, None),
]


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_what_a_loose_date_may_mean(text: str, expected: tuple[str, ...] | None) -> None:
    assert readings(text) == expected


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[Name]", "[Name]"),
        ("<name>", "<name>"),
        ("____", "____"),
        ("tbd.", "tbd."),
        ("???", "???"),
        ("Renew by ____ please", "____"),
        ("Ask {owner} now", "{owner}"),
        ("Contract TBD by legal", "TBD"),
        ("[Customer name] wants", "[Customer name]"),
        ("Call <first name> today", "<first name>"),
        ("the tbd list", ""),
        ("[EMEA] pilot", ""),
        ("see [link](https://x.y)", ""),
        ("<b>bold</b>, 3 < 5 > 2", ""),
        ("snake___case", ""),
        ("What?", ""),
    ],
)
def test_what_a_template_left(text: str, left: str) -> None:
    assert placeholder(text) == left


CASES = [
    ("goals: {g: {due: 05.12.2026}}", "AP108", "2026-12-05 or 2026-05-12"),
    ("goals: {g: {due: Q2 2027}}", "AP108", "Write 2027-Q2."),
    ("goals: {g: {said_on: Q2 2027}}", "AP108", "such as 2026-11-30"),
    ("goals: {g: {due: next week}}", "AP108", "such as 2026-11-30"),
    ("goals: {g: {due: 2026-11-31}}", "AP102", "no calendar has"),
    ("goals: {g: {due: blue}}", "AP102", "must be a date"),
    ("goals: {g: {due: TBD}}", "AP107", "“TBD”"),
    ("goals: {g: {status: <status>}}", "AP107", "“<status>”"),
    ("goals: {g: {title: [Name]}}", "AP107", "“[Name]”"),
    ("goals: {g: {said_by: [tom]}}", "AP102", "must be text, not a list"),
    ("goals: {g: {owner: [dana, lee]}}", "AP213", "names 2 people"),
    ("goals: {g: {titel: }}", "AP101", "Write title"),
    ("goals: {g: {key_results: {k: {targt: 3}}}}", "AP101", "Write target"),
    ("goals: {g: {key_results: {Days: 21 to 10}}}", "AP102", "21 -> 10 days"),
    ("opportunities: {o: {signals: [They asked]}}", "AP102", "needs its day first"),
    ("opportunities: {o: {signals: [05.10.2026 They asked]}}", "AP108", "2026-10-05"),
    ("stakeholders: {tom: Tom Baker}", "AP102", "Write name:"),
    ("reviews: {2026-11-2: {by: dana}}", "AP108", "Write 2026-11-02."),
    ("risks: {Größe: {title: x}}", "AP102", "letters a to z"),
    ("risks: {Ramp Up: {title: x}}", "AP102", "Write ramp-up."),
    ("movements: {m: {type: champion left}}", "AP102", "Write champion-left."),
    ("goals: {g: {due: 2026-12-05T10:00:00Z}}", "AP102", "must be a date"),
    ("health: {usage: orange}", "AP102", "green, amber, red"),
]


@pytest.mark.parametrize(("line", "code", "words"), CASES)
def test_a_misfit_says_what_would_be_right(line: str, code: str, words: str) -> None:
    faults = parse(f"---\naccount: X\n{line}\n---\n", "x", {"dana", "lee"}).faults
    assert [fault.code for fault in faults] == [code]
    assert words in faults[0].message
    assert len(faults[0].message.split()) <= 25


def test_long_data_is_cut_in_every_message() -> None:
    long = "y" * 5000
    lines = [f"mode: {long}", f"arr: {long}", f"z{long}: x", f"goals: {{z{long}: {{due: {long}}}}}", f"stakeholders: {{a: {long}}}"]
    for line in lines:
        for fault in parse(f"---\naccount: X\n{line}\n---\n", "x").faults:
            assert len(fault.message) <= 400, fault.message
            assert fault.message.count("y") <= 200


def test_two_measures_of_one_slug_are_both_kept() -> None:
    text = "---\naccount: X\ngoals:\n  g:\n    key_results:\n      Days to go: 3 -> 1\n      Days, to go: 5 -> 2\n---\n"
    plan = parse(text, "x").plan
    assert plan is not None and [result.metric for result in plan.goals["g"].key_results.values()] == ["Days to go", "Days, to go"]
