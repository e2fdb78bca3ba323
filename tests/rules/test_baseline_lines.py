"""A baseline's lines by themselves: what is read, what may be kept, what is set apart and what is gone."""

from __future__ import annotations

import json

import pytest

from acctplan.model.finding import Fault, Finding, Suppressed
from acctplan.rules._baseline import Debt, Kept, gone, keepable, read_baseline, set_apart, written
from acctplan.rules._lint import LintResult

ONE = Kept("01", "actions.a", "acme", "action-without-owner", 1)
TWO = Kept("02", "actions.b", "acme", "action-without-owner", 2)
OTHER = Kept("03", "", "wren", "plan-stale", 3)


def found(key: str, *, code: str = "AP203", plan: str = "acme", name: str = "action-without-owner") -> Finding:
    return Finding(code, name, "error", plan, f"plans/{plan}.md", 1, 1, "actions.a", "Wrong. Mend it.", "none", key)


def line(**said: object) -> str:
    return json.dumps({"fingerprint": "01", "path": "actions.a", "plan": "acme", "rule": "action-without-owner"} | said)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", {}),
        ("\n  \n", {}),
        (f"\ufeff{line()}\n", {"01": 1}),
        (f"\n\n{line()}\n\n{line(fingerprint='02')}", {"01": 3, "02": 5}),
        (f"{line()}\n{line(path='later')}\n", {"01": 1}),
    ],
)
def test_lines_that_are_read(text: str, numbers: dict[str, int]) -> None:
    kept = read_baseline(text)
    assert isinstance(kept, dict)
    assert {key: one.line for key, one in kept.items()} == numbers
    assert all(one.path == "actions.a" for one in kept.values())


@pytest.mark.parametrize(
    ("text", "code", "number"),
    [
        (f"{line()}\n=======\n", "AP112", 2),
        (f"{line()}\n\n[]\n", "AP100", 3),
        ("no line", "AP100", 1),
        (line(plan=1), "AP100", 1),
        ("{}", "AP100", 1),
    ],
)
def test_lines_that_are_none(text: str, code: str, number: int) -> None:
    fault = read_baseline(text)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.at.line if fault.at else 0) == (code, number)


def test_what_is_written_is_read_again() -> None:
    text = written([TWO, ONE, TWO])
    assert read_baseline(text) == {"01": ONE, "02": TWO}
    assert written([]) == ""


def test_what_may_be_kept() -> None:
    findings = [found("01"), found("02", code="AP904"), found("03", code="AP905"), found("04", plan="broken")]
    assert keepable(findings, {"broken"}) == {"01": Kept("01", "actions.a", "acme", "action-without-owner")}


def test_what_is_known_stands_among_the_suppressed() -> None:
    before = Suppressed(found("09"), "plan", "x")
    result = LintResult((found("01"), found("02"), found("04", plan="broken")), 1, (), (), (before,))
    apart = set_apart(result, {"01": ONE, "04": Kept("04", "", "broken", "x")}, {"broken"})
    assert [one.fingerprint for one in apart.findings] == ["02", "04"]
    assert [(one.finding.fingerprint, one.how) for one in apart.suppressed] == [("09", "plan"), ("01", "baseline")]


@pytest.mark.parametrize(
    ("asked", "plans", "away"),
    [
        ({"action-without-owner", "plan-stale"}, {"acme", "wren"}, ["02", "03"]),
        ({"action-without-owner"}, {"acme", "wren"}, ["02"]),
        ({"action-without-owner", "plan-stale"}, {"wren"}, ["03"]),
        ({"plan-stale"}, {"acme"}, []),
    ],
)
def test_what_is_gone_is_told_only_of_what_was_asked(asked: set[str], plans: set[str], away: list[str]) -> None:
    result = LintResult((found("01"),), 1, (), (), (Suppressed(found("05"), "comment", ""),))
    kept = {one.fingerprint: one for one in (ONE, TWO, OTHER, Kept("05", "", "acme", "plan-stale"))}
    assert [one.fingerprint for one in gone(result, kept, asked, plans)] == away


def test_a_debt() -> None:
    debt = Debt((OTHER, TWO, ONE), (TWO,), (ONE, Kept("07", "", "acme", "x")))
    assert debt.left == [OTHER, ONE]
    assert [one.fingerprint for one in debt.new] == ["07"]
    assert [(one.fingerprint, one.gone) for one in debt.told.lines] == [("01", False), ("02", True), ("03", False)]
