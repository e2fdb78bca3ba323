"""What lint says of files beside the plans: contacts that git has, secrets and personal data in templates and playbooks, foreign facts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran, commit_all, git

Acct = Callable[..., Ran]
CONTACTS = "tom: {email: tom@harbour.example, phone: +49 30 1234567}\n"


def found(acct: Acct, book: Path, code: str, *words: str) -> list[dict[str, Any]]:
    """The findings of one rule."""
    findings: list[dict[str, Any]] = json.loads(acct("lint", "--select", code, "--json", "--no-cache", *words, cwd=book).out)["findings"]
    return findings


def test_contacts_that_git_has_are_an_error_at_that_file(acct: Acct, book: Path) -> None:
    (book / "contacts.yaml").write_text(CONTACTS)
    assert found(acct, book, "AP805") == []
    git(book, "add", "-f", "contacts.yaml")
    (finding,) = found(acct, book, "AP805")
    assert (finding["file"], finding["line"], finding["severity"]) == ("contacts.yaml", 1, "error")
    assert acct("lint", "--select", "AP805", cwd=book).code == 1
    git(book, "rm", "-q", "--cached", "contacts.yaml")
    assert found(acct, book, "AP805") == []


def test_contacts_of_a_past_state(acct: Acct, book: Path) -> None:
    (book / "contacts.yaml").write_text(CONTACTS)
    git(book, "add", "-f", "contacts.yaml")
    commit_all(book, "Contacts", "2026-11-11T10:00:00Z")
    git(book, "rm", "-q", "--cached", "contacts.yaml")
    assert [finding["file"] for finding in found(acct, book, "AP805", "--as-of", "HEAD")] == ["contacts.yaml"]
    assert found(acct, book, "AP805") == []


def test_contacts_in_a_book_below_the_repository(acct: Acct, book: Path) -> None:
    below = book / "books" / "north"
    (below / "plans").mkdir(parents=True)
    (below / "acctplan.yaml").write_text("organisation: northpeak-eu\n")
    (below / "contacts.yaml").write_text(CONTACTS)
    (book / "contacts.yaml").write_text(CONTACTS)
    git(book, "add", "-f", "contacts.yaml")
    assert found(acct, below, "AP805") == []
    git(book, "add", "-f", "books/north/contacts.yaml")
    assert len(found(acct, below, "AP805")) == 1


@pytest.mark.parametrize(
    "locked",
    [
        b"\x00GITCRYPT\x00abc",
        b"age-encryption.org/v1\n-> X25519 abc\n",
        b"-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n",
        b"tom: {email: 'ENC[AES256_GCM,data:abc,type:str]'}\nsops:\n    version: 3.8.1\n",
    ],
    ids=["git-crypt", "age", "openpgp", "sops"],
)
def test_encrypted_contacts_may_be_in_git(acct: Acct, book: Path, locked: bytes) -> None:
    (book / "contacts.yaml").write_bytes(locked)
    git(book, "add", "-f", "contacts.yaml")
    assert found(acct, book, "AP805") == []


def test_what_is_unlocked_here_and_locked_in_git_is_no_fault(acct: Acct, book: Path) -> None:
    (book / "contacts.yaml").write_bytes(b"\x00GITCRYPT\x00abc")
    git(book, "add", "-f", "contacts.yaml")
    (book / "contacts.yaml").write_text(CONTACTS)
    assert found(acct, book, "AP805") == []


def test_without_git_nobody_tracks_contacts(acct: Acct, book: Path) -> None:
    import shutil

    shutil.rmtree(book / ".git")
    (book / "contacts.yaml").write_text(CONTACTS)
    assert found(acct, book, "AP805") == []


def test_secrets_in_settings_templates_and_playbooks_are_told_at_their_place(acct: Acct, book: Path) -> None:
    settings = (book / "acctplan.yaml").read_text()
    (book / "acctplan.yaml").write_text(settings + "# postgres://reader:geheim99@db.example/x\n")
    (book / "templates" / "plans").mkdir(parents=True)
    (book / "templates" / "plans" / "own.md").write_text("---\naccount:\n# key AKIAIOSFODNN7EXAMPLE\n---\n")
    (book / "playbooks").mkdir()
    (book / "playbooks" / "left.yaml").write_text("when: {movement: champion-left}\n# call +49 30 1234567\n")
    places = {(finding["file"], finding["line"], finding["column"]) for finding in found(acct, book, "AP801")}
    assert places == {("acctplan.yaml", settings.count("\n") + 1, 21), ("templates/plans/own.md", 3, 7)}
    assert [(finding["file"], finding["line"], finding["column"]) for finding in found(acct, book, "AP800")] == [
        ("playbooks/left.yaml", 2, 8)
    ]


def test_our_own_people_in_the_team_file_are_no_customers(acct: Acct, book: Path) -> None:
    team = book / "team.yaml"
    team.write_text(team.read_text() + "zoe: {name: Zoe Lind, email: zoe@elsewhere.example, note: +49 30 7654321}\n")
    assert found(acct, book, "AP800") == []


def test_a_playbook_that_is_a_link_is_told_and_the_rest_is_judged(acct: Acct, book: Path) -> None:
    (book / "playbooks").symlink_to(book.parent)
    ran = acct("lint", "--select", "AP801", "--no-cache", cwd=book)
    assert ran.code == 2
    assert "playbooks" in ran.out
    assert "Traceback" not in ran.err


def test_facts_of_another_organisation_without_a_plan(acct: Acct, book: Path) -> None:
    settings = book / "acctplan.yaml"
    settings.write_text(
        "organisation: northpeak-eu\n" + "".join(line for line in settings.read_text().splitlines(True) if "organisation" not in line)
    )
    (book / "facts").mkdir(exist_ok=True)
    (book / "facts" / "wren.yaml").write_text("account: Wren\norganisation: northpeak-us\n")
    (book / "facts" / "tern.yaml").write_text("account: Tern\norganisation: northpeak-eu\n")
    (book / "facts" / "lark.yaml").write_text("account: Lark\n")
    (book / "facts" / "harbour.yaml").write_text("account: Harbour\norganisation: northpeak-us\n")
    assert sorted(finding["file"] for finding in found(acct, book, "AP806")) == ["facts/wren.yaml", "plans/harbour.md"]
    settings.write_text("currency: EUR\n")
    assert found(acct, book, "AP806") == []
