"""P1 and P2: a command that reads starts no program but git's plumbing, and opens no connection.

`strace` sees every program that is started, by whomever; `unshare -rn` takes the network away.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LITE, git
from tests.store.test_hostile_repository import READS, arm, storied

__all__ = ["storied"]
COMMANDS = {
    **READS,
    "show in json": ("show", "harbour", "--json"),
    "show brief": ("show", "harbour", "--brief"),
    "lint one": ("lint", "harbour"),
    "lint a folder": ("lint", "plans"),
    "lint in concise": ("lint", "--format", "concise", "--no-cache"),
    "status then": ("status", "--as-of", "HEAD~1"),
    "list goals": ("list", "goals"),
    "list where": ("list", "actions", "--where", "due < today+14"),
    "history by quarter": ("history", "harbour", "rosters.status", "--by", "quarter"),
    "blame": ("blame", "harbour"),
    "biography": ("biography", "harbour", "rosters"),
    "snapshots verified": ("snapshot", "verify"),
    "roll dry": ("roll", "harbour", "CY2030", "--dry-run"),
    "render in markdown": ("render", "harbour", "--format", "markdown"),
    "render five-block": ("render", "harbour", "--view", "five-block"),
    "render a view of the book": ("render", "harbour", "--view", "own", "--format", "html"),
    "rule": ("rule", "action-without-owner"),
    "rules": ("rule", "--all"),
    "schema": ("schema", "plan"),
    "review without answers": ("review", "--plain"),
    "set dry": ("set", "harbour", "rosters.status=on-track", "--dry-run"),
    "help": ("--help",),
    "version": ("--version",),
    "a plan that is not there": ("show", "nobody"),
    "a time that is not there": ("show", "harbour", "--as-of", "nowhere"),
    "an option for a time": ("diff", "--", "--output=/tmp/x"),
}
# What git is asked, and why; nothing else of git's is ever run by a command that reads.
PLUMBING = {
    "rev-parse": "where the repository is, what a name stands for",
    "cat-file": "contents by full hash",
    "ls-files": "what the index holds",
    "ls-tree": "what a commit holds",
    "log": "who changed what when, in a format of ours, without patches",
    "diff-tree": "what a commit changed",
    "for-each-ref": "snapshots, replaced commits",
    "merge-base": "where two states part",
    "config": "the person's e-mail, what bends history",
}
# The book's own page templates are filled by a process of their own: this very interpreter, apart (-I), with limits.
TEMPLATES = ("-I", "-c")
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
QUICK = ("lint", "status", "history", "render a view of the book", "set dry")
EACH = pytest.mark.parametrize(
    "words", [pytest.param(words, id=name, marks=() if name in QUICK else pytest.mark.deep) for name, words in COMMANDS.items()]
)


@pytest.fixture
def armed(storied: Path, tmp_path: Path) -> Path:
    """A repository in which every setting names a program that leaves a mark, with a view of the book's own and bait on the way."""
    arm(storied, tmp_path / "marks")
    (storied / "templates" / "views").mkdir(parents=True)
    (storied / "templates" / "views" / "own.html.j2").write_text("<p>{{ plan.account }}</p>")
    (storied / "plans" / "deep").mkdir()
    (storied / "plans" / "deep" / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n")
    (storied / "plans" / "deep" / "wren.md").write_text(LITE.replace("They bake", "![x](http://127.0.0.1:9/x) They bake"))
    for name in ("git", "sh", "python", "less"):
        (storied / name).write_text(f"#!/bin/sh\necho run >> '{tmp_path}/marks/bait-{name}'\n")
        (storied / name).chmod(0o755)
    return storied


def traced(book: Path, trace: Path, words: tuple[str, ...], **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command under strace; skips where tracing is not allowed."""
    calls = "trace=execve,execveat,connect,socket,bind,sendto"
    ran = subprocess.run(
        ["strace", "-f", "-qq", "-s", "100000", "-e", calls, "-o", str(trace), sys.executable, "-m", "acctplan", *words],
        cwd=book, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=120,
        env={**os.environ, "PYTHONSAFEPATH": "1", "PYTHONPATH": str(Path(__file__).parents[2] / "src"), **environment},
    )  # fmt: skip
    if b"ptrace" in ran.stderr:
        pytest.skip("tracing is not allowed here")
    return ran


def programs(trace: Path) -> list[tuple[str, list[str]]]:
    """Programs that were started, with their arguments."""
    started = [line for line in trace.read_text("utf-8", "replace").splitlines() if "execve(" in line and line.endswith("= 0")]
    found = []
    for line in started:
        match = re.search(r"execve\((\"(?:[^\"\\]|\\.)*\"), (\[.*\]), 0x", line)
        assert match, line
        found.append((ast.literal_eval(match[1]), ast.literal_eval(match[2])))
    return found


def asked_of_git(arguments: list[str]) -> str:
    """The command among git's arguments, after the options that stand before it."""
    rest = iter(arguments[1:])
    for word in rest:
        if word in ("-c", "-C"):
            next(rest)
        elif not word.startswith("-"):
            return word
    return ""


@needs_strace
@EACH
def test_no_program_but_git_plumbing_and_no_connection(words: tuple[str, ...], armed: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    ran = traced(armed, trace, words, PATH=f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    assert ran.returncode in (0, 1, 2), ran.stderr
    assert b"bug" not in ran.stderr, ran.stderr
    (first, _), *others = programs(trace)
    assert first == sys.executable
    for program, arguments in others:
        if program == sys.executable:
            assert "own" in words and tuple(arguments[1:3]) == TEMPLATES, arguments
        else:
            assert Path(program).name == "git" and Path(program).is_absolute(), program
            assert asked_of_git(arguments) in PLUMBING, arguments
    assert not re.search(r"\b(connect|socket|bind|sendto)\(", trace.read_text("utf-8", "replace"))
    assert sorted(path.name for path in (tmp_path / "marks").iterdir()) == []


@needs_strace
def test_the_trace_sees_what_is_started(armed: Path, tmp_path: Path) -> None:
    """What this file proves rests on the trace: a command that commits is seen to start more than plumbing."""
    trace = tmp_path / "trace"
    script = "import socket,subprocess; subprocess.run(['git','status']); socket.socket()"
    subprocess.run(["strace", "-f", "-qq", "-s", "9999", "-e", "trace=execve,socket", "-o", str(trace), sys.executable, "-c", script], cwd=armed, capture_output=True, check=False)  # fmt: skip
    if not trace.exists() or "execve" not in trace.read_text():
        pytest.skip("tracing is not allowed here")
    assert "status" in [asked_of_git(arguments) for _, arguments in programs(trace)]
    assert "socket(" in trace.read_text()


def apart_is_allowed() -> bool:
    return (
        shutil.which("unshare") is not None and subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(not apart_is_allowed(), reason="`unshare -rn` is not allowed here")
@pytest.mark.parametrize(
    "names", [("show", "lint", "snapshots"), pytest.param(tuple(COMMANDS), marks=pytest.mark.deep)], ids=["some", "all"]
)
def test_the_same_answers_without_a_network(names: tuple[str, ...], armed: Path) -> None:
    inside = {**os.environ, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*", "PYTHONSAFEPATH": "1"}
    program = [sys.executable, "-m", "acctplan"]
    for words in map(COMMANDS.__getitem__, names):
        told = [subprocess.run([*apart, *program, *words], cwd=armed, env=inside, capture_output=True, stdin=subprocess.DEVNULL, check=False)
                for apart in ([], ["unshare", "-rn"])]  # fmt: skip
        assert (told[0].returncode, told[0].stdout, told[0].stderr) == (told[1].returncode, told[1].stdout, told[1].stderr), words


@needs_strace
def test_a_clone_without_contents_fetches_nothing(storied: Path, tmp_path: Path) -> None:
    """A partial clone lacks contents; git would fetch them when asked: no helper is started, no connection opened."""
    git(storied, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{storied}", str(clone))
    git(clone, "config", "remote.origin.url", "https://127.0.0.1:9/none")
    for number, words in enumerate(
        (("history", "harbour"), ("lint", "--no-cache"), ("show", "harbour"), ("diff", "HEAD~1..HEAD"), ("doctor",))
    ):
        trace = tmp_path / f"trace{number}"
        ran = traced(clone, trace, words)
        assert ran.returncode in (0, 1, 2)
        assert b"bug" not in ran.stderr
        assert not re.search(r"\b(connect|socket)\(", trace.read_text("utf-8", "replace")), words
        for program, arguments in programs(trace)[1:]:
            assert asked_of_git(arguments) in PLUMBING, (words, program, arguments)
