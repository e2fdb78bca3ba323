"""docs/promises.md names a test for each threat, and each of them is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

from .test_programs import COMMANDS, PLUMBING

PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
ROWS = {row[1]: row for row in re.finditer(r"^\| (T\d\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)}
THREATS = [f"T{number:02d}" for number in range(1, 65)]
LATER = "with that feature"


@cache
def named_in(file: str) -> frozenset[str]:
    """Names of the tests of a file."""
    path = Path(ROOT, file)
    assert path.is_file(), f"{file} is not there"
    return frozenset(node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef))


def test_every_threat_has_one_row() -> None:
    assert list(ROWS) == THREATS
    assert len(re.findall(r"^\| T\d\d ", PAGE, re.MULTILINE)) == len(THREATS)


@pytest.mark.parametrize("threat", THREATS)
def test_the_tests_of_a_threat_are_there(threat: str) -> None:
    _, _, promise, shown = ROWS[threat].groups()
    named = re.findall(r"`([^`]+)`", shown)
    assert named or LATER in promise, f"{threat} is shown by nothing"
    for node in named:
        file, _, name = node.partition("::")
        assert name.startswith("test_") and name in named_in(file), f"{node} is not there"


def test_no_feature_is_put_off_that_is_there() -> None:
    """A format that exists needs its test: the row may no longer say that it waits."""
    from acctplan import registry

    formats = set(registry.names("acctplan.formats"))
    for threat, name in {"T51": "github", "T58": "csv", "T59": "xlsx", "T60": "ics", "T62": "sarif"}.items():
        assert (name in formats) != (LATER in ROWS[threat][3]), f"{threat}: say by which test {name} is shown"


def test_the_page_names_the_plumbing_that_is_allowed() -> None:
    asked = PAGE.split("## What git is asked")[1].split("##")[0]
    assert all(f"`{name}`" in asked for name in PLUMBING)
    assert f"watches {len(COMMANDS)} commands" in PAGE
