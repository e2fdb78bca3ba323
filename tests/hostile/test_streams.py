"""T63: what was printed arrives whole, or it is said that it did not, whatever stdout is."""

from __future__ import annotations

import contextlib
import os
import pty
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import LITE, make_book

RUN = [sys.executable, "-m", "acctplan"]
UNBUFFERED = {"0": {}, "1": {"PYTHONUNBUFFERED": "1"}}


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan that is shown on more bytes than a pipe holds."""
    book = make_book(tmp_path_factory.mktemp("wordy") / "book", commit=False)
    (book / "plans" / "harbour.md").write_text(LITE + "word after word\n\n" * 8000)
    return book


def environment(unbuffered: str) -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"} | UNBUFFERED[unbuffered]


@pytest.mark.parametrize("unbuffered", UNBUFFERED)
@pytest.mark.parametrize("blocking", [True, False])
def test_t63_a_slow_reader_gets_all_of_it(wordy: Path, unbuffered: str, blocking: bool) -> None:
    """A parent such as Node.js hands over a pipe that does not wait."""
    words = [*RUN, "show", "harbour", "--json"]
    whole = subprocess.run(words, cwd=wordy, capture_output=True, check=True).stdout
    assert len(whole) > 2 * 65536
    ours, theirs = os.pipe()
    os.set_blocking(theirs, blocking)
    with subprocess.Popen(words, cwd=wordy, env=environment(unbuffered), stdout=theirs, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        time.sleep(1.0)
        said = b""
        while part := os.read(ours, 65536):
            said += part
        os.close(ours)
        assert (process.wait(), said == whole, len(said)) == (0, True, len(whole)), process.stderr and process.stderr.read()


@pytest.mark.parametrize("unbuffered", UNBUFFERED)
@pytest.mark.parametrize("words", [("show", "harbour"), ("--help",)])
def test_t63_a_file_that_may_not_grow_is_said(wordy: Path, tmp_path: Path, unbuffered: str, words: tuple[str, ...]) -> None:
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            [*RUN, *words], cwd=wordy, env=environment(unbuffered) | {"PYTHONDONTWRITEBYTECODE": "1"}, stdout=out, stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)), text=True,
        )  # fmt: skip
    assert (done.returncode, done.stderr.splitlines()[:1]) == (2, ["acctplan: the output could not be written: file too large."]), done


@pytest.mark.parametrize("unbuffered", UNBUFFERED)
def test_t63_a_full_disk_is_said_unbuffered_too(wordy: Path, unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*RUN, "show", "harbour"], cwd=wordy, env=environment(unbuffered), stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (done.returncode, "no space is left" in done.stderr) == (2, True), done


def test_t63_a_terminal_that_is_gone_is_no_bug(wordy: Path, tmp_path: Path) -> None:
    """Its lines go nowhere; who reads stderr elsewhere is told in one line."""
    ours, theirs = pty.openpty()
    with (tmp_path / "err").open("w+") as err:
        with subprocess.Popen([*RUN, "show", "harbour", "--no-pager"], cwd=wordy, stdin=theirs, stdout=theirs, stderr=err) as process:
            os.close(theirs)
            os.read(ours, 1)
            with contextlib.suppress(OSError):
                os.close(ours)
            assert process.wait(20) == 2
        err.seek(0)
        assert err.read().splitlines()[:1] == ["acctplan: the output could not be written: input/output error."]
