"""Who may ask for silence, whether a plan does, and what its word is taken to mean."""

from __future__ import annotations

import pytest

from acctplan.model.book import Entry
from acctplan.model.settings import Settings
from acctplan.planfile.config import parse_settings
from acctplan.planfile.parse import parse
from acctplan.rules._context import Context
from acctplan.rules._judge import rule_named
from acctplan.rules._suppress import Sieve, context_of, may_ask, tells

from .bench_plan import TODAY

PLAIN = "---\naccount: Example Ltd\n---\n"
COMMENT = PLAIN.replace("Ltd", 'Ltd  # acctplan: ignore[AP203] reason="x"')
LISTED = PLAIN.replace("account", "lint_ignore: [{rule: AP203, reason: x}]\naccount")
PATHS = parse_settings(b"lint: {paths: {plans/x*: {ignore: [AP203]}}}\n").value


def entry_of(text: str) -> Entry:
    parsed = parse(text, "example")
    return Entry("example", "plans/example.md", text, parsed.plan, parsed.faults)


@pytest.mark.parametrize(("text", "may"), [(PLAIN, False), (COMMENT, True), (LISTED, True), ("", False)])
def test_a_text_that_may_ask(text: str, may: bool) -> None:
    assert may_ask(text) is may


@pytest.mark.parametrize(
    ("text", "asked"), [(COMMENT, 1), (LISTED, 1), (COMMENT.replace("account", "lint_ignore: [{rule: AP1}]\naccount"), 2)]
)
def test_a_plan_that_asks(text: str, asked: int) -> None:
    found = context_of(entry_of(text), Context(TODAY, Settings()))
    assert found is not None
    assert len(found.suppressions) == asked


@pytest.mark.parametrize("text", [PLAIN, "---\naccount: [\n---\n", "---\naccount: [  # acctplan: ignore[AP203]\n---\n"])
def test_a_plan_that_asks_for_nothing_or_cannot_be_read(text: str) -> None:
    """Only the settings may then have asked, by path."""
    assert context_of(entry_of(text), Context(TODAY, Settings())) is None
    context = Context(TODAY, PATHS)
    assert context_of(entry_of(text), context) is context


@pytest.mark.parametrize(("file", "paths"), [("plans/xylo.md", 1), ("plans/example.md", 0), ("", 0)])
def test_paths_of_the_settings_mean_files_that_are_there(file: str, paths: int) -> None:
    every = parse_settings(b"lint: {paths: {'*': {ignore: [AP203]}}}\n").value
    entry = Entry("example", file, PLAIN)
    assert len(Sieve(entry, Context(TODAY, PATHS)).paths) == paths
    assert len(Sieve(entry, Context(TODAY, every)).paths) == bool(file)


@pytest.mark.parametrize(
    ("name", "whole", "history", "tells_all"),
    [
        ("action-without-owner", False, False, True),
        ("goals-stale", False, True, True),
        ("goals-stale", True, False, False),
        ("action-slipping", True, False, False),
        ("owner-departed", True, False, False),
        ("too-many-plans", False, True, False),
        ("too-many-plans", True, True, True),
    ],
)
def test_when_silence_means_that_there_is_nothing(name: str, whole: bool, history: bool, tells_all: bool) -> None:
    assert tells(rule_named(name), whole=whole, history=history) is tells_all


def test_a_request_about_requests_is_never_called_unused() -> None:
    text = PLAIN.replace("account", "lint_ignore: [{rule: AP902, reason: x}, {rule: AP203, reason: x}]\naccount")
    entry = entry_of(text)
    asked = context_of(entry, Context(TODAY, Settings()))
    assert asked is not None
    unused = Sieve(entry, asked).unused([rule_named("AP902"), rule_named("AP203")])
    assert [word for one in unused for word in one.words] == ["AP203"]
