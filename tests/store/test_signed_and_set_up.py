"""What the person has set up for commits of their own holds for ours: signatures, templates, encodings, hooks elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran, commit_all, git, make_book

from .untouched import busy, committed, picture, whole

Acct = Callable[..., Ran]
PLAN = "plans/harbour.md"
SET = ("set", "harbour", "rosters.status=on-track", "--commit")


def _key(folder: Path) -> Path:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "key")], check=True)
    return folder / "key"


def test_a_signature_with_an_ssh_key(acct: Acct, book: Path) -> None:
    key = _key(book.parent)
    for name, value in {"commit.gpgsign": "true", "gpg.format": "ssh", "user.signingkey": f"{key}.pub"}.items():
        git(book, "config", name, value)
    (book.parent / "allowed").write_text(f"dana@northpeak.example {key.with_suffix('.pub').read_text()}")
    git(book, "config", "gpg.ssh.allowedSignersFile", str(book.parent / "allowed"))
    assert acct(*SET, cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%G?") == "G"


@pytest.mark.parametrize("key", ["/nowhere/key.pub", "key::ssh-ed25519 AAAA"])
def test_a_signature_with_a_key_that_is_not_there(acct: Acct, book: Path, key: str) -> None:
    for name, value in {"commit.gpgsign": "true", "gpg.format": "ssh", "user.signingkey": key}.items():
        git(book, "config", name, value)
    before, index = whole(book), (book / ".git" / "index").read_bytes()
    ran = acct(*SET, cwd=book)
    assert ran.code == 2
    assert "git did not commit" in ran.err
    assert (whole(book), (book / ".git" / "index").read_bytes()) == (before, index)


def test_a_signature_with_a_real_key_of_gpg(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("gpg") is None:
        pytest.skip("gpg is not installed")
    home = Path("/tmp") / f"gnupg-{os.getpid()}"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    try:
        words = [
            "gpg",
            "--batch",
            "--quiet",
            "--passphrase",
            "",
            "--quick-generate-key",
            "Dana <dana@northpeak.example>",
            "ed25519",
            "sign",
        ]
        if subprocess.run(words, capture_output=True, check=False).returncode:
            pytest.skip("gpg can make no key here")
        git(book, "config", "commit.gpgsign", "true")
        git(book, "config", "user.signingkey", "dana@northpeak.example")
        assert acct(*SET, cwd=book).code == 0
        assert git(book, "log", "-1", "--format=%G?") in ("G", "U")
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], capture_output=True, check=False)
        shutil.rmtree(home, ignore_errors=True)


SETUPS = {
    "template": {"commit.template": "/dev/null"},
    "template that is not there": {"commit.template": "/nowhere/template"},
    "verbose": {"commit.verbose": "true"},
    "cleanup": {"commit.cleanup": "scissors"},
    "status": {"commit.status": "true"},
    "editor": {"core.editor": "false"},
    "comment sign": {"core.commentChar": "H"},
    "encoding": {"i18n.commitEncoding": "ISO-8859-1"},
    "no reflog": {"core.logAllRefUpdates": "false"},
    "paranoid": {"core.fsync": "all", "transfer.fsckObjects": "true", "core.safecrlf": "true"},
    "shared": {"core.sharedRepository": "group"},
    "file mode": {"core.fileMode": "false"},
    "trusted times": {"core.trustctime": "false", "core.checkStat": "minimal"},
    "colour": {"color.ui": "always"},
    "submodules": {"submodule.recurse": "true", "diff.ignoreSubmodules": "all"},
    "literal": {"core.precomposeUnicode": "true", "core.quotePath": "true"},
    "many index files": {"core.preloadIndex": "true", "index.threads": "4", "feature.manyFiles": "true"},
    "collected at once": {"gc.auto": "1", "gc.autoDetach": "false"},
    "case": {"core.ignoreCase": "true"},
}


@pytest.mark.parametrize("settings", SETUPS.values(), ids=SETUPS)
def test_settings_of_the_person(acct: Acct, book: Path, settings: dict[str, str]) -> None:
    for key, value in settings.items():
        git(book, "config", key, value)
    busy(book)
    before = picture(book, but=PLAN)
    ran = acct(*SET, "-m", "Häfen und Bäcker: on track", cwd=book)
    assert ran.code == 0, ran.err
    assert committed(book) == [PLAN]
    assert git(book, "-c", "i18n.logOutputEncoding=UTF-8", "log", "-1", "--format=%s") == "Häfen und Bäcker: on track"
    assert picture(book, but=PLAN) == before
    assert git(book, "status", "--porcelain", "--", PLAN) == ""


def test_hooks_that_lie_elsewhere(acct: Acct, book: Path) -> None:
    folder = book.parent / "hooks"
    folder.mkdir()
    (folder / "pre-commit").write_text("#!/bin/sh\necho 'not today' >&2\nexit 1\n")
    (folder / "pre-commit").chmod(0o755)
    git(book, "config", "core.hooksPath", str(folder))
    before = whole(book)
    ran = acct(*SET, cwd=book)
    assert ran.code == 2
    assert "not today" in ran.err
    assert whole(book) == before


def test_the_author_of_the_environment(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Lee Wong")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "lee@northpeak.example")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-11-05T10:00:00+01:00")
    assert acct(*SET, cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%an %ae %aI %cn") == "Lee Wong lee@northpeak.example 2026-11-05T10:00:00+01:00 Dana Kim"


@pytest.mark.parametrize("kind", ["files", "reftable"])
def test_how_references_are_kept(acct: Acct, tmp_path: Path, kind: str) -> None:
    book = make_book(tmp_path / "book", commit=False)
    if subprocess.run(["git", "init", "-q", "-b", "main", f"--ref-format={kind}"], cwd=book, capture_output=True, check=False).returncode:
        pytest.skip("this git knows one way to keep references")
    commit_all(book, "Start", "2026-11-02T10:00:00+01:00")
    assert acct(*SET, cwd=book).code == 0
    assert committed(book) == [PLAN]


def test_references_that_are_packed(acct: Acct, book: Path) -> None:
    git(book, "pack-refs", "--all", "--prune")
    assert not (book / ".git" / "refs" / "heads" / "main").exists()
    assert acct(*SET, cwd=book).code == 0
    assert committed(book) == [PLAN]


def test_a_git_folder_kept_elsewhere(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", commit=False)
    git(book, "init", "-q", "-b", "main", f"--separate-git-dir={tmp_path / 'away'}")
    commit_all(book, "Start", "2026-11-02T10:00:00+01:00")
    assert acct(*SET, cwd=book).code == 0
    assert committed(book) == [PLAN]
    assert git(book, "status", "--porcelain") == ""
    assert sorted(path.name for path in (tmp_path / "away").glob("*acctplan*")) == ["acctplan.lock"]


def test_a_git_folder_on_another_disk(acct: Acct, tmp_path: Path) -> None:
    """Second names reach no other disk: files are then kept as copies."""
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev or not os.access(shared, os.W_OK):
        pytest.skip("there is no other disk here")
    away = shared / f"acctplan-test-{os.getpid()}"
    book = make_book(tmp_path / "book", commit=False)
    try:
        git(book, "init", "-q", "-b", "main", f"--separate-git-dir={away}")
        commit_all(book, "Start", "2026-11-02T10:00:00+01:00")
        before = (book / PLAN).read_bytes()
        (away / "hooks").mkdir(exist_ok=True)
        (away / "hooks" / "pre-commit").write_text("#!/bin/sh\nexit 1\n")
        (away / "hooks" / "pre-commit").chmod(0o755)
        assert acct(*SET, cwd=book).code == 2
        assert (book / PLAN).read_bytes() == before
        (away / "hooks" / "pre-commit").unlink()
        assert acct(*SET, cwd=book).code == 0
        assert committed(book) == [PLAN]
        assert git(book, "status", "--porcelain") == ""
    finally:
        shutil.rmtree(away, ignore_errors=True)
