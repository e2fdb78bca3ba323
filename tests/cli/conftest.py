"""Books that tests of several commands start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import LITE, commit_all

from .asked import PLAN


@pytest.fixture
def changed(book: Path) -> Path:
    """Three states of a plan: 2 November, 10 November, and the work tree; and a second plan from the second on."""
    (book / PLAN).write_text(LITE.replace("severity: medium", "severity: high").replace("now 9", "now 11"))
    (book / "plans" / "wren.md").write_text("---\naccount: Wren Ferries\nowner: lee\n---\n")
    commit_all(book, "Raise the export", "2026-11-10T10:00:00+01:00")
    (book / PLAN).write_text((book / PLAN).read_text().replace("owner: dana\nlifecycle", "owner: lee\nlifecycle"))
    return book
