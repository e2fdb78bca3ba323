"""Who co-authors are: as `.mailmap` names them, in every form git knows."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from acctplan.store.mailmap import Mailmap, parse_mailmap
from tests.conftest import git

from .test_ages import LATER, ages, put, save
from .test_ages import book as book

FORMS = """
# our people
Lee Wong <lee@northpeak.example>
<dana@northpeak.example> <dana@old.example>
Dana Kim <dana@northpeak.example> <DK@laptop.example>
Priya Nair <priya@northpeak.example> root <root@host.example>
Mo Haddad <mo@northpeak.example> admin <root@host.example>
no address here
broken < <x@y>  # and a remark
Ines Vidal <ines@northpeak.example> # since May
"""
PEOPLE = [
    ("lee w", "lee@northpeak.example"),
    ("lee w", "LEE@Northpeak.example"),
    ("Dana K", "dana@old.example"),
    ("dk", "dk@laptop.example"),
    ("root", "root@host.example"),
    ("Admin", "ROOT@host.example"),
    ("guest", "root@host.example"),
    ("iv", "ines@northpeak.example"),
    ("Somebody Else", "else@x.example"),
    ("No Mail", ""),
]


@pytest.mark.parametrize(("name", "mail"), PEOPLE)
def test_a_name_is_the_one_git_gives(tmp_path: Path, name: str, mail: str) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / ".mailmap").write_text(FORMS)
    who = f"{name} <{mail}>" if mail else f"{name} <>"
    said = subprocess.run(["git", "check-mailmap", who], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert parse_mailmap(FORMS).person(f"{name} <{mail}>") == said.partition("<")[0].strip()


def test_without_a_map_everybody_is_who_they_say() -> None:
    assert Mailmap({}).person("Lee Wong <lee@x.example>") == "Lee Wong"
    assert Mailmap({}).person("Lee Wong") == "Lee Wong"
    assert Mailmap({}).person(" <lee@x.example>") == "lee@x.example"


def test_a_co_author_is_named_by_the_map(book: Path) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER, words="Change\n\nCo-authored-by: DK <dk@laptop.example>")
    assert [name for _, name in ages(book).authors][:2] == ["Dana Kim", "DK"]
    (book / ".mailmap").write_text("Dana Kim <dana@northpeak.example> <dk@laptop.example>\n")
    assert {name for _, name in ages(book).authors} == {"Dana Kim"}


def test_a_plan_of_one_person_under_two_names_is_a_solo_plan(book: Path) -> None:
    (book / ".mailmap").write_text("Dana Kim <dana@northpeak.example> <dk@laptop.example>\n")
    save(put(book, ("severity: medium", "severity: high")), LATER, words="Change\n\nCo-authored-by: DK <dk@laptop.example>")
    assert set(ages(book).authors_since(date(2026, 3, 1))) == {"Dana Kim"}


@pytest.mark.parametrize("data", [b"\xff\xfe broken", b"x" * 2_000_000])
def test_a_map_that_cannot_be_read_maps_nobody(book: Path, data: bytes) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER, words="Change\n\nCo-authored-by: DK <dk@laptop.example>")
    (book / ".mailmap").write_bytes(data)
    assert "DK" in {name for _, name in ages(book).authors}
