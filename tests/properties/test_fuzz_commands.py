"""Fuzzed command lines: a documented exit code, never a traceback, nothing outside the book touched, nothing changed by a refusal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all, make_book
from tests.hostile.attack import ACTIVE, snapshot
from tests.hostile.runner import obeyed

from .fuzz_commands import command_lines

Acct = Callable[..., Ran]
CODES = (0, 1, 2, 130)
NAMED = ("out.txt", "out.html", "out.json", "none/out.txt", ".git/out.txt")
# Over a whole book these change each plan by itself, and say which and which not: 2 says that one could not be read.
EACH_PLAN = ("fmt", "upgrade")
STDIN = b'{"owner": "lee", "intent.now": "x"}\nnot-a-choice\n\ns\nq\n'


@pytest.fixture
def jail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a book three folders down, beside things that no command has to do with."""
    deep = tmp_path / "jail" / "a" / "b"
    deep.mkdir(parents=True)
    for place in (tmp_path / "jail", deep):
        (place / "bystander.txt").write_text("mine\n")
        (place / "plans").mkdir()
        (place / "plans" / "harbour.md").write_text("not the book's\n")
    book = make_book(deep / "book")
    (book / "plans" / "wren.md").write_text(
        LITE.replace("Harbour Bakery Group", "Wren \x1b[31m::error::x").replace("severity: medium", "severity: odd")
    )
    commit_all(book, "Add Wren", "2026-11-10T10:00:00+01:00")
    (book / "plans" / "broken.md").write_text("---\naccount: [x\n---\n")
    (book / "in.json").write_text(json.dumps({"owner": "lee", "intent": {"now": "x"}}))
    (tmp_path / "tmp").mkdir()
    for name, value in {
        "EDITOR": "true",
        "ACCTPLAN_PAGER": "false",
        "TMPDIR": str(tmp_path / "tmp"),
        "XDG_CACHE_HOME": str(tmp_path / "tmp" / "cache"),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("tempfile.tempdir", None)
    return book


def outside(book: Path) -> dict[str, tuple[object, ...]]:
    """Everything around the book, the caches and drafts apart."""
    top = book.parent.parent.parent
    return {name: state for name, state in snapshot(top).items() if not name.startswith("a/b/book")}


def inside(book: Path) -> dict[str, object]:
    """The book: its files, and what git's HEAD, refs and index hold; git's own remarks apart."""
    files: dict[str, object] = {name: state for name, state in snapshot(book).items() if not name.startswith(".git")}
    for name in ("HEAD", "index", "packed-refs", "config"):
        path = book / ".git" / name
        files[f".git/{name}"] = path.read_bytes() if path.exists() else None
    for path in sorted((book / ".git" / "refs").rglob("*")):
        files[str(path)] = path.read_bytes() if path.is_file() else None
    return files


def run_all(lines: list[list[str]], book: Path, acct: Acct) -> Counter[int]:
    """Run the lines one after the other; a book that was changed is put back before the next."""
    kept = book.parent / "kept"
    subprocess.run(["cp", "-a", str(book), str(kept)], check=True)
    around, before = outside(book), inside(book)
    codes: Counter[int] = Counter()
    for line in lines:
        ran = acct(*line, cwd=book, stdin=STDIN)
        codes[ran.code] += 1
        assert ran.code in CODES, (line, ran)
        assert "Traceback" not in ran.out + ran.err and "this is a bug" not in ran.err, (line, ran.err)
        assert not ACTIVE.search(ran.out + ran.err) or "always" in line, line
        assert not obeyed(ran.out + ran.err), line
        assert outside(book) == around, f"{line} touched something outside the book"
        after = inside(book)
        changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        if ran.code in (2, 130) and line[0] in EACH_PLAN:
            assert all(Path(name).stem in ran.out + ran.err for name in changed if name.startswith("plans/")), (line, ran, changed)
        elif ran.code in (2, 130):
            assert [name for name in changed if name not in NAMED and not set(line) & {"-o", "--output"}] == [], (line, ran, changed)
        if changed:
            shutil.rmtree(book)
            subprocess.run(["cp", "-a", str(kept), str(book)], check=True)
            before = inside(book)
    shutil.rmtree(kept)
    return codes


def test_command_lines(jail: Path, acct: Acct) -> None:
    codes = run_all(command_lines(120, 1), jail, acct)
    assert codes[0] > 4 and codes[2] > 10, f"the lines say little: {codes}"


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(2, 12))
def test_command_lines_deep(seed: int, jail: Path, acct: Acct) -> None:
    assert sum(run_all(command_lines(500, seed), jail, acct).values()) == 500


def test_the_lines_reach_every_command() -> None:
    from acctplan import registry

    drawn = {word for line in command_lines(2000, 3) for word in line}
    assert set(registry.names("acctplan.cli.commands")) - drawn <= {"demo", "init"}
    assert {"--dry-run", "--as-of", "--format", "--commit", "--where"} <= drawn
    assert os.environ.get("EDITOR") is None
