"""`diff`: what changed between two states."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LITE, Ran, commit_all, git

from .asked import PLAN, flat, refused, told

Acct = Callable[..., Ran]


def paths(ran: Ran, code: int = 0) -> list[tuple[str, str]]:
    return [(event["plan"], event["path"]) for event in told(ran, "diff", code)["changes"]]


def test_without_a_state_it_tells_what_is_not_committed(acct: Acct, changed: Path) -> None:
    ran = acct("diff", cwd=changed)
    assert (ran.code, ran.err) == (0, "")
    assert "Owner went from Dana Kim to Lee Wong." in ran.out or "owner went from Dana Kim to Lee Wong" in flat(ran.out)
    assert "1 change in 1 plan, 1 unchanged." in ran.out
    assert paths(acct("diff", "--json", cwd=changed)) == [("harbour", "owner")]


@pytest.mark.parametrize(
    "words", [("HEAD~1",), ("HEAD~1..",), ("HEAD~1..WORKTREE",), ("HEAD~1", "WORKTREE"), ("2026-11-05",), ("2026-11-02..WORKTREE",)]
)
def test_from_alone_runs_to_now(acct: Acct, changed: Path, words: tuple[str, ...]) -> None:
    found = paths(acct("diff", *words, "--json", cwd=changed))
    assert sorted(found) == [
        ("harbour", "goals.rosters.key_results.shops-publishing-14-days-ahead.current"), ("harbour", "owner"),
        ("harbour", "risks.payroll-export.severity"), ("wren", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", [("HEAD~1..HEAD",), ("HEAD~1", "HEAD"), ("2026-11-05..2026-11-15",), ("2026-11-05", "HEAD"), ("git:HEAD~1..git:HEAD",)]
)
def test_two_states(acct: Acct, changed: Path, words: tuple[str, ...]) -> None:
    document = told(acct("diff", *words, "--json", cwd=changed), "diff")
    assert {event["path"] for event in document["changes"] if event["plan"] == "harbour"} == {
        "goals.rosters.key_results.shops-publishing-14-days-ahead.current", "risks.payroll-export.severity",
    }  # fmt: skip
    risk = next(event for event in document["changes"] if event["path"] == "risks.payroll-export.severity")
    assert (risk["old"], risk["new"], risk["kind"], risk["source"]) == ("medium", "high", "changed", "human")
    assert " → " in document["from"] + document["to"]


def test_backwards(acct: Acct, changed: Path) -> None:
    document = told(acct("diff", "HEAD..HEAD~1", "--json", cwd=changed), "diff")
    risk = next(event for event in document["changes"] if event["path"] == "risks.payroll-export.severity")
    assert (risk["old"], risk["new"]) == ("high", "medium")
    assert next(event for event in document["changes"] if event["plan"] == "wren")["kind"] == "removed"


@pytest.mark.parametrize("name", ["harbour", "plans/harbour.md"])
def test_of_one_plan(acct: Acct, changed: Path, name: str) -> None:
    assert {plan for plan, _ in paths(acct("diff", "HEAD~1", name, "--json", cwd=changed))} == {"harbour"}
    assert paths(acct("diff", name, "--json", cwd=changed)) == [("harbour", "owner")]
    assert paths(acct("diff", "HEAD~1", "HEAD", "wren", "--json", cwd=changed)) == [("wren", "")]


def test_nothing_differs(acct: Acct, book: Path) -> None:
    ran = acct("diff", cwd=book)
    assert ran.code == 0
    assert "0 changes in 0 plans, 1 unchanged." in ran.out
    (book / PLAN).write_text(LITE.replace("account: Harbour", "account:   Harbour").replace("dana: csm, lee: am", "dana: csm,   lee: am"))
    assert paths(acct("diff", "--json", cwd=book)) == []


def test_exit_code(acct: Acct, changed: Path) -> None:
    assert acct("diff", cwd=changed).code == 0
    assert acct("diff", "--exit-code", cwd=changed).code == 1
    assert acct("diff", "--exit-code", "wren", cwd=changed).code == 0
    assert acct("diff", "--exit-code", "HEAD..HEAD", cwd=changed).code == 0
    assert paths(acct("diff", "--exit-code", "--json", cwd=changed), 1) == [("harbour", "owner")]


def test_a_rename_is_told_as_one(acct: Acct, changed: Path) -> None:
    git(changed, "mv", "-f", PLAN, "plans/bakeries.md")
    commit_all(changed, "Rename", "2026-11-12T10:00:00+01:00")
    document = told(acct("diff", "HEAD~1..HEAD", "--json", cwd=changed), "diff")
    assert [(event["plan"], event["path"], event["kind"]) for event in document["changes"]] == [
        ("bakeries", "plan", "renamed"),
        ("bakeries", "owner", "changed"),
    ]
    assert paths(acct("diff", "HEAD~1..HEAD", "bakeries", "--json", cwd=changed)) == [("bakeries", "plan"), ("bakeries", "owner")]


def test_a_side_that_cannot_be_read_is_never_unchanged(acct: Acct, changed: Path) -> None:
    (changed / "plans" / "wren.md").write_text("---\n[\n---\n")
    ran = acct("diff", "--json", cwd=changed)
    document = told(ran, "diff", ran.code)
    assert ran.code == 2
    assert document["unreadable"] == ["plans/wren.md cannot be read on one side"]
    assert document["unchanged"] == 0
    assert "Not compared: plans/wren.md" in flat(acct("diff", cwd=changed).out)


def test_what_diff_refuses(acct: Acct, changed: Path) -> None:
    refused(acct("diff", "harbor", cwd=changed), "harbor")
    refused(acct("diff", "HEAD~99", cwd=changed))
    refused(acct("diff", "HEAD", "HEAD", "HEAD", cwd=changed), "3 states were given")
    refused(acct("diff", "30.06.2026", cwd=changed), "Write 2026-06-30")
    refused(acct("diff", "HEAD~1..HEAD", "HEAD", cwd=changed))
    refused(acct("diff", "CY2020", cwd=changed), "before the book began")


def test_the_branch_is_compared_with_where_it_parted(acct: Acct, changed: Path) -> None:
    git(changed, "stash", "-q")
    git(changed, "checkout", "-q", "-b", "side", "HEAD~1")
    (changed / PLAN).write_text(LITE.replace("tier: growth", "tier: standard"))
    commit_all(changed, "Side", "2026-11-12T10:00:00+01:00")
    assert paths(acct("diff", "main...side", "--json", cwd=changed)) == [("harbour", "tier")]
    assert len(paths(acct("diff", "main..side", "--json", cwd=changed))) == 4


def test_only_what_differs_is_read(acct: Acct, changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from acctplan.planfile.sections import read_section
    from acctplan.store import differing

    for name in ("larch", "tern"):
        (changed / "plans" / f"{name}.md").write_text(f"---\naccount: {name.title()}\nowner: dana\ntier: growth\n---\n")
    commit_all(changed, "Two more", "2026-11-11T10:00:00+01:00")
    (changed / "plans" / "tern.md").write_text("---\naccount: Tern\nowner: lee\ntier: growth\n---\n")
    read: list[str] = []

    def spy(parts: Mapping[str, str], name: str, people: Container[str]) -> Any:
        read.append(parts[name])
        return read_section(parts, name, people)

    monkeypatch.setattr(differing, "narrowed", partial(differing.narrowed, read=spy))
    document = told(acct("diff", "--json", "--no-cache", cwd=changed), "diff")
    assert document["unchanged"] == len(list((changed / "plans").rglob("*.md"))) - 1
    assert {change["plan"] for change in document["changes"]} == {"tern"}
    assert read == ["account: Tern\n", "owner: dana\n", "account: Tern\n", "owner: lee\n"]


def test_plans_read_in_part_differ_as_whole_ones_do(tmp_path: Path) -> None:
    """Every pair of the awkward texts that tell fields apart, or do not."""
    from acctplan.analysis.difference import difference
    from acctplan.model.book import Book, Entry
    from acctplan.model.settings import Settings
    from acctplan.model.team import NOBODY
    from acctplan.planfile.parse import parse_bytes
    from acctplan.store.differing import read_apart
    from acctplan.store.shelf import Desk
    from acctplan.store.source import WorkTree
    from tests.planfile.test_sections import TRAPS

    folders = {}
    for number, text in enumerate(TRAPS.values()):
        folders[number] = tmp_path / str(number)
        (folders[number] / "plans").mkdir(parents=True)
        (folders[number] / "plans" / "p.md").write_bytes(text.encode("utf-8", "surrogateescape"))
    desk = Desk(Settings(), NOBODY)
    for first, one in folders.items():
        for second, other in folders.items():
            books = read_apart(WorkTree(one), WorkTree(other), desk, [("p", "p")])
            data = [(folder / "plans" / "p.md").read_bytes() for folder in (one, other)]
            whole = [Book(Settings(), NOBODY, {"p": Entry("p", "plans/p.md", plan=parse_bytes(said, "p").plan)}) for said in data]
            told_in_part, told_whole = (difference(*pair, old_said="", new_said="").events() for pair in (books, whole))
            assert told_in_part["changes"] == told_whole["changes"] or told_whole["unreadable"], (first, second)
