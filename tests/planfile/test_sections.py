"""Fields told apart by their lines: whatever is found that way is what the parser finds in the whole text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from acctplan.analysis.belief_age import meaning_of
from acctplan.model.settings import Settings
from acctplan.model.team import NOBODY
from acctplan.planfile.decode import decode
from acctplan.planfile.events import Refused
from acctplan.planfile.parse import parse_tree
from acctplan.planfile.sections import BODY, ReadOnce, read_section, sections
from acctplan.store.git import Repository
from acctplan.store.shelf import Desk
from acctplan.store.versions import Versions

PLAN = """---
account: Harbour Bakery Group   # the group
# a word between
owner: dana
team: {dana: csm}
stakeholders:
- not yet
story: >
  Long text

  of two parts
goals:
    rosters: {title: "Rosters: two weeks", owner: dana}

actions:
  call: Call Tom (dana, 2026-11-20, rosters)
---
# Words

below
"""
TRAPS = {
    "as it is": PLAN,
    "crlf": PLAN.replace("\n", "\r\n"),
    "bom": "\ufeff" + PLAN,
    "quote that runs on": PLAN.replace("owner: dana\nteam", 'owner: "dana\nteam').replace("goals:\n", 'goals: "x"\nx: "\n'),
    "quote never closed": PLAN.replace("owner: dana\nteam", 'owner: "dana\nteam'),
    "bracket that runs on": PLAN.replace("{dana: csm}", "{dana: csm,").replace("- not yet", "}"),
    "quote over three fields": "---\na: 'x\nb: y\nc: z'\nd: e\n---\n",
    "a field twice": PLAN.replace("goals:", "owner: lee\ngoals:"),
    "a quoted field": PLAN.replace("owner: dana\nteam", '"owner": dana\nteam'),
    "a field asked for": PLAN.replace("owner: dana\nteam", "? owner\n: dana\nteam"),
    "a space before the colon": PLAN.replace("owner: dana\nteam", "owner : dana\nteam"),
    "no space after it": PLAN.replace("owner: dana\nteam", "owner:dana\nteam"),
    "all in brackets": "---\n{account: Harbour, owner: dana}\n---\n",
    "brackets over lines": "---\n{account: Harbour,\nowner: dana}\n---\n",
    "indented": "---\n  account: Harbour\n  owner: dana\n---\n",
    "a list": "---\n- account: Harbour\n- owner: dana\n---\n",
    "an anchor": PLAN.replace("{dana: csm}", "&a {dana: csm}"),
    "an alias": PLAN.replace("- not yet", "- *a"),
    "a tag": PLAN.replace("owner: dana\nteam", "owner: !x dana\nteam"),
    "a directive": PLAN.replace("# a word", "%YAML 1.2\n# a word"),
    "merge marks": PLAN.replace("# a word between", "<<<<<<< ours\n# a\n=======\n# b\n>>>>>>> theirs"),
    "a tab": PLAN.replace("    rosters", "\trosters"),
    "a line separator": PLAN.replace("a word", "a\u2028word"),
    "three dots": PLAN.replace("# a word between", "...\n# a"),
    "a field called body": PLAN.replace("# a word between", "body: hidden"),
    "empty fields": PLAN.replace("{dana: csm}", "").replace("- not yet", "").replace("owner: dana\nteam", "owner: ''\nteam"),
    "nothing": "",
    "fences alone": "---\n---\n",
    "no end": PLAN.replace("---\n# Words", ""),
    "a person who went": PLAN.replace("team: {dana: csm}", "team: {lee: am}").replace("owner: dana\n", "owner: lee\n"),
    "no final newline": PLAN.rstrip("\n"),
    "not utf-8": PLAN.replace("Words", "W\udcffrds"),
}
NOWHERE = Repository(Path(), Path(), "", Path(), Path(), shallow=False, head=None)


def versions() -> Versions:
    return Versions(NOWHERE, Desk(Settings(), NOBODY), cached=False)


def _by_section(known: Versions, data: bytes) -> Mapping[str, str] | None:
    text = decode(data)
    return known._by_section(sections(text) if isinstance(text, str) else None)


def whole(data: bytes) -> dict[str, str] | None:
    tree = parse_tree(data)
    return meaning_of(*tree) if tree else None


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS)
def test_fields_read_alone_mean_what_they_mean_in_the_whole(text: str) -> None:
    data = text.encode("utf-8", "surrogateescape")
    assert _by_section(versions(), data) in (None, whole(data))


@pytest.mark.parametrize("name", ["as it is", "crlf", "bom", "empty fields", "a person who went", "no final newline"])
def test_an_ordinary_plan_needs_no_whole_reading(name: str) -> None:
    found = _by_section(versions(), TRAPS[name].encode())
    assert found is not None
    assert found == whole(TRAPS[name].encode())


@pytest.mark.parametrize("first", TRAPS.values(), ids=TRAPS)
def test_what_is_remembered_of_one_version_is_true_of_the_next(first: str) -> None:
    """A field that runs on in one version must not be taken for one that ends in another."""
    known = versions()
    for text in (first, *TRAPS.values()):
        data = text.encode("utf-8", "surrogateescape")
        tree = parse_tree(data)
        if tree and not isinstance(text, bytes):
            known.know(sections(text) or {}, tree[0], meaning_of(*tree))
        assert _by_section(known, data) in (None, whole(data))


def test_only_what_differs_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once; with actions also what tells who is a person."""
    from acctplan.planfile import sections as module

    read: list[list[str]] = []
    real = module._read
    monkeypatch.setattr(module, "_read", lambda parts, names: read.append(sorted(names)) or real(parts, names))
    known = versions()
    tree = parse_tree(PLAN.encode())
    assert tree
    known.know(sections(PLAN) or {}, tree[0], meaning_of(*tree))
    changed = PLAN.replace("two weeks", "three weeks").replace("below", "above")
    assert _by_section(known, changed.encode()) == whole(changed.encode())
    assert read == [["goals"]]
    moved = PLAN.replace("team: {dana: csm}", "team: {lee: am}")
    assert _by_section(known, moved.encode()) == whole(moved.encode())
    assert read == [["goals"], ["actions", "owner", "stakeholders", "team"]]


def test_the_lines_of_each_field() -> None:
    parts = sections(PLAN)
    assert parts is not None
    assert list(parts) == ["account", "owner", "team", "stakeholders", "story", "goals", "actions", "body"]
    assert parts["account"] == "account: Harbour Bakery Group   # the group\n# a word between\n"
    assert parts["stakeholders"] == "stakeholders:\n- not yet\n"
    assert "".join(parts.values()) == PLAN.replace("---\n", "")


@pytest.mark.parametrize("first", TRAPS.values(), ids=TRAPS)
def test_fields_read_together_are_what_each_is_alone(first: str) -> None:
    """What is remembered of a first version, with the people it names, is true of every other."""
    for text in TRAPS.values():
        once = ReadOnce()
        for version in (first, text):
            parts = sections(version)
            if parts is None:
                continue
            names = [name for name in parts if name != BODY]
            assert _together(once, parts, names) == _one_by_one(parts, names)


def _together(once: ReadOnce, parts: Mapping[str, str], names: list[str]) -> list[Any]:
    try:
        return list(once.every(parts, names, ("priya",)).items())
    except Refused:
        return [None]


def _one_by_one(parts: Mapping[str, str], names: list[str]) -> list[Any]:
    try:
        return [(name, read_section(parts, name, ("priya",))) for name in names]
    except Refused:
        return [None]


def test_people_named_in_a_version_before_are_none_of_the_next() -> None:
    once, parts = ReadOnce(), sections(PLAN)
    assert parts is not None
    first = once.every(parts, ["actions", "team"], ())
    parts |= {"team": "team: {lee: am}\n", "owner": "owner: lee\n"}
    assert once.every(parts, ["actions"], ())["actions"] == read_section(parts, "actions", ()) != first["actions"]
