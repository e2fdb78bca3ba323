"""What each kind of field takes: a value means what its field says, or is a finding; never what YAML or Python would guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from acctplan.model.plan import Plan
from acctplan.planfile.parse import Parsed, parse

PEOPLE = ("dana", "lee")


def read(text: str) -> Parsed:
    return parse(f"---\naccount: Acme\n{text}\n---\n", "acme", PEOPLE)


def plan_of(text: str) -> Plan:
    parsed = read(text)
    assert parsed.plan is not None, parsed.faults
    return parsed.plan


# For each kind: how a value is written into a field of it, and how it is read from there.
KINDS: dict[str, tuple[str, Any]] = {
    "flag": ("goals: {g: {share: %s}}", lambda plan: plan.goals["g"].share if "g" in plan.goals else None),
    "day": ("written_on: %s", lambda plan: plan.written_on),
    "due": ("goals: {g: {due: %s}}", lambda plan: plan.goals["g"].due if "g" in plan.goals else None),
    "whole": ("format: %s", lambda plan: plan.format),
    "mark": ("health: {sentiment: %s}", lambda plan: plan.health.sentiment if plan.health else None),
    "number": ("goals: {g: {key_results: {k: {baseline: %s}}}}", lambda plan: plan.goals["g"].key_results["k"].baseline if plan.goals["g"].key_results else None),
    "ratio": ("pulse: {confidence: %s}", lambda plan: plan.pulse.confidence if plan.pulse else None),
    "money": ("arr: %s", lambda plan: str(plan.arr.amount) if plan.arr else None),
    "choice": ("posture: %s", lambda plan: plan.posture),
}  # fmt: skip
TAKEN: dict[str, dict[str, Any]] = {
    "flag": {"true": True, "false": False},
    "day": {"2026-11-30": date(2026, 11, 30), "2024-02-29": date(2024, 2, 29), '"2026-11-30"': date(2026, 11, 30)},
    "due": {"2026-11-30": date(2026, 11, 30), "2027-03": date(2027, 3, 31), "2026-Q3": date(2026, 9, 30), "FY2026-Q1": date(2026, 3, 31)},
    "whole": {"1": 1, "0": 0, '"1"': 1},
    "mark": {"1": 1, "5": 5},
    "number": {"21": Decimal(21), "0.5": Decimal("0.5"), "-3": Decimal(-3), "0": Decimal(0), "1.50": Decimal("1.50")},
    "ratio": {"0": Decimal(0), "0.6": Decimal("0.6"), "1": Decimal(1)},
    "money": {"48000": "48000", "48000 EUR": "48000", "9600.50 USD": "9600.50", "0": "0", "-10 EUR": "-10"},
    "choice": {"retain": "retain", "'grow'": "grow"},
}
NORWAY = ["no", "yes", "on", "off", "y", "n", "NO", "Yes", "ON", "TRUE", "True", "FALSE", "null", "Null", "~", "NULL"]
ODD_NUMBERS = [
    "010", "0o10", "0x1F", "0b11", "1_000", "1:30", "190:20:30", "1e3", "1E5", "1e999", ".5", "5.", "+5", "--5", "NaN", ".nan", "nan", ".inf", "-.inf",
    "inf", "Infinity", "9" * 5000, "'1,5'", "1 000", "1.000.000", "٣", "½", "²", "1.2.3", "0.1234567891234", "true", "''", "[1]", "{a: 1}",
]  # fmt: skip
ODD_DAYS = [
    "0", "1", "20261130", "2026-11-31", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-1-5", "2026-11-30T00:00:00Z", "2026-11-30 00:00:00",
    "2026-11-30T09:30:00+05:30", "2026-W48-1", "30.11.2026", "11/30/2026", "Nov 30", "next week", "now", "0000-01-01", "12026-01-01", "-2026-01-01",
    "1764460800", "２０２６-11-30", "2026‐11‐30", "true", "''", "[2026-11-30]", "{year: 2026}",
]  # fmt: skip
REFUSED: dict[str, list[str]] = {
    "flag": [*(word for word in NORWAY if word not in ("~", "null")), "~", "null", "1", "0", "1.0", "''", "[true]", "{a: true}", "true "[:-1] + "!"],
    "day": [*NORWAY, *ODD_DAYS, "2027-03", "2026-Q3"],
    "due": [*NORWAY, *ODD_DAYS, "2026-Q5", "2027-13", "Q3 2026", "2026-06-31"],
    "whole": [*NORWAY, *ODD_NUMBERS, "1.0", "1.5"],
    "mark": [*NORWAY, *ODD_NUMBERS, "0", "6", "-1", "3.0"],
    "number": [*NORWAY, *ODD_NUMBERS],
    "ratio": [*NORWAY, *ODD_NUMBERS, "1.1", "-0.1", "60%", "60"],
    "money": [*NORWAY, *ODD_NUMBERS, "48k", "€48000", "48.000 EUR", "48,000 EUR", "48000EUR", "48000  EUR", "48000 euro", "EUR 48000", "48000 eur", "48000 EUR a year"],
    "choice": [*NORWAY, "Retain", "RETAIN", " retain "[1:-1] + "s", "''", "[grow]", "{a: grow}", "0", "1"],
}  # fmt: skip
TAKES = [(kind, value, meant) for kind, table in TAKEN.items() for value, meant in table.items()]
REFUSES = [(kind, value) for kind, values in REFUSED.items() for value in values]


@pytest.mark.parametrize(("kind", "value", "meant"), TAKES, ids=[f"{kind} {value}" for kind, value, _ in TAKES])
def test_a_field_takes(kind: str, value: str, meant: Any) -> None:
    shape, told = KINDS[kind]
    parsed = read(shape % value)
    assert parsed.faults == ()
    assert parsed.plan is not None and told(parsed.plan) == meant and type(told(parsed.plan)) is type(meant)


@pytest.mark.parametrize(("kind", "value"), REFUSES, ids=[f"{kind} {value[:20]}" for kind, value in REFUSES])
def test_a_field_refuses(kind: str, value: str) -> None:
    shape, told = KINDS[kind]
    empty = told(plan_of(shape.replace("%s", "")))
    parsed = read(shape % value)
    assert parsed.faults, "not a word was said"
    assert {fault.code for fault in parsed.faults} <= {"AP102", "AP107", "AP108", "AP118"}
    assert all(len(fault.message) < 330 for fault in parsed.faults)
    if parsed.plan is not None:
        assert told(parsed.plan) == empty, "it was taken for something"
        assert parsed.plan.account == "Acme", "the rest of the plan was lost"


TEXTS = [
    *NORWAY,
    *(text for text in (*ODD_NUMBERS, *ODD_DAYS) if text[0] not in "[{'"),
    "0010",
    "0015g00000XyZAB",
    "007",
    "1.10",
    "12:30:45",
    "=SUM(A1)",
    "<<",
    "yes/no",
    "+49 30 1234",
]


@pytest.mark.parametrize("text", TEXTS, ids=[text[:20] for text in TEXTS])
def test_text_stays_text(text: str) -> None:
    """Ids of other systems, names and notes hold what was typed, letter for letter."""
    plan = plan_of(
        f"external: {{crm: {text}}}\nstory: {text}\ncustom: {{segment: {text}}}\noutcomes: [{text}]\ngoals:\n  g: {{title: {text}, note: '{text}'}}"
    )
    assert plan.external == {"crm": (text,)}
    assert plan.story == text
    assert plan.custom == {"segment": text}
    assert plan.outcomes == (text,)
    assert (plan.goals["g"].title, plan.goals["g"].note) == (text, text)
    assert read(f"external: {{crm: {text}}}").faults == ()


def test_an_id_keeps_its_noughts() -> None:
    plan = plan_of("external: {crm: 0010, hub: [007, 1e5, 1_000]}")
    assert plan.external == {"crm": ("0010",), "hub": ("007", "1e5", "1_000")}
    assert plan.tree["external"] == {"crm": "0010", "hub": ["007", "1e5", "1_000"]}


@pytest.mark.parametrize("key", ["no", "yes", "on", "off", "true", "null", "010", "1e3", "2026-11-30", "~"])
def test_a_name_of_a_field_stays_text(key: str) -> None:
    assert plan_of(f"custom: {{{key}: x}}").custom == {key: "x"}


def test_blank_zero_unknown_and_never_asked_stay_different() -> None:
    plan = plan_of("arr: 0\nhealth: {sentiment: }\nstakeholders: {ana: {support: unknown}, tom: {support: }}")
    assert plan.arr is not None and plan.arr.amount == 0
    assert plan.health is None or plan.health.sentiment is None
    assert plan.stakeholders["ana"].support == "unknown"
    assert plan.stakeholders["tom"].support is None


@pytest.mark.parametrize(
    ("text", "path", "word"),
    [
        ("goals: {g: {share: yes}}", ("goals", "g", "share"), "true or false"),
        ("arr: 1e3", ("arr",), "48000 EUR"),
        ("written_on: 2026-02-30", ("written_on",), "calendar"),
        ("pulse: {confidence: .inf}", ("pulse", "confidence"), "digits"),
        ("health: {sentiment: 6}", ("health", "sentiment"), "1 to 5"),
        ("posture: retian", ("posture",), "Write retain"),
        ("goals: {g: {due: 05.12.2026}}", ("goals", "g", "due"), "2026-12-05"),
    ],
)
def test_the_finding_names_the_place_and_what_would_fit(text: str, path: tuple[str, ...], word: str) -> None:
    (fault,) = read(text).faults
    assert fault.path == path and word in fault.message


@pytest.mark.parametrize("digits", [4000, 5000, 100_000])
def test_long_numbers_are_refused_at_once(digits: int) -> None:
    (fault,) = read(f"arr: {'9' * digits}").faults
    assert fault.code == "AP102" and len(fault.message) < 200
