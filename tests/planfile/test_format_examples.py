"""The examples of the format are fixtures: they load without a fault, and the core plan's findings are listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from acctplan.model.money import Money
from acctplan.planfile.config import parse_facts, parse_settings, parse_team
from acctplan.planfile.parse import parse
from acctplan.planfile.tree import read_tree

from ..conftest import Ran, commit_all, git

FORMAT = Path(__file__).resolve().parent.parent / "fixtures" / "format"


def example(name: str) -> str:
    return (FORMAT / f"{name}.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", ["lite", "core"])
def test_plans_load_without_a_fault(name: str) -> None:
    parsed = parse(f"---\n{example(name)}---\n", name, parse_team(example("team").encode()).value)
    assert parsed.plan is not None
    assert parsed.faults == ()


def test_lite_plan_is_typed() -> None:
    plan = parse(f"---\n{example('lite')}---\n", "harbour", {"dana", "lee"}).plan
    assert plan is not None
    assert plan.actions["train-leads"].owner == "dana"
    assert plan.actions["train-leads"].due == date(2026, 12, 12)
    assert plan.actions["train-leads"].because == ("rosters",)
    assert plan.actions["train-leads"].with_ == ("tom",)
    assert plan.goals["rosters"].key_results["shops-publishing-14-days-ahead"].current == 9
    assert plan.health is not None
    assert plan.health.usage is not None
    assert (plan.health.usage.band, plan.health.usage.cause) == ("amber", "four new shops have not logged in")
    assert plan.opportunities["night-kitchens"].amount == Money(9600)  # type: ignore[arg-type]
    assert plan.opportunities["night-kitchens"].signals[0].seen_on == date(2026, 10, 28)
    assert plan.team == {"dana": ("csm",), "lee": ("am",)}


def test_settings_team_facts_and_playbook_load_without_a_fault() -> None:
    settings, team, facts = (
        parse_settings(example("settings").encode()),
        parse_team(example("team").encode()),
        parse_facts(example("facts").encode()),
    )
    assert (settings.faults, team.faults, facts.faults) == ((), (), ())
    assert settings.value.tiers["strategic"].stale_days == 30
    assert settings.value.fiscal.first_month == 2
    assert team.value.get("mo") is not None
    assert facts.value.money("crm", "arr") == Money(124000, "EUR")  # type: ignore[arg-type]
    assert facts.value.number("usage", "active_users") == 212
    tree, duplicates = read_tree(example("playbook"))
    assert duplicates == []
    assert set(tree) == {"when", "actions"}


def test_findings_of_the_core_plan_are_these(tmp_path: Path, acct: Callable[..., Ran]) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "facts").mkdir()
    (tmp_path / "acctplan.yaml").write_text(example("settings"))
    (tmp_path / "team.yaml").write_text(example("team"))
    (tmp_path / "plans" / "larchfield-outfitters.md").write_text(f"---\n{example('core')}---\n")
    (tmp_path / "facts" / "larchfield-outfitters.yaml").write_text(example("facts"))
    git(tmp_path, "init", "-q")
    commit_all(tmp_path, "Bring the plan in", "2026-11-16T10:00:00+01:00")
    ran = acct("lint", "--format", "concise", cwd=tmp_path)
    assert ran.out == (FORMAT / "core.findings").read_text("utf-8"), "look at the change; it is part of the format's contract"
