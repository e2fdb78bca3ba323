"""Every view in every format, as it was last looked at. `pytest tests/golden --update` writes them anew."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan import registry
from acctplan.store.git import discover
from acctplan.store.git_setup import keep_setup, wanted_setup

from ..conftest import Ran, git

HERE = Path(__file__).parent
CASES = {
    "plan": ("show", "larchfield-outfitters"),
    "plan-strategic": ("show", "tern-logistics"),
    "five-block": ("render", "harbour-bakery-group", "--view", "five-block"),
    "plan-as-of": ("show", "larchfield-outfitters", "--as-of", "FY2026-Q2", "--brief"),
    "status": ("status",),
    "lint": ("lint",),
    "diff-plan": ("diff", "FY2027-Q2..FY2027-Q3", "larchfield-outfitters"),
    "diff-book": ("diff", "2026-08-31", "2026-10-31"),
    "diff-summary": ("diff", "2026-08-31", "2026-10-31", "--summary"),
    "history-field": ("history", "larchfield-outfitters", "pulse.renew_today", "--by", "quarter"),
    "history-item": ("history", "larchfield-outfitters", "goals.ramp-up"),
    "history-block": ("history", "ostrava-rail", "stakeholders"),
    "history-plan": ("history", "ostrava-rail"),
    "blame": ("blame", "larchfield-outfitters", "risks"),
    "biography": ("biography", "larchfield-outfitters", "ramp-up"),
    "compare": ("compare", "larchfield-outfitters", "main", "FY2027-Q2"),
    "changes": ("changes", "--for", "lee", "--since", "2026-11-01", "--owner", "dana"),
    "lag": ("lag", "--owner", "dana"),
    "list": ("list", "actions", "--where", "status = open and due <= today+7"),
    "rule": ("rule", "movement-unanswered"),
    "rules": ("rule", "--all"),
    "snapshots": ("snapshot", "list"),
    "snapshot-show": ("snapshot", "show", "FY2027-Q2"),
    "snapshot-verify": ("snapshot", "verify"),
    "review": ("review", "--agenda", "--top", "5"),
}
FORMATS = registry.names("acctplan.formats")
ALONE = {"diff-plan.patch": ("diff", "2026-11-01..2026-11-20", "larchfield-outfitters", "--format", "patch")}
AM = (
    ("    amount: 9600\n", "    amount: 12000\n    stage: proposal\n"),
    ("price (call)\n", "price (call)\n      - 2026-11-17 Tom showed the price to his brother (mail)\n"),
    (
        "  price-night: Send the night kitchen price (lee, 2026-12-05, night-kitchens)\n",
        "  price-night: {do: Send the night kitchen price, owner: lee, due: 2026-12-05, because: night-kitchens, status: done}\n",
    ),
    ("  next: Renew in June with the night kitchens\n", "  next: Renew in May with the night kitchens\n"),
)
CSM = (
    ("now 9\n", "now 12\n"),
    ("  usage: amber, four new shops have not logged in\n", "  usage: green\n"),
    ("    severity: medium\n", "    severity: high\n"),
    (
        "(dana, 2026-12-12, rosters, with tom)\n",
        "(dana, 2026-12-12, rosters, with tom)\n  visit-night: See a night shift and its pay slip (dana, 2026-12-08, payroll-export)\n",
    ),
    ("at four in the morning.", "at four in the morning. He answers by noon."),
)
BOTH = (("  next: Renew in June with the night kitchens\n", "  next: Renew in July, the kitchens later\n"), ("    due: 2027-03-31\n", ""))
MERGES = {"merge.md": CSM, "merge-conflict.md": (*CSM, *BOTH)}
"""Two people edit one plan on two branches: the account manager always the same, the other as listed, at last against the first."""


@pytest.mark.parametrize("shape", [*FORMATS, "text-80"])
@pytest.mark.parametrize("name", CASES)
def test_golden(
    name: str, shape: str, acct: Callable[..., Ran], story: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("COLUMNS", "80" if shape == "text-80" else "120")
    ran = acct(*CASES[name], "--format", shape.removesuffix("-80"), cwd=story)
    assert ran.code in (0, 1), ran.err
    assert_golden(f"{name}.{shape}", ran.out, request)


def assert_golden(name: str, said: str, request: pytest.FixtureRequest) -> None:
    """Hold an output against its page, or write that where this is wanted."""
    path = HERE / "pages" / name
    if request.config.getoption("--update"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8"), "look at the change; if it is right: pytest tests/golden --update"


@pytest.mark.parametrize("name", ALONE)
def test_golden_of_a_form_of_its_own(name: str, acct: Callable[..., Ran], story: Path, request: pytest.FixtureRequest) -> None:
    ran = acct(*ALONE[name], cwd=story)
    assert ran.code == 0, ran.err
    assert_golden(name, ran.out, request)


@pytest.mark.parametrize("name", MERGES)
def test_golden_of_a_merge(name: str, demo: Path, request: pytest.FixtureRequest) -> None:
    """Real `git merge` with the driver that `acctplan git setup` installs."""
    repository = discover(demo)
    assert repository is not None
    keep_setup(repository, wanted_setup(repository, f"{shlex.quote(sys.executable)} -m acctplan"))
    plan = demo / "plans" / "harbour-bakery-group.md"
    base = plan.read_text("utf-8")
    for branch, edits in (("csm", MERGES[name]), ("am", AM)):
        text = base
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        git(demo, "checkout", "-q", "-b", branch, "main")
        plan.write_text(text, "utf-8")
        git(demo, "commit", "-q", "-am", branch)
    done = subprocess.run(["git", "merge", "-q", "-m", "Both", "csm"], cwd=demo, capture_output=True)
    assert done.returncode == ("conflict" in name), done.stderr
    assert_golden(name, plan.read_text("utf-8"), request)


def test_no_golden_is_left_over() -> None:
    expected = {*ALONE, *MERGES, *(f"{name}.{shape}" for name in CASES for shape in (*FORMATS, "text-80"))}
    assert {path.name for path in (HERE / "pages").iterdir()} == expected


@pytest.mark.parametrize("name", CASES)
def test_text_fits_eighty_columns(name: str) -> None:
    lines = (HERE / "pages" / f"{name}.text-80").read_text("utf-8").splitlines()
    code = name == "rule"
    assert [line for line in lines if len(line) > 80 and not code] == []


def test_html_pages_carry_everything_and_load_nothing() -> None:
    for path in (HERE / "pages").glob("*.html"):
        page = path.read_text("utf-8")
        assert "Content-Security-Policy" in page
        assert not any(mark in page for mark in ("<script", "<link", "<img", "src=", "http://", "@import")), path.name
