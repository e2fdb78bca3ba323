"""The history of a field read from its lines alone is the history read from whole versions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.analysis.biography import Biography
from acctplan.analysis.timeline import Timeline, timeline
from acctplan.model.plan import Plan
from acctplan.planfile import sections
from acctplan.store.aging import line_of
from acctplan.store.git import discover
from acctplan.store.past_plans import PastPlans
from acctplan.store.shelf import read_book, read_desk
from acctplan.store.source import WorkTree
from acctplan.views.history import view
from tests.conftest import commit_all

PLAN = "plans/harbour.md"
STEPS: tuple[tuple[str, str], ...] = (
    ("severity: medium", "severity: high"),
    ("support: champion", "support: neutral"),
    ("name: Tom Baker", "name: Tim Baker"),
    ("amount: 9600", "amount: 9700"),
    ("title: Night kitchens", "title: The night kitchens"),
    ("owner: dana\nlifecycle", "owner: lee\nlifecycle"),
    ("    severity: high\n", '    severity: "high\n'),
    ('    severity: "high\n', "    severity: low\n"),
    ("severity: low", "severity: low   # as they say"),
)
PATHS = ("owner", "risks", "risks.payroll-export", "risks.payroll-export.severity", "stakeholders.tom.support", "opportunities", "actions", "team",
         "goals.rosters.title", "body", "custom")  # fmt: skip


@pytest.fixture
def changed(book: Path) -> Path:
    """A plan that went through a dozen versions, one of which nobody can read."""
    for number, (old, new) in enumerate(STEPS, 1):
        text = (book / PLAN).read_text()
        assert old in text, old
        (book / PLAN).write_text(text.replace(old, new, 1))
        commit_all(book, f"Change {number}", f"2026-11-02T11:{number:02d}:00+01:00")
    (book / PLAN).write_text((book / PLAN).read_text().replace("amount: 9700", "amount: 9900") + "\nMore words.\n")
    return book


def told(folder: Path, path: str, *, alone: bool) -> tuple[Timeline, Biography, list[str]]:
    repository, desk = discover(folder), read_desk(WorkTree(folder))
    assert repository is not None
    now = read_book(WorkTree(folder), desk).entries["harbour"].plan
    line = line_of(repository, PLAN, "harbour", desk)
    past = PastPlans(repository, line, "harbour", desk)
    loaded: list[str] = []

    def load(blob: str) -> Plan | None:
        loaded.append(blob)
        return past.load(blob)

    glimpse: Callable[..., Plan | None] | None = past.glimpse if alone else None
    found = timeline("harbour", line, load, glimpse, now=now, path=path)
    return found, Biography("Harbour", path, found, (), desk.team, desk.settings.fiscal), loaded


@pytest.mark.parametrize("path", PATHS)
def test_a_field_read_alone_has_the_same_history(changed: Path, path: str) -> None:
    whole, in_whole, _ = told(changed, path, alone=False)
    found, alone, loaded = told(changed, path, alone=True)
    readable = [(event.revision, event.changes) for event in whole.events if not event.unreadable]
    assert [(event.revision, event.changes) for event in found.events if not event.unreadable] == readable
    if path == "body" or path.startswith("risks"):
        assert view(alone) == view(in_whole)
    else:
        assert not any(event.unreadable for event in found.events)
    assert path == "body" or not loaded


def test_what_cannot_be_read_is_told_where_the_field_stands(changed: Path) -> None:
    found, _, _ = told(changed, "risks.payroll-export.severity", alone=True)
    assert [event.unreadable for event in found.events] == [False, False, True, True]


def test_lines_that_stay_are_read_once(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = sections.read_section
    monkeypatch.setattr(sections, "read_section", lambda parts, field, people: read.append(field) or real(parts, field, people))
    told(changed, "opportunities", alone=True)
    assert read.count("opportunities") == 3
    assert set(read) == {"opportunities", "stakeholders"}
