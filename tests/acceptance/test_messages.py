"""Whoever does what a message says is rid of that finding and of no other: findings of the example book, by command, word for word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.conftest import Ran

Acct = Callable[..., Ran]
COBALT, BLUEWATER, MARLOW = "cobalt-dental", "bluewater-clinics", "marlow-energy"


class Case(NamedTuple):
    """A finding by rule, plan and place; what its message asks for; the command that is that.

    `fresh` are blocks that were looked at the same day: a change in a stale block refreshes the block too, which is no other finding's doing.
    """

    rule: str
    plan: str
    path: str
    asks: str
    act: tuple[str, ...]
    fresh: tuple[str, ...] = ()


CASES = [
    Case("action-overdue", COBALT, "actions.punch-price", "Do it", ("done", COBALT, "punch-price")),
    Case("opportunity-past-close-date", COBALT, "opportunities.punch-clock", "a new date", ("move", COBALT, "punch-clock", "2027-02-26"), ("opportunities",)),
    Case("health-stale", BLUEWATER, "health", f"acctplan confirm {BLUEWATER} health", ("confirm", BLUEWATER, "health")),
    Case("stakeholder-map-stale", COBALT, "stakeholders", f"acctplan confirm {COBALT} stakeholders", ("confirm", COBALT, "stakeholders")),
    Case("opportunities-stale", COBALT, "opportunities", f"acctplan confirm {COBALT} opportunities", ("confirm", COBALT, "opportunities")),
    Case("pulse-stale", COBALT, "pulse", f"acctplan confirm {COBALT} pulse", ("confirm", COBALT, "pulse")),
    Case("movement-unanswered", "larchfield-outfitters", "movements.sponsor-left", "confirm larchfield-outfitters risks", ("confirm", "larchfield-outfitters", "risks")),
    Case("owner-departed", COBALT, "actions.locum-list.owner", "Name somebody who is there", ("set", COBALT, "actions.locum-list.owner=ines")),
    Case("goal-overdue", COBALT, "goals.easy-start", "agree a new date", ("move", COBALT, "goals.easy-start", "2027-03-31"), ("goals",)),
    Case("milestone-overdue", COBALT, "milestones.practice-20", "Mark it done", ("done", COBALT, "practice-20")),
    Case("finished-items-kept", BLUEWATER, "milestones.day-30", f"acctplan remove {BLUEWATER} day-30", ("remove", BLUEWATER, "day-30")),
    Case("am-csm-missing", COBALT, "team", "Add the person to the team", ("set", COBALT, "team.dana=csm")),
    Case("health-without-cause", MARLOW, "health.relationship", "Write the cause", ("set", MARLOW, "health.relationship.cause=Anna asks for a second offer")),
    Case("risk-without-cause", MARLOW, "risks.whiteboard", "Say what could bring it about", ("set", MARLOW, "risks.whiteboard.cause=The depot leads were never trained")),
    Case("opportunity-without-signal", MARLOW, "opportunities.metering-crews", "Write what was said or seen, with its day", ("set", MARLOW, "opportunities.metering-crews.signals=2026-11-12 The metering lead asked for a price (call)")),
    Case("champion-not-told", MARLOW, "actions.metering-coffee", "write champion_told_on", ("set", MARLOW, "units.metering.champion_told_on=2026-11-19")),
    Case("unknown-to-us", COBALT, "stakeholders.renata", "write known_by", ("set", COBALT, "stakeholders.renata.known_by=ines"), ("stakeholders",)),
    Case("intent-missing", COBALT, "intent", "Fill in intent.next and intent.how", ("set", COBALT, "intent.next=Timesheets for all practices", "intent.how=Finish the last six practices with Renata")),
    Case("health-dimension-missing", "saltmarsh-breweries", "health", "Write green, amber or red", ("set", "saltmarsh-breweries", "health.relationship=amber, only one visit this year", "health.finance=amber, pays late")),
    Case("risk-without-action", "mistral-wind", "risks.hiring", "Add one with hiring as its reason", ("add", "mistral-wind", "action", "Interview two dispatchers (ines, 2027-03-10, hiring)")),
    Case("goal-without-action", COBALT, "goals.easy-start", "Add an action with easy-start as its reason", ("add", COBALT, "action", "Pack a starter kit (lee, 2027-03-10, easy-start)")),
    Case("challenge-still-open", COBALT, "purchase.challenges.leave-lists", "mark it solved", ("done", COBALT, "leave-lists")),
    Case("research-stale", "tern-logistics", "research.annual-report", "Read it again", ("set", "tern-logistics", "research.annual-report.read_on=2026-11-20")),
    Case("stakeholder-without-priorities", COBALT, "stakeholders.dr-haas", "write their priorities", ("set", COBALT, "stakeholders.dr-haas.priorities=[One system for all practices]"), ("stakeholders",)),
    Case("no-next-action", COBALT, "actions", "Plan the next step, with owner and date", ("add", COBALT, "action", "Visit the practice in Ulm (lee, 2026-12-04)")),
    Case("strategic-account-without-plan", "polder-parcels", "", "acctplan new polder-parcels", ("new", "polder-parcels", "--no-input", "--set", "owner=dana")),
]  # fmt: skip


@pytest.fixture
def lately(demo: Path) -> Callable[[Case], Path]:
    """The example book, with something new in the plan of a case, so that its age as a whole is no longer what a command mends."""

    def touched(case: Case) -> Path:
        path = demo / "plans" / f"{case.plan}.md"
        if path.exists():
            path.write_bytes(path.read_bytes() + b"\nWe spoke on the phone this morning.\n")
        return demo

    return touched


def findings(acct: Acct, book: Path) -> dict[str, dict[str, Any]]:
    """Findings of the book by fingerprint."""
    return {finding["fingerprint"]: finding for finding in json.loads(acct("lint", "--json", cwd=book).out)["findings"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_doing_what_the_message_says_clears_that_finding(case: Case, lately: Callable[[Case], Path], acct: Acct) -> None:
    demo = lately(case)
    if case.fresh:
        assert acct("confirm", case.plan, *case.fresh, cwd=demo).code == 0
    before = findings(acct, demo)
    (meant,) = [key for key, found in before.items() if (found["name"], found["plan"], found["path"]) == case[:3]]
    assert case.asks in before[meant]["message"]
    ran = acct(*case.act, cwd=demo)
    assert ran.code == 0, ran.err
    after = findings(acct, demo)
    gone = [before[key] for key in before.keys() - after.keys()]
    assert [(found["name"], found["plan"], found["path"]) for found in gone] == [case[:3]]
    assert [found["message"] for key, found in after.items() if key not in before and found["severity"] == "error"] == []
    known = {found["fingerprint"]: found["severity"] for found in before.values()}
    assert [found["message"] for key, found in after.items() if found["severity"] == "error" and known.get(key, "error") != "error"] == []


def test_they_are_of_twenty_rules_and_more() -> None:
    assert len({case.rule for case in CASES}) == len(CASES) >= 20
