"""The example in each command's help runs in the example book, as it stands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan import registry
from acctplan.cli.program import PACKAGE
from tests.conftest import Ran

Acct = Callable[..., Ran]
FINDS = {"lint"}
EXAMPLES = {name: module.EXAMPLE for name, module in registry.members(PACKAGE)}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_runs(acct: Acct, demo: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("ACCTPLAN_EDITOR", "true")
    monkeypatch.setenv("ACCTPLAN_TODAY", "2026-11-20")
    program, *words = shlex.split(EXAMPLES[name])
    ran = acct(*words, cwd=demo)
    assert (program, words[0]) == ("acctplan", name)
    assert ran.code == (1 if name in FINDS else 0), ran
    assert ran.out or ran.err


@pytest.mark.parametrize("name", EXAMPLES)
def test_arguments_are_written_as_the_help_speaks_of_them(acct: Acct, name: str) -> None:
    shown = acct(name, "--help").out
    usage, _, rest = shown.partition("\n\n")
    for word in re.findall(r"[^\s\[\]]+", usage.partition("[OPTIONS]")[2]):
        assert word.strip(".|") in rest, (word, shown)
    for ugly in ("<str>", "<list[str]>", "<path>", "{"):
        assert ugly not in usage, shown
    assert "<" not in "".join(re.findall(r"(?s)^Arguments:\n(.*?)\n\n", shown, re.MULTILINE)), shown
