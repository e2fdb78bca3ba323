"""`init`: a book is started."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from tests.conftest import TEAM, Ran, git

from .asked import refused

Acct = Callable[..., Ran]


def test_a_book_is_started(acct: Acct, tmp_path: Path) -> None:
    ran = acct("init", "book", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    made = sorted(path.relative_to(tmp_path / "book").as_posix() for path in (tmp_path / "book").rglob("*") if path.is_file())
    assert {
        "acctplan.yaml",
        "team.yaml",
        ".gitignore",
        ".editorconfig",
        ".github/workflows/plans.yml",
        ".acctplan/settings.schema.json",
    } <= set(made)
    assert [line for line in ran.err.splitlines() if line.startswith("Made ")] == [f"Made {path}" for path in made]
    assert acct("doctor", cwd=tmp_path / "book").code == 0
    assert acct("status", cwd=tmp_path / "book").code == 0
    assert acct("new", "Wren", "--set", "owner=dana", "--no-input", cwd=tmp_path / "book").code in (0, 2)


def test_the_git_user_is_the_first_member(acct: Acct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "book").mkdir()
    git(tmp_path / "book", "init", "-q")
    git(tmp_path / "book", "config", "user.name", "Žofie Öhm: #1")
    git(tmp_path / "book", "config", "user.email", "zofie@x.example")
    assert acct("init", cwd=tmp_path / "book").code == 0
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "zofie@x.example")
    assert acct("new", "Wren", "--no-input", cwd=tmp_path / "book").code == 0
    assert acct("lint", "--select", "schema", cwd=tmp_path / "book").code == 0


def test_without_git_nobody_is_a_member(acct: Acct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    ran = acct("init", "book", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert acct("status", cwd=tmp_path / "book").code == 0


def test_what_is_there_is_kept(acct: Acct, book: Path, tmp_path: Path) -> None:
    before = (book / "acctplan.yaml").read_bytes()
    (book / ".gitignore").symlink_to(tmp_path / "nowhere")
    ran = acct("init", cwd=book)
    assert ran.code == 0
    for name in ("acctplan.yaml", "team.yaml", ".gitignore"):
        assert f"Kept {name}: it was there already" in ran.err
    assert (book / "acctplan.yaml").read_bytes() == before
    assert (book / "team.yaml").read_text() == TEAM
    assert not (tmp_path / "nowhere").exists()
    again = acct("init", cwd=book)
    assert "Made " not in again.err


def test_init_dry_run(acct: Acct, tmp_path: Path) -> None:
    ran = acct("init", "book", "--dry-run", cwd=tmp_path)
    assert "Would make acctplan.yaml" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_made(acct: Acct, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused(acct("init", "file", cwd=tmp_path))
    (tmp_path / "outside").mkdir()
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / ".github").symlink_to(tmp_path / "outside")
    ran = acct("init", "book", cwd=tmp_path)
    assert list((tmp_path / "outside").iterdir()) == []
    assert ran.code == 2


def test_the_shipped_settings_fit_their_schema(acct: Acct, tmp_path: Path) -> None:
    acct("init", "book", cwd=tmp_path)
    for name, file in (("settings", "acctplan.yaml"), ("team", "team.yaml")):
        data = YAML(typ="safe", pure=True).load((tmp_path / "book" / file).read_text())
        Draft202012Validator(json.loads((tmp_path / "book" / ".acctplan" / f"{name}.schema.json").read_text())).validate(data or {})


def test_the_next_steps_are_those_that_are_left(acct: Acct, tmp_path: Path) -> None:
    said = acct("init", "my-book", cwd=tmp_path).err.splitlines()[-1]
    assert said == '  Next: cd my-book && git init && acctplan new "Your first account", then commit the book.'
    (tmp_path / "mine").mkdir()
    git(tmp_path / "mine", "init", "-q")
    assert acct("init", cwd=tmp_path / "mine").err.splitlines()[-1] == '  Next: acctplan new "Your first account", then commit the book.'


@pytest.mark.parametrize(
    "words", [("diff",), ("snapshot",), ("snapshot", "create"), ("compare", "wren", "main"), ("status", "--as-of", "HEAD")]
)
def test_before_the_first_commit_that_is_what_is_missing(acct: Acct, tmp_path: Path, words: tuple[str, ...]) -> None:
    git(tmp_path, "init", "-q")
    assert acct("init", cwd=tmp_path).code == 0
    (tmp_path / "plans").mkdir(exist_ok=True)
    (tmp_path / "plans" / "wren.md").write_text("---\naccount: Wren\n---\n")
    refused(acct(*words, cwd=tmp_path), "the book has no commit yet", "Commit it first.")


@pytest.mark.parametrize(
    ("name", "step"), [("rev x", "cd 'rev x' && git init"), ("a;b", "cd 'a;b' && git init"), ("a/b", "cd a/b && git init")]
)
def test_the_next_step_can_be_run_as_it_stands(acct: Acct, tmp_path: Path, name: str, step: str) -> None:
    assert acct("init", name, cwd=tmp_path).err.splitlines()[-1].startswith(f"  Next: {step} &&")
