"""Blobs through one process of git: asked for ahead, wanted in any order, too long, missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from acctplan.errors import GitFailed
from acctplan.planfile.limits import FILE_BYTES
from acctplan.store.git_process import BlobReader
from tests.conftest import git

ABSENT = "0" * 40


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[BlobReader]:
    git(tmp_path, "init", "-q")
    found = BlobReader(tmp_path)
    yield found
    found.close()


def _blob(reader: BlobReader, content: bytes) -> str:
    path = reader.folder / "content"
    path.write_bytes(content)
    return git(reader.folder, "hash-object", "-w", "content").strip()


def test_what_is_expected_comes_in_any_order(reader: BlobReader) -> None:
    names = [_blob(reader, f"{number}\n".encode() * number) for number in range(40)]
    reader.expect(names)
    assert [reader.get(names[place]) for place in (7, 39, 0, 38)] == [f"{n}\n".encode() * n for n in (7, 39, 0, 38)]
    assert reader.read == 4


def test_another_one_between_takes_nothing_away(reader: BlobReader) -> None:
    first, second, other = (_blob(reader, words) for words in (b"first", b"second", b"other"))
    reader.expect([first, ABSENT, second])
    assert (reader.get(other), reader.get(ABSENT), reader.get(second), reader.get(first)) == (b"other", None, b"second", b"first")


def test_what_was_expected_before_and_never_wanted_is_let_go(reader: BlobReader) -> None:
    first, second = _blob(reader, b"x" * 300_000), _blob(reader, b"y" * 300_000)
    reader.expect([first])
    reader.expect([second])
    assert reader.get(second) == b"y" * 300_000
    assert reader.come == {}
    assert reader.get(first) == b"x" * 300_000


def test_more_than_fit_at_once(reader: BlobReader) -> None:
    names = [_blob(reader, b"%d" % number) for number in range(250)]
    reader.expect(names)
    assert [reader.get(name) for name in reversed(names)] == [b"%d" % number for number in reversed(range(250))]


def test_one_that_is_too_long_spoils_none_beside_it(reader: BlobReader) -> None:
    before, long, after = (_blob(reader, words) for words in (b"before", bytes(2 * FILE_BYTES), b"after"))
    reader.expect([before, long, after])
    found = reader.get(after), reader.get(long), reader.get(before)
    assert [len(content or b"") for content in found] == [5, FILE_BYTES + 1, 6]


def test_a_git_that_is_gone_is_said(reader: BlobReader) -> None:
    name = _blob(reader, b"here")
    assert reader.get(name) == b"here"
    assert reader.process is not None
    reader.process.kill()
    reader.process.wait()
    with pytest.raises(GitFailed, match="git stopped"):
        reader.get(name)


def test_a_blob_that_ends_too_soon_is_no_content(reader: BlobReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nread name\nprintf '%s blob 3000\\nonly this' \"$name\"\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")
    with pytest.raises(GitFailed, match="git stopped"):
        reader.get(ABSENT)
