"""`demo`: the example book."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran, git

from .asked import refused

Acct = Callable[..., Ran]


def test_the_example_book(acct: Acct, tmp_path: Path, story: Path) -> None:
    ran = acct("demo", "there", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert re.match(r"Made the book of North Peak in there: \d+ commits over two years\.", ran.err)
    assert git(tmp_path / "there", "rev-parse", "HEAD") == git(story, "rev-parse", "HEAD")
    assert git(tmp_path / "there", "status", "--porcelain") == ""
    assert acct("status", "--today", "2026-11-20", cwd=tmp_path / "there").code == 0


def test_the_same_bytes_for_everybody(acct: Acct, tmp_path: Path, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config"
    config.write_text(
        "[core]\n\tautocrlf = true\n[commit]\n\tgpgsign = true\n[gpg]\n\tprogram = /bin/false\n[init]\n\tdefaultBranch = x\n[user]\n\tname = Me\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    (tmp_path / "there").mkdir()
    assert acct("demo", "there", cwd=tmp_path).code == 0
    assert git(tmp_path / "there", "rev-parse", "HEAD") == git(story, "rev-parse", "HEAD")


def test_demo_never_overwrites(acct: Acct, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name in ("full", "file", "link", "dangling", "."):
        refused(acct("demo", name, cwd=tmp_path), "is there already")
    assert (tmp_path / "full" / "mine.txt").read_text() == (tmp_path / "file").read_text() == "mine"
    assert list((tmp_path / "empty").iterdir()) == []


def test_demo_without_git(acct: Acct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    refused(acct("demo", "there", cwd=tmp_path), "git is not installed")
