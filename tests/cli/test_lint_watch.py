"""`lint --watch`: a real process and real saves."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from acctplan.cli.watching import _kept_up, merged
from acctplan.errors import FileRefused
from acctplan.model.finding import Finding
from acctplan.rules._lint import LintResult
from tests.conftest import LITE, Ran, commit_all

from .asked import PLAN, refused

Acct = Callable[..., Ran]
FAULTY = LITE.replace("train-leads: Train the four new shop leads (dana, ", "train-leads: Train the four new shop leads (")
SECONDS = 20.0


class Watched:
    """A run of `lint --watch`, read line by line."""

    def __init__(self, book: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "acctplan", "lint", "--watch", *words], cwd=book, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert self.process.stdout
        assert self.process.stderr
        self.out, self.err = self.process.stdout.fileno(), self.process.stderr.fileno()
        self.said = {self.out: "", self.err: ""}

    def until(self, words: str, stream: int | None = None) -> str:
        """What was printed since the last call, up to these words."""
        stream = self.out if stream is None else stream
        end = time.monotonic() + SECONDS
        while words not in self.said[stream]:
            assert select.select([stream], [], [], max(end - time.monotonic(), 0))[0], f"{words!r} never came: {self.said}"
            chunk = os.read(stream, 65536)
            assert chunk, self.said
            self.said[stream] += chunk.decode()
        said, _, self.said[stream] = self.said[stream].partition(words)
        return said + words

    def ready(self) -> None:
        self.until("Watching; Ctrl-C ends.", self.err)

    def interrupt(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        _, err = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, self.said[self.err] + err.decode()


@pytest.fixture
def two(book: Path) -> Path:
    (book / "plans" / "other.md").write_text(FAULTY.replace("Harbour Bakery Group", "Other"))
    commit_all(book, "Another", "2026-11-03T10:00:00+01:00")
    return book


@pytest.fixture
def watching() -> Iterator[Callable[..., Watched]]:
    started: list[Watched] = []

    def start(book: Path, *words: str) -> Watched:
        started.append(Watched(book, *words))
        return started[-1]

    yield start
    for run in started:
        if run.process.poll() is None:
            run.process.kill()
        run.process.communicate()


def save(path: Path, text: str) -> None:
    """As editors do: a new file takes the old one's place."""
    path.with_name(f".{path.name}.swp").write_text(text)
    path.with_name(f".{path.name}.swp").replace(path)


def test_a_saved_plan_alone_is_told_of(two: Path, watching: Callable[..., Watched]) -> None:
    run = watching(two, "--select", "AP203")
    assert "plans/other.md" in run.until("2 plans checked: 1 error.")
    run.ready()
    save(two / PLAN, FAULTY)
    said = run.until("1 plan checked: 1 error.")
    assert PLAN in said
    assert "plans/other.md" not in said
    (two / PLAN).write_text(LITE)
    assert "plans/" not in run.until("1 plan checked: nothing to say.")
    code, err = run.interrupt()
    assert (code, "Traceback" in err, err.strip().splitlines()[-1]) == (130, False, "Interrupted.")


def test_plans_come_and_go_and_settings_are_heeded(two: Path, watching: Callable[..., Watched]) -> None:
    run = watching(two, "--select", "AP203")
    run.until("2 plans checked")
    run.ready()
    (two / "plans" / "third.md").write_text(FAULTY)
    assert "plans/third.md" in run.until("3 plans checked: 2 errors.")
    (two / "plans" / "third.md").unlink()
    run.until("2 plans checked: 1 error.")
    save(two / "acctplan.yaml", "lint: {rules: {action-without-owner: {severity: warning}}}\n")
    run.until("2 plans checked: 1 warning.")
    save(two / "acctplan.yaml", "lint: {rulez: 1}\n")
    run.until("acctplan.yaml:1:", run.err)
    save(two / "acctplan.yaml", "currency: EUR\n")
    run.until("2 plans checked: 1 error.")
    save(two / "plans" / "other.md", "---\naccount: Broken\nrisks: [\n---\n")
    assert run.process.poll() is None


def test_a_name_that_is_no_text_ends_nothing(two: Path, watching: Callable[..., Watched]) -> None:
    run = watching(two, "--select", "schema,AP203")
    run.until("2 plans checked")
    run.ready()
    for _ in range(2):
        Path(os.fsdecode(bytes(two / "plans") + b"/\xff\x1b[31m.md")).write_text("none")
        said = run.until("3 plans checked: 2 errors.")
        assert "\x1b" not in said and "AP100" in said
        time.sleep(0.6)
    save(two / PLAN, FAULTY)
    assert PLAN in run.until("1 plan checked: 1 error.")
    assert run.interrupt()[0] == 130


def test_a_watch_that_gives_nothing_is_refused() -> None:
    def broken() -> Iterator[set[str]]:
        raise RuntimeError("too many files")
        yield set()

    with pytest.raises(FileRefused, match="too many files"):
        next(_kept_up(broken))


def test_a_folder_that_is_taken_away_is_said(two: Path, watching: Callable[..., Watched]) -> None:
    run = watching(two)
    run.ready()
    shutil.rmtree(two)
    run.until("acctplan: the folder you are in is gone.", run.err)
    assert run.process.wait(SECONDS) == 2


def test_what_cannot_be_opened_is_said_in_every_format(two: Path, watching: Callable[..., Watched]) -> None:
    (two / "plans" / "link.md").symlink_to(two / PLAN)
    run = watching(two, "--format", "concise")
    run.until("plans/link.md: is a link", run.err)
    run.ready()
    save(two / "acctplan.yaml", "[")
    assert ".." not in run.until("Correct the file", run.err)


def test_only_plans_that_are_asked_about(two: Path, watching: Callable[..., Watched]) -> None:
    run = watching(two, "other", "--select", "AP203", "--format", "concise")
    assert run.until("\n").startswith("plans/other.md:")
    run.ready()
    save(two / PLAN, FAULTY)
    time.sleep(1)
    save(two / "plans" / "other.md", FAULTY.replace("Train", "Teach"))
    said = run.until("Teach")
    assert PLAN not in said


def test_a_terminal_is_cleared_and_drawn_anew(two: Path) -> None:
    lead, follow = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "acctplan", "lint", "--watch", "--select", "AP203"],
        cwd=two,
        stdout=follow,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    os.close(follow)

    def until(words: str) -> str:
        said, end = "", time.monotonic() + SECONDS
        while words not in said:
            assert select.select([lead], [], [], max(end - time.monotonic(), 0))[0], said
            said += os.read(lead, 65536).decode()
        return said

    try:
        assert until("2 plans checked").startswith("\x1b[2J")
        time.sleep(1)
        save(two / PLAN, FAULTY)
        said = until("2 plans checked: 2 errors.")
        assert said.startswith("\x1b[2J")
        assert "plans/other.md" in said
    finally:
        process.kill()
        process.wait()
        os.close(lead)


@pytest.mark.parametrize("words", [("--format", "sarif"), ("--output", "json=x"), ("-",), ("--as-of", "HEAD"), ("-o", "x.txt")])
def test_what_cannot_be_watched(acct: Acct, book: Path, words: tuple[str, ...]) -> None:
    refused(acct("lint", "--watch", *words, cwd=book), "--watch")
    assert not (book / "x").exists()


def test_without_the_package_it_says_what_to_install(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    refused(acct("lint", "--watch", cwd=book), "needs the package watchfiles", "pip install 'acctplan[watch]'")


def test_findings_of_other_plans_stay() -> None:
    def finding(plan: str, code: str = "AP203", line: int = 1) -> Finding:
        return Finding(code, "x", "error", plan, f"plans/{plan}.md", line, 1, "", "Wrong.", "none", f"{plan}{code}{line}")

    before = LintResult((finding("a"), finding("b"), finding("b", "AP405")), 2, ("note",), (finding("b", line=9), finding("c")))
    now = LintResult((finding("b", line=5),), 1, (), (finding("b", line=7),))
    after = merged(before, now, {"b"})
    assert after.findings == (finding("a"), finding("b", "AP405"), finding("b", line=5))
    assert after.untouched == (finding("b", line=7), finding("c"))
    assert (after.checked, after.notes) == (2, ("note",))
