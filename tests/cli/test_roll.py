"""`roll`: the plan of the next period."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.planfile.parse import parse
from tests.conftest import LITE, Ran, git

from .asked import PLAN, refused

Acct = Callable[..., Ran]
NEXT = "plans/harbour-cy2027-q1.md"


@pytest.fixture
def fuller(book: Path) -> Path:
    """A book whose plan has units and relations beside the five blocks, and a calendar year."""
    more = "units:\n  shops: {name: Shops, status: onboarded}\nrelations:\n  - {from: tom, to: eve, kind: influences}\nhealth:"
    text = LITE.replace("health:", more, 1).replace(
        "known_by: dana}", "known_by: dana, unit: shops}\n  eve: {name: Eve Moss, title: CFO}", 1
    )
    (book / PLAN).write_text(text)
    return book


def tree(book: Path, file: str) -> dict[str, object]:
    plan = parse((book / file).read_text(), Path(file).stem).plan
    assert plan is not None
    return dict(plan.tree)


def errors(acct: Acct, book: Path, plan: str) -> list[str]:
    found = json.loads(acct("lint", plan, "--json", "--fail-on", "never", cwd=book).out)["findings"]
    return [finding["message"] for finding in found if finding["severity"] == "error"]


def test_a_new_plan_with_what_the_template_carries(acct: Acct, fuller: Path) -> None:
    before = (fuller / PLAN).read_text()
    ran = acct("roll", "harbour", "CY2027-Q1", cwd=fuller)
    assert (ran.code, ran.out) == (0, "")
    assert f"Made {NEXT}." in ran.err
    assert "Carried from harbour, which stays as it is: tier, lifecycle, posture, team, units, stakeholders, relations." in ran.err
    old, new = tree(fuller, PLAN), tree(fuller, NEXT)
    for field in ("account", "owner", "tier", "lifecycle", "posture", "team", "units", "stakeholders", "relations"):
        assert new[field] == old[field], field
    assert (new["mode"], new["period"], new["template"]) == ("point-in-time", "CY2027-Q1", "lite@1")
    for field in ("goals", "risks", "opportunities", "actions", "health", "intent"):
        assert not new.get(field), field
    assert "They bake at night" not in (fuller / NEXT).read_text()
    assert (fuller / PLAN).read_text() == before
    assert errors(acct, fuller, "harbour-cy2027-q1") == []


def test_the_template_decides_what_is_carried(acct: Acct, fuller: Path) -> None:
    own = fuller / "templates" / "plans" / "lite.md"
    own.parent.mkdir(parents=True)
    text = "---\ntemplate: {name: lite, version: 3, carry: [stakeholders, goals]}\naccount:\nowner:\nstakeholders:\ngoals:\n---\n"
    own.write_text(text)
    ran = acct("roll", "harbour", "CY2027-Q1", cwd=fuller)
    assert ran.code == 0, ran
    new = tree(fuller, NEXT)
    assert set(new) == {"template", "account", "owner", "mode", "period", "stakeholders", "goals"}
    assert "Left out stakeholders.tom.unit: it named what is not carried over." in ran.err
    assert errors(acct, fuller, "harbour-cy2027-q1") == []
    own.write_text(text.replace("goals]", "gaols]"))
    refused(acct("roll", "harbour", "CY2027-Q2", cwd=fuller), "“gaols” under carry is no field of a plan", "goals")


def test_a_template_that_carries_nothing(acct: Acct, fuller: Path) -> None:
    own = fuller / "templates" / "plans" / "bare.md"
    own.parent.mkdir(parents=True)
    own.write_text("---\ntemplate: {name: bare}\naccount:\nowner:\ngoals:\n---\n")
    ran = acct("roll", "harbour", "CY2027-Q1", "--template", "bare", cwd=fuller)
    assert "Carried from harbour, which stays as it is: nothing." in ran.err
    assert set(tree(fuller, NEXT)) - {"goals"} == {"template", "account", "owner", "mode", "period"}


def test_the_next_period_takes_the_place_of_the_last_in_the_id(acct: Acct, fuller: Path) -> None:
    assert acct("roll", "harbour", "CY2027-Q1", cwd=fuller).code == 0
    assert acct("roll", "harbour-cy2027-q1", "CY2027-Q2", cwd=fuller).code == 0
    assert (fuller / "plans" / "harbour-cy2027-q2.md").exists()
    assert acct("roll", "harbour", "CY2027", "--id", "harbour-year", cwd=fuller).code == 0
    assert tree(fuller, "plans/harbour-year.md")["period"] == "CY2027"


def test_a_dry_run_writes_nothing_and_a_commit_holds_the_new_plan_alone(acct: Acct, book: Path) -> None:
    ran = acct("roll", "harbour", "CY2027-Q1", "--dry-run", cwd=book)
    assert "+period: CY2027-Q1" in ran.out
    assert not (book / NEXT).exists()
    assert acct("roll", "harbour", "CY2027-Q1", "--commit", cwd=book).code == 0
    assert git(book, "show", "--name-only", "--format=%s", "HEAD").split("\n") == ["Start the plan of harbour-cy2027-q1", "", NEXT]


@pytest.mark.parametrize("template", ["lite", "core", "strategic", "churn-risk", "success-plan"])
def test_every_template_rolls_without_an_error(acct: Acct, fuller: Path, template: str) -> None:
    assert acct("roll", "harbour", "CY2027-Q1", "--template", template, cwd=fuller).code == 0
    assert errors(acct, fuller, "harbour-cy2027-q1") == []
    assert tree(fuller, NEXT)["stakeholders"] == tree(fuller, PLAN)["stakeholders"]


def test_every_plan_of_the_example_rolls_without_an_error(acct: Acct, demo: Path) -> None:
    for file in sorted((demo / "plans").glob("*.md")):
        ran = acct("roll", file.stem, "FY2028-Q1", cwd=demo)
        if "has left" in ran.err:
            refused(ran, "--owner PERSON")
            ran = acct("roll", file.stem, "FY2028-Q1", "--owner", "dana", cwd=demo)
        assert ran.code == 0, ran
        assert errors(acct, demo, f"{file.stem}-fy2028-q1") == []


def test_an_owner_who_has_left_answers_for_no_new_plan(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("owner: dana\n", "owner: mo\n", 1))
    refused(acct("roll", "harbour", "CY2027-Q1", cwd=book), "Mo Haddad, who owns the plan, has left", "--owner PERSON")
    refused(acct("roll", "harbour", "CY2027-Q1", "--owner", "le", cwd=book), "nobody in team.yaml")
    assert not (book / NEXT).exists()
    assert acct("roll", "harbour", "CY2027-Q1", "--owner", "lee", cwd=book).code == 0
    assert tree(book, NEXT)["owner"] == "lee"


def test_what_roll_refuses(acct: Acct, book: Path) -> None:
    refused(acct("roll", "harbour", "x", cwd=book), "is no period")
    refused(acct("roll", "harbour", "CY2026-Q3", cwd=book), "CY2026-Q3 ended on 2026-09-30")
    refused(acct("roll", "harbor", "CY2027-Q1", cwd=book), "Did you mean harbour")
    refused(acct("roll", "harbour", "CY2027-Q1", "--id", "../x", cwd=book), "cannot be a plan's id")
    refused(acct("roll", "harbour", "CY2027-Q1", "--template", "none", cwd=book), "there is no template")
    assert acct("roll", "harbour", "CY2027-Q1", cwd=book).code == 0
    written = (book / NEXT).read_text()
    refused(acct("roll", "harbour", "CY2027-Q1", cwd=book), "is there already")
    refused(acct("roll", "harbour-cy2027-q1", "CY2027-Q1", cwd=book), "is the plan of CY2027-Q1 already")
    (book / PLAN).write_text(LITE.replace("owner: dana\n", "owner: dana\nowner: lee\n", 1))
    refused(acct("roll", "harbour", "CY2027-Q2", cwd=book), "plans/harbour.md:4:1")
    assert (book / NEXT).read_text() == written
