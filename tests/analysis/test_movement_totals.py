"""Directions of changes, and what they come to over a book."""

from __future__ import annotations

from decimal import Decimal

import pytest

from acctplan.analysis.difference import BookDifference, PlanDifference
from acctplan.analysis.direction import direction
from acctplan.analysis.movement_totals import totals
from acctplan.analysis.rewording import rewordings
from acctplan.model.change import Change
from acctplan.model.period import CALENDAR
from acctplan.model.team import NOBODY
from acctplan.views.diff_summary import view


@pytest.mark.parametrize(
    ("path", "old", "new", "target", "expected"),
    [
        ("goals.g.due", "2027-01-31", "2027-02-28", None, -1), ("goals.g.due", "2027-02-28", "2027-01-31", None, 1),
        ("goals.g.due", "2027-02", "2027-02-28", None, 0), ("goals.g.due", "2027-Q1", "2027-04-01", None, -1), ("goals.g.due", "soon", "later", None, 0),
        ("renewal.renews_on", "2026-03-31", "2027-03-31", None, 0), ("renewal.forecast", "best-case", "commit", None, 1),
        ("arr", "10 EUR", "12 EUR", None, 1), ("arr", "12 EUR", "10 EUR", None, -1), ("arr", "10 EUR", "12 USD", None, 0),
        ("revenue.scheduling", "10", "9", None, -1), ("pulse.confidence", "0.9", "0.35", None, -1), ("health.sentiment", "2", "4", None, 1),
        ("goals.g.key_results.k.current", "21", "15", "10", 1), ("goals.g.key_results.k.current", "9", "11", "16", 1),
        ("goals.g.key_results.k.current", "11", "9", "16", -1), ("goals.g.key_results.k.current", "11", "9", None, 0),
        ("risks.r.severity", "low", "high", None, -1), ("risks.r.status", None, "mitigated", None, 1), ("risks.r.status", "open", "happened", None, -1),
        ("opportunities.o.stage", "negotiation", "closed-lost", None, -1), ("opportunities.o.stage", "our-first", "our-second", None, 0),
        ("stakeholders.s.support", "unknown", "champion", None, 0), ("goals.g.title", "a", "b", None, 0),
    ],
)  # fmt: skip
def test_direction(path: str, old: str | None, new: str, target: str | None, expected: int) -> None:
    assert direction(path.split("."), old, new, target=target) == expected


def change(path: str, old: object, new: object, kind: str = "changed", source: str = "human") -> Change:
    return Change("p", tuple(path.split(".")), kind, source, old, new)  # type: ignore[arg-type]


def result_of(*changes: Change) -> BookDifference:
    plan = PlanDifference("p", "Harbour", None, None, changes)
    return BookDifference("a", "b", (plan,), 0, (), NOBODY, CALENDAR, (), "EUR")


def test_totals() -> None:
    found = totals(
        result_of(
            change("opportunities.a", None, {"title": "A", "amount": "100"}, "added"),
            change("opportunities.b", {"title": "B", "amount": "30 EUR"}, None, "removed"),
            change("opportunities.c.amount", "5 USD", "7 USD"),
            change("opportunities.c.stage", "proposal", "closed-won"),
            change("health.usage.band", "green", "red"),
            change("pulse.renew_today", "unsure", "yes"),
            change("goals.g.due", "2027-01-31", "2027-02-28"),
            change("risks.r", None, {"title": "R"}, "added"),
            change("risks.s.status", "open", "closed"),
            change("stakeholders.t.support", "neutral", "champion"),
            change("facts.crm.close_on", "2027-01-31", "2027-02-28", source="synced"),
            change("actions", ["a", "b"], ["b", "a"], "moved", "cosmetic"),
        )
    )
    assert found.amounts == {"EUR": Decimal(70), "USD": Decimal(2)}
    assert found.counts == {
        "opportunities added": 1, "opportunities removed": 1, "closed-won": 1, "band worse": 1, "renew_today better": 1, "slipped": 1,
        "risks added": 1, "risks closed": 1, "support better": 1,
    }  # fmt: skip


def test_a_summary_leaves_out_what_did_not_move() -> None:
    facts = view(result_of(change("goals.g.due", "2027-01-31", "2027-02-28"))).pieces[2]
    assert [label for label, _ in facts.rows] == ["Most moved", "Dates"]  # type: ignore[union-attr]


def test_places_where_words_changed() -> None:
    found = rewordings("one two three four five six seven", "one two 3 four five six seven eight")
    assert found is not None
    assert found.places == (("one two three four five six", "one two 3 four five six"), ("", "eight"))
    apart = " ".join(f"w{number}" for number in range(100))
    many = rewordings(apart, " ".join(f"w{number}" + ("x" if number % 10 == 0 else "") for number in range(100)))
    assert many is not None
    assert (len(many.places), many.more) == (6, 4)
    assert rewordings("a " * 3000, "b " * 3000) is None
    assert rewordings("a " * 3000, "a " * 3000 + "b") == ((("", "b"),), 0)
