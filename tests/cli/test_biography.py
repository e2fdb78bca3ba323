"""`biography`: the life of one goal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran, commit_all

from .asked import PLAN, flat, refused, told

Acct = Callable[..., Ran]
STEPS = (
    ("due: 2027-03-31", "due: 2027-05-15", "Later", "2026-11-03"),
    ("3 -> 16 shops", "5 -> 16 shops", "Counted again", "2026-11-04"),
    ("5 -> 16 shops", "5 -> 12 shops", "Fewer shops", "2026-11-05"),
    ("now 9\n", "now 9\n      Complaints a month: 40 -> 10\n", "One more measure", "2026-11-06"),
    ("      Complaints a month: 40 -> 10\n", "", "One measure less", "2026-11-07"),
    ("    said_by: tom\n    owner: dana", "    said_by: tom\n    owner: lee", "Handed over", "2026-11-08"),
    ("  rosters:\n", "  early-rosters:\n", "A better name", "2026-11-09"),
    ("    due: 2027-05-15", "    status: achieved\n    due: 2027-04-30", "Done", "2026-11-10"),
)
"""What is replaced by what, why, and on which day."""


@pytest.fixture
def lived(book: Path) -> Path:
    """A goal that had everything done to it."""
    file = book / PLAN
    for old, new, why, day in STEPS:
        assert old in file.read_text()
        file.write_text(
            file.read_text().replace(old, new).replace(", rosters,", ", early-rosters,")
            if "early" in new
            else file.read_text().replace(old, new)
        )
        commit_all(book, why, f"{day}T10:00:00+01:00")
    return book


@pytest.mark.parametrize("goal", ["early-rosters", "rosters", "goals.rosters"])
def test_every_step_of_a_goals_life(acct: Acct, lived: Path, goal: str) -> None:
    life = told(acct("biography", "harbour", goal, "--json", cwd=lived), "biography")
    assert [(step["kind"], step["on"]) for step in life["steps"]] == [
        ("set", "2026-11-02"), ("slipped", "2026-11-03"), ("re-baselined", "2026-11-04"), ("re-targeted", "2026-11-05"),
        ("criterion-added", "2026-11-06"), ("criterion-dropped", "2026-11-07"), ("owner", "2026-11-08"), ("renamed", "2026-11-09"),
        ("brought-forward", "2026-11-10"), ("status", "2026-11-10"),
    ]  # fmt: skip
    assert [step["days"] for step in life["steps"] if step["days"]] == [45, -15]
    assert (life["goal"], life["outcome"], life["slipped"], life["slipped_days"]) == ("early-rosters", "achieved", 1, 30)
    assert (life["rebaselined"], life["retargeted"], life["criteria_dropped"]) == (1, 1, 1)


def test_the_life_is_told_in_sentences(acct: Acct, lived: Path) -> None:
    out = flat(acct("biography", "harbour", "early-rosters", cwd=lived).out)
    for words in (
        "2026-11-02, Dana Kim: Set: Every shop publishes its roster two weeks ahead, owned by Dana Kim, due 2027-03-31, measured by Shops"
        " publishing 14 days ahead (3 to 16 shops).",
        "slipped 45 days, from 2027-03-31 to 2027-05-15. (Later)",
        "Shops publishing 14 days ahead: re-baselined from 3 to 5.",
        "Shops publishing 14 days ahead: re-targeted from 16 to 12.",
        "Key result dropped: Complaints a month (40 to 10).",
        "passed from Dana Kim to Lee Wong.",
        "It was achieved. On the way it slipped once (30 days later than at first), re-baselined once, re-targeted once, lost 1 key result.",
    ):
        assert words in out, out


def test_a_goal_that_is_gone_has_a_life(acct: Acct, lived: Path) -> None:
    file = lived / PLAN
    text = file.read_text()
    start, end = text.index("goals:\n"), text.index("health:\n")
    file.write_text(text[:start] + text[end:].replace(", early-rosters, with tom", ""))
    commit_all(lived, "Let it go", "2026-11-12T10:00:00+01:00")
    life = told(acct("biography", "harbour", "early-rosters", "--json", cwd=lived), "biography")
    assert (life["outcome"], life["steps"][-1]["kind"]) == ("removed", "dropped")
    assert life["title"] == "Every shop publishes its roster two weeks ahead"
    assert "It is no longer in the plan." in flat(acct("biography", "harbour", "early-rosters", cwd=lived).out)


def test_a_goal_that_never_moved(acct: Acct, changed: Path) -> None:
    out = flat(acct("biography", "harbour", "rosters", cwd=changed).out)
    assert out.endswith("It is open, due 2027-03-31. Its goalposts never moved.")


def test_lives_of_the_example(acct: Acct, story: Path) -> None:
    life = told(acct("biography", "larchfield-outfitters", "ramp-up", "--json", cwd=story), "biography")
    assert life["steps"][0]["kind"] == "set"
    assert [step["kind"] for step in life["steps"]].count("set") == 1
    assert ([step["kind"] for step in life["steps"]].count("slipped"), life["slipped"], life["slipped_days"]) == (2, 1, 28)


def test_what_biography_refuses(acct: Acct, changed: Path) -> None:
    refused(acct("biography", "harbour", "rostrs", cwd=changed), "rosters")
    refused(acct("biography", "harbour", "payroll-export", cwd=changed))
    refused(acct("biography", "harbour", "rosters.due", cwd=changed), "is no goal")
    refused(acct("biography", "harbor", "rosters", cwd=changed), "Did you mean harbour")
