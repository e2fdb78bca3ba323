"""Edits on front matter that other people wrote: whatever it holds, only what was asked changes, or the write is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import pytest

from acctplan.errors import AcctplanError
from acctplan.model.block import BLOCKS
from acctplan.model.edit import Edit
from acctplan.planfile.parse import parse
from acctplan.planfile.reform import reform
from tests.conftest import SHARED

from .test_parsers import LENIENT, SUITE, suite, suite_text
from .test_splice import PEOPLE, REFUSED, SAFE, check, held_at, leaves, long_form, said

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real inputs is not here")
FOLDERS = ("robustness", "plans-filled", "plans-templates")


@lru_cache(maxsize=1)
def fronts() -> dict[str, str]:
    """Every file whose front matter a plan could have, and every document of the YAML test suite that one could hold, by name."""
    files = [
        path for folder in FOLDERS for path in sorted((SHARED / folder).rglob("*")) if path.suffix in (".md", ".txt") and path.is_file()
    ]
    texts = {path.relative_to(SHARED).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in files}
    if SUITE.is_dir():
        texts |= {f"suite/{name}": f"---\n{suite_text(case).rstrip(chr(10))}\n---\n" for name, case in suite()}
    return {
        name: text
        for name, text in texts.items()
        if (read := parse(text, "plan", PEOPLE)).plan and not read.broken and name.removeprefix("suite/") not in LENIENT
    }


def generic_edits(text: str) -> Iterator[Edit]:
    """Every kind of edit, at every place a mapping or a list of strangers offers."""
    tree = long_form(text)
    yield Edit("add", ("fresh_field",), "Phase 2: roll-out")
    yield Edit("add", ("goals" if "goals" not in tree else "risks", "fresh-one"), {"title": "it's @ana", "owner": "dana"})
    for path in leaves(tree):
        value, holder = held_at(tree, path), held_at(tree, path[:-1])
        yield Edit("set", path, "Two: lines #1")
        yield Edit("set", path, "two\nlines\n")
        yield Edit("remove", path)
        yield Edit("move", path)
        if isinstance(value, dict):
            yield Edit("add", (*path, "fresh"), "a value")
        if isinstance(value, list):
            yield Edit("append", path, "one more")
            yield Edit("insert", (*path, "0"), "first")
        if isinstance(holder, dict) and not (len(path) == 1 and path[0] in BLOCKS):
            yield Edit("rename", path, "fresh-name")


def test_there_is_something_to_edit() -> None:
    assert len(fronts()) > 70
    assert sum(len(list(generic_edits(text))) for text in fronts().values()) > 2000


def edited(step: int) -> Counter[str]:
    """Each so many-th edit of every front matter made and held against what is promised: how many were, how many refused."""
    tally: Counter[str] = Counter()
    for text in fronts().values():
        for edit in list(generic_edits(text))[::step]:
            del REFUSED[:]
            check(text, edit)
            tally[REFUSED[0][0] if REFUSED else "made"] += 1
    return tally


def few(tally: Counter[str]) -> None:
    unsafe = sum(count for message, count in tally.items() if SAFE in message)
    assert unsafe <= sum(tally.values()) / 50, tally


def test_edits_of_real_front_matter() -> None:
    few(edited(23))


@pytest.mark.deep
def test_edits_of_real_front_matter_deep() -> None:
    few(edited(1))


def test_forms_of_real_front_matter() -> None:
    for text in fronts().values():
        meant = said(long_form(text))
        for form in ("short", "long"):
            try:
                once = reform(text, form, PEOPLE).text
            except AcctplanError as error:
                pytest.fail(error.message)
            assert said(long_form(once)) == meant
            assert reform(once, form, PEOPLE).text == once
