"""`history` without a plan: the book, commit by commit and plan by plan."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acctplan.cli import book_history, processes
from acctplan.model.plan import Plan
from acctplan.store.book_history import BookHistory
from acctplan.store.git import discover
from acctplan.store.shelf import read_desk
from acctplan.store.source import WorkTree
from tests.conftest import LITE, Ran, commit_all, git, make_book

from .asked import PLAN, flat, refused, told, without_contents

Acct = Callable[..., Ran]


def events(acct: Acct, book: Path) -> list[dict[str, Any]]:
    return told(acct("history", "--json", cwd=book), "book-history")["events"]


def rows(acct: Acct, book: Path) -> list[tuple[str | None, str, int]]:
    return [(event["why"], event["plan"], len(event["changes"])) for event in events(acct, book)]


def test_the_history_of_a_book(acct: Acct, changed: Path) -> None:
    found = events(acct, changed)
    assert [(event["why"], event["plan"], event["by"], event["on"]) for event in found if event["plan"] == "harbour"] == [
        ("Start the book", "harbour", "Dana Kim", "2026-11-02"), ("Raise the export", "harbour", "Dana Kim", "2026-11-10"),
        (None, "harbour", None, None),
    ]  # fmt: skip
    one = told(acct("history", "harbour", "--json", cwd=changed), "history")["events"]
    assert [event["changes"] for event in found if event["plan"] == "harbour"] == [event["changes"] for event in one]
    out = flat(acct("history", cwd=changed).out)
    assert out.startswith("History of the book")
    assert "severity worsened from medium to high" in out
    assert "not committed" in out


def test_a_plan_that_was_renamed_and_one_that_is_gone(acct: Acct, book: Path) -> None:
    (book / "plans" / "wren.md").write_text("---\naccount: Wren Ferries\nowner: lee\n---\n")
    commit_all(book, "Wren", "2026-11-04T10:00:00+01:00")
    git(book, "mv", PLAN, "plans/harbour-group.md")
    git(book, "rm", "-q", "plans/wren.md")
    commit_all(book, "Tidy", "2026-11-05T10:00:00+01:00")
    (book / "plans" / "harbour-group.md").write_text(LITE.replace("posture: retain", "posture: grow"))
    commit_all(book, "Grow", "2026-11-06T10:00:00+01:00")
    assert rows(acct, book) == [
        ("Start the book", "harbour-group", 1), ("Wren", "wren", 1), ("Tidy", "wren", 1), ("Grow", "harbour-group", 1),
    ]  # fmt: skip
    assert [event["changes"][0]["kind"] for event in events(acct, book)] == ["added", "added", "removed", "changed"]


def test_commits_stand_in_their_order_whatever_their_clocks_say(acct: Acct, book: Path) -> None:
    for word, when in (("grow", "2031-01-01"), ("expand", "2026-11-09"), ("acquire", "2025-11-10")):
        (book / PLAN).write_text(LITE.replace("posture: retain", f"posture: {word}"))
        commit_all(book, word, f"{when}T10:00:00+01:00")
    assert [why for why, _, _ in rows(acct, book)] == ["Start the book", "grow", "expand", "acquire"]


def test_a_merge_tells_what_the_merger_wrote(acct: Acct, book: Path) -> None:
    git(book, "checkout", "-q", "-b", "side")
    (book / PLAN).write_text(LITE.replace("tier: growth", "tier: strategic"))
    commit_all(book, "Side", "2026-11-04T10:00:00+01:00")
    git(book, "checkout", "-q", "main")
    (book / PLAN).write_text(LITE.replace("posture: retain", "posture: grow"))
    commit_all(book, "Main", "2026-11-05T10:00:00+01:00")
    git(book, "merge", "-q", "--no-commit", "-s", "ours", "side")
    (book / PLAN).write_text(
        LITE.replace("posture: retain", "posture: grow").replace("tier: growth", "tier: strategic").replace("amount: 9600", "amount: 12000")
    )
    commit_all(book, "Both", "2026-11-06T10:00:00+01:00")
    found = {event["why"]: [change["path"] for change in event["changes"]] for event in events(acct, book)}
    assert (found["Side"], found["Main"], found["Both"]) == (["tier"], ["posture"], ["opportunities.night-kitchens.amount"])


def test_a_version_that_cannot_be_read_is_told(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text("---\nowner: {\n---\n")
    commit_all(book, "Broken", "2026-11-04T10:00:00+01:00")
    (book / PLAN).write_text(LITE)
    commit_all(book, "Mended", "2026-11-05T10:00:00+01:00")
    (book / PLAN).write_text("---\nowner: [\n---\n")
    assert [(event["why"], event["readable"]) for event in events(acct, book)][1:] == [("Broken", False), ("Mended", False), (None, False)]
    assert "could not be read on one side" in flat(acct("history", cwd=book).out)


def test_layout_alone_and_files_beside_the_plans_are_no_event(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("tier: growth", "tier: 'growth'"))
    (book / "notes.txt").write_text("x")
    commit_all(book, "Quotes", "2026-11-04T10:00:00+01:00")
    assert [why for why, _, _ in rows(acct, book)] == ["Start the book"]


def test_a_clone_that_is_cut_short_says_so(acct: Acct, changed: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", changed.as_uri(), "clone")
    ran = acct("history", cwd=tmp_path / "clone")
    assert ran.code == 0
    assert "cut short" in ran.out
    assert told(acct("history", "--json", cwd=tmp_path / "clone"), "book-history")["complete"] is False


def test_what_the_book_has_no_history_of(acct: Acct, book: Path, tmp_path: Path) -> None:
    refused(acct("history", "--by", "quarter", cwd=book), "--by needs a plan")
    refused(acct("history", "--cosmetic", cwd=book), "--cosmetic needs a plan")
    refused(acct("history", cwd=make_book(tmp_path / "plain", commit=False)), "git init")


@pytest.mark.parametrize("plan", ["larchfield-outfitters", "ostrava-rail"])
def test_a_plan_in_the_books_history_is_as_in_its_own(acct: Acct, story: Path, plan: str) -> None:
    own = told(acct("history", plan, "--json", cwd=story), "history")["events"]
    among = [{**event, "changes": event["changes"]} for event in events(acct, story) if event["plan"] == plan]
    assert [(event["commit"], event["changes"]) for event in among] == [(event["commit"], event["changes"]) for event in own]


def put_zed(book: Path, path: str, day: int) -> None:
    (book / path).parent.mkdir(exist_ok=True)
    (book / path).write_text("---\naccount: Zed Mills\nowner: lee\n---\n")
    commit_all(book, f"Add {path}", f"2026-11-{day:02d}T10:00:00+01:00")


def test_a_plan_that_was_removed_from_two_places_is_told_once(acct: Acct, book: Path) -> None:
    for day, path in ((4, "plans/zed.md"), (6, "plans/emea/zed.md")):
        put_zed(book, path, day)
        git(book, "rm", "-q", path)
        commit_all(book, f"Drop {path}", f"2026-11-{day + 1:02d}T10:00:00+01:00")
    assert [why for why, plan, _ in rows(acct, book) if plan == "zed"] == [
        "Add plans/zed.md", "Drop plans/zed.md", "Add plans/emea/zed.md", "Drop plans/emea/zed.md",
    ]  # fmt: skip


def test_a_plan_whose_removal_is_not_committed_keeps_its_past(acct: Acct, book: Path) -> None:
    put_zed(book, "plans/zed.md", 4)
    (book / "plans/zed.md").unlink()
    found = [event for event in events(acct, book) if event["plan"] == "zed"]
    assert [(event["why"], event["account"], event["readable"]) for event in found] == [
        ("Add plans/zed.md", "Zed Mills", True), (None, "Zed Mills", True),
    ]  # fmt: skip
    assert [change["kind"] for event in found for change in event["changes"]] == ["added", "removed"]
    (book / "plans/zee.md").write_text("---\naccount: Zed Mills\nowner: lee\n---\n")
    assert [row for row in rows(acct, book) if row[1] != "harbour"] == [("Add plans/zed.md", "zed", 1), (None, "zed", 1), (None, "zee", 1)]
    assert "Zed Mills" in flat(acct("history", cwd=book).out)


def test_a_plan_whose_move_is_not_committed_keeps_its_past(acct: Acct, book: Path) -> None:
    put_zed(book, "plans/zed.md", 4)
    (book / "plans/emea").mkdir()
    (book / "plans/zed.md").rename(book / "plans/emea/zed.md")
    assert [row for row in rows(acct, book) if row[1] == "zed"] == [("Add plans/zed.md", "zed", 1)]
    (book / "plans/emea/zed.md").write_text("---\naccount: Zed Mills\nowner: dana\n---\n")
    assert [row for row in rows(acct, book) if row[1] == "zed"] == [("Add plans/zed.md", "zed", 1), (None, "zed", 1)]


def test_a_clone_without_old_contents_tells_what_it_cannot_read(acct: Acct, changed: Path, tmp_path: Path) -> None:
    clone = without_contents(changed, tmp_path)
    before = git(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    document = told(acct("history", "--json", cwd=clone), "book-history")
    found = [event for event in document["events"] if event["plan"] == "harbour"]
    assert [(event["why"], event["readable"]) for event in found] == [("Start the book", False), ("Raise the export", False)]
    assert document["complete"] is False
    assert "could not be read on one side" in flat(acct("history", cwd=clone).out)
    assert git(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)") == before


@pytest.mark.parametrize("form", ["text", "json"])
def test_two_processes_tell_what_one_does(acct: Acct, story: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    words = ("history", "--no-cache", "--format", form)
    alone = acct(*words, cwd=story)
    monkeypatch.setattr(book_history, "_WORTH_IT", 1)
    monkeypatch.setattr(processes, "processors", lambda: 2)
    used: list[int] = []
    real = processes.in_processes
    monkeypatch.setattr(processes, "in_processes", lambda work, slices, jobs: used.append(len(slices)) or real(work, slices, jobs))
    assert acct(*words, cwd=story) == alone
    assert used
    assert used[0] > 2


def test_of_the_plans_of_a_book_none_is_kept(story: Path) -> None:
    repository = discover(story)
    assert repository is not None
    files = {str(path.relative_to(story)): path.stem for path in (story / "plans").rglob("*.md")}
    before = _plans_held()
    turns = BookHistory(repository, read_desk(WorkTree(story)), files, {}).turns(files.values())
    assert max(_plans_held() - before for _ in turns) < 12


def _plans_held() -> int:
    return sum(type(one) is Plan for one in gc.get_objects())
