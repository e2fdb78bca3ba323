"""Every view in every format, as it was last looked at. `pytest tests/golden --update` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan import registry

from ..conftest import Ran

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
    "history-plan": ("history", "ostrava-rail"),
    "list": ("list", "actions", "--where", "status = open and due <= today+7"),
    "rule": ("rule", "movement-unanswered"),
    "rules": ("rule", "--all"),
    "snapshots": ("snapshot", "list"),
    "review": ("review", "--agenda", "--top", "5"),
}
FORMATS = registry.names("acctplan.formats")


@pytest.mark.parametrize("shape", [*FORMATS, "text-80"])
@pytest.mark.parametrize("name", CASES)
def test_golden(
    name: str, shape: str, acct: Callable[..., Ran], story: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("COLUMNS", "80" if shape == "text-80" else "120")
    ran = acct(*CASES[name], "--format", shape.removesuffix("-80"), cwd=story)
    assert ran.code in (0, 1), ran.err
    path = HERE / "pages" / f"{name}.{shape}"
    if request.config.getoption("--update"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(ran.out, "utf-8")
    assert ran.out == path.read_text("utf-8"), "look at the change; if it is right: pytest tests/golden --update"


def test_no_golden_is_left_over() -> None:
    expected = {f"{name}.{shape}" for name in CASES for shape in (*FORMATS, "text-80")}
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
