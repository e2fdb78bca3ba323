"""The documents say what the code does."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan import registry
from acctplan.cli.program import PACKAGE, PANELS

from ..conftest import ROOT, Ran
from .console import run_document
from .reference import commands_page, fields_page, rule_pages, rules_page

COMMANDS = list(registry.members(PACKAGE))


@pytest.fixture
def newcomer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("ACCTPLAN_"):
            monkeypatch.delenv(name)


def test_readme_prints_what_it_says(newcomer: None, tmp_path: Path) -> None:
    said = (ROOT / "README.md").read_text("utf-8")
    assert run_document(said, tmp_path) == said, "run `make docs`"


def test_reference_pages_are_current() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == commands_page(), "run `make docs`"
    assert (ROOT / "docs" / "fields.md").read_text("utf-8") == fields_page(), "run `make docs`"
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == rules_page(), "run `make docs`"


def test_every_rule_has_a_current_page() -> None:
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "rules").iterdir()}
    assert sorted(written) == sorted(rule_pages()), "run `make docs`"
    assert written == rule_pages(), "run `make docs`"


def test_the_options_a_page_shows_are_what_the_settings_take(acct: Callable[..., Ran], tmp_path: Path) -> None:
    """All of them at once, as the pages print them."""
    blocks = [
        block
        for page in rule_pages().values()
        for block in re.findall(r"^```yaml\nlint:\n  rules:\n(.*?)```$", page, re.MULTILINE | re.DOTALL)
    ]
    assert len(blocks) > 10
    (tmp_path / "plans").mkdir()
    (tmp_path / "acctplan.yaml").write_text("lint:\n  rules:\n" + "".join(blocks))
    ran = acct("lint", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, ""), ran


def test_links_of_the_documents_lead_somewhere() -> None:
    for document in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


@pytest.mark.parametrize(("name", "module"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_command_has_help_with_an_example(name: str, module: object, acct: Callable[..., Ran]) -> None:
    ran = acct(name, "--help")
    assert ran.code == 0
    assert module.PANEL in PANELS  # type: ignore[attr-defined]
    assert " ".join(f"Example: {module.EXAMPLE}".split()) in " ".join(ran.out.split())  # type: ignore[attr-defined]
    undocumented = re.findall(r"^  (--[a-z-]+)\s*$", ran.out, re.MULTILINE)
    assert undocumented == []


def test_help_at_eighty_columns_is_no_wider(acct: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for words in ((), *((name,) for name, _ in COMMANDS)):
        too_wide = [line for line in acct(*words, "--help").out.splitlines() if len(line) > 80]
        assert too_wide == []
