"""Reports of large books: held packed, written piece by piece, and the same to the byte as small ones."""

from __future__ import annotations

import os
import random
import tracemalloc
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any, overload

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acctplan import registry
from acctplan.cli import recording
from acctplan.cli.emit import written_by
from acctplan.cli.recording import Recording, said_again
from acctplan.errors import FileRefused, Overtaken
from acctplan.formats._stream import in_pieces
from acctplan.model.finding import RANK, Finding, Suppressed
from acctplan.model.packed import Packed, in_order, merged, packed
from acctplan.report import Report
from acctplan.rules._lint import LintResult
from acctplan.store import files
from acctplan.views.lint import view

ODD = "a\r\n::error::b\x1b[31m ##[error]c <b>&\"' \u202e\u2028 \ud800 ]]> [x](http://evil.example) \x00"
FORMATS = [(folder, name) for folder in ("acctplan.formats", "acctplan.formats.findings") for name in registry.names(folder)]
STREAMS = ("concise", "json", "text", "jsonl", "github", "gitlab", "sarif")


def finding(number: int, *, file: str = "plans/wren.md", line: int = 1, code: str = "AP203", words: str = "Wrong. Mend it.") -> Finding:
    severity: Any = ("error", "warning", "info")[number % 3]
    fix: Any = ("none", "safe", "unsafe")[number % 3]
    return Finding(code, "action-without-owner", severity, "wren", file, line, 3, f"actions.a{number}", words, fix, f"{number:016x}")


def many(count: int, words: str = "") -> Iterator[Finding]:
    """Findings by file and place, seven a file, the first without one."""
    for number in range(count):
        file = f"plans/account-{number // 7:05d}.md" if number > 3 else ""
        yield finding(number, file=file, line=number % 7 + 1, words=f"{words}Number {number} is wrong. Mend it.")


# Packed findings.


def test_packed_findings_are_what_they_were() -> None:
    several = [*many(1203), finding(7, words=ODD, file="plans/\udcff.md")]
    held = packed(several)
    assert isinstance(held, Packed)
    assert list(held) == several == list(held)
    assert (len(held), held[0], held[-1], held[1000]) == (1204, several[0], several[-1], several[1000])
    assert held[499:502] == several[499:502]
    assert held == several
    assert held != [*several[:-1], several[0]]
    with pytest.raises(IndexError):
        held[1204]


def test_few_findings_are_not_packed() -> None:
    assert packed(many(500)) == tuple(many(500))
    assert isinstance(packed(many(501)), Packed)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3)), max_size=6), max_size=6))
def test_runs_are_merged_as_if_all_were_sorted(places: list[list[tuple[str, int]]]) -> None:
    number = iter(range(1000))
    runs = [sorted((finding(next(number), file=file, line=line) for file, line in run), key=in_order) for run in places]
    assert list(merged(runs)) == sorted(chain(*runs), key=in_order)


class _Watched(Sequence[Finding]):
    """A run that tells whether it was opened."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.opened = False

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        self.opened = True
        return iter(self.findings)

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Finding]: ...
    def __getitem__(self, place: int | slice) -> Finding | Sequence[Finding]:
        return self.findings[place]


def test_a_run_is_opened_when_it_is_due() -> None:
    runs = [_Watched([finding(number, file=name) for number in range(3)]) for name in "ab"]
    taken = merged(reversed(runs))
    assert [next(taken).file for _ in range(3)] == ["a"] * 3
    assert not runs[1].opened
    assert [one.file for one in taken] == ["b"] * 3


def test_a_result_counts_what_it_holds() -> None:
    result = LintResult(packed(many(900)), 3)
    assert [result.count(severity) for severity in ("error", "warning", "info")] == [300, 300, 300]
    assert (result.mendable("safe"), result.mendable("unsafe")) == (300, 300)
    assert [result.fails(severity) for severity in RANK] == [True, True, True, False]


# What formats make of them.


def report_of(findings: Sequence[Finding]) -> Report:
    result = LintResult(findings, 3, ("A note.",), (finding(1),), (Suppressed(finding(2), "plan", "So it is"),))
    return view(result)._replace(base="books/")


@pytest.mark.parametrize(("folder", "name"), FORMATS)
def test_a_long_report_is_written_as_a_short_one(folder: str, name: str) -> None:
    module = registry.load(folder, name)
    several = tuple(many(1500, words=ODD))
    plain = module.render(report_of(several), width=100, color=True)
    assert "".join(written_by(module, report_of(Packed(several)), 100, True)) == plain
    assert module.render(report_of(Packed(several)), width=100, color=True) == plain


@pytest.mark.parametrize("name", STREAMS)
def test_a_long_report_is_never_whole_in_memory(name: str) -> None:
    module: ModuleType = registry.load(
        "acctplan.formats.findings" if name in registry.names("acctplan.formats.findings") else "acctplan.formats", name
    )
    report = report_of(packed(many(12_000, words="In words that take some room in a report, as findings do. ")))
    "".join(written_by(module, report_of(tuple(many(9))), 100, False))
    tracemalloc.start()
    written = sum(map(len, written_by(module, report, 100, False)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written > 1_500_000
    assert peak < (4 if name in ("gitlab", "sarif") else 2) * 2**20, f"{peak / 2**20:.1f} MiB for {written / 2**20:.1f}"


def test_pieces_are_worth_a_write_each() -> None:
    words = ["x" * 1000] * 200
    pieces = list(in_pieces(words))
    assert "".join(pieces) == "".join(words)
    assert len(pieces) == 4
    assert list(in_pieces([])) == []


# What is remembered of them.


def test_what_was_said_is_said_again() -> None:
    text = [*(f"Line {number} of what a run said\n" for number in range(5000)), ODD]
    kept = Recording()
    assert "".join(kept.heard("text", iter(text), "-")) == "".join(text)
    kept.note("beside")
    (name, packed_text, target), beside = kept.answer(1)["said"]
    assert (name, target, beside, kept.answer(1)["code"]) == ("text", "-", ("", "beside", ""), 1)
    assert len(packed_text) < len("".join(text)) / 4
    assert "".join(said_again(packed_text)) == "".join(text)


def test_what_is_too_long_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_MOST", 10_000)
    chance = random.Random(1)
    text = [f"{chance.getrandbits(4000):x}\n" for _ in range(100)]
    kept = Recording()
    assert list(kept.heard("text", text, "-")) == text
    assert not kept.whole
    assert kept.said == []


# What is written to a file.


def test_a_file_is_replaced_piece_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    for text in (b"first", b"second"):
        files.write_pieces(path, iter([text, b" and more"]))
        assert path.read_bytes() == text + b" and more"
    assert os.listdir(tmp_path) == ["report.json"]


def test_a_report_larger_than_what_is_read_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with path.open("wb") as file:
        file.truncate(65 * 2**20)
    files.write_pieces(path, [b"small"])
    assert path.read_bytes() == b"small"


@pytest.mark.parametrize("there", [True, False])
def test_what_fails_on_the_way_leaves_the_file(tmp_path: Path, there: bool) -> None:
    path = tmp_path / "report.json"
    if there:
        path.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.write_pieces(path, pieces())
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("report.json", b"old")] * there


@pytest.mark.parametrize("there", [True, False])
def test_what_somebody_writes_meanwhile_is_kept(tmp_path: Path, there: bool) -> None:
    path = tmp_path / "report.json"
    if there:
        path.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        path.write_bytes(b"theirs")

    with pytest.raises(Overtaken):
        files.write_pieces(path, pieces())
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("report.json", b"theirs")]


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "aim").write_bytes(b"old")
    (tmp_path / "link").symlink_to("aim")
    with pytest.raises(FileRefused, match="link"):
        files.write_pieces(tmp_path / "link", [b"new"])
    assert (tmp_path / "aim").read_bytes() == b"old"
