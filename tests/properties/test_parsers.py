"""One text, one value: the fast parser may only say what the slow one says, on known traps, real files and noise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from acctplan.errors import AcctplanError
from acctplan.model.edit import Edit
from acctplan.planfile.events import Refused, fast, pure
from acctplan.planfile.nodes import Node, nodes_of
from acctplan.planfile.parse import parse, parse_bytes
from acctplan.planfile.scan import hidden_characters, misread
from acctplan.planfile.splice import splice
from acctplan.planfile.split import Halves, split
from acctplan.planfile.tree import _Builder, read_tree
from tests.conftest import SHARED

from .plan_texts import AWKWARD, ORDINARY, PEOPLE, plan_texts

ROBUSTNESS = SHARED / "robustness"
SUITE = ROBUSTNESS / "yaml-test-suite"
HOUSE = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
NORMAL = settings(HOUSE, max_examples=1000, derandomize=True)
DEEP = settings(HOUSE, max_examples=100_000)

# Where the C parser says yes, the pure one no, and the value is the one the YAML specification gives.
LENIENT = {
    "4QFQ-0": "blank first lines of a block of text that are longer than its indentation",
    "DWX9-0": "blank first lines of a block of text that are longer than its indentation",
    "DC7X-0": "a tab after a value; after a field's colon the scan refuses it",
    "DK95-5": "a line of spaces and tabs alone",
    "HS5T-0": "a tab that begins a further line of a text; the scan refuses it in a plan",
}
# Texts the suite calls invalid and both parsers read alike.
TOLERATED = {"DK95-1": "a tab that indents inside double quotes, where any space folds to one"}


def verdict(parser: Any, text: str) -> tuple[Any, ...]:
    """What a parser makes of a text: its value and duplicate keys, or no."""
    builder = _Builder()
    try:
        tree = builder.run(parser(text))
    except (Refused, YAMLError, RecursionError):
        return ("no",)
    if tree is not None and not isinstance(tree, (dict, list)):
        return ("text alone, which no file of a book may be",)
    return ("yes", tree, [fault.path for fault in builder.faults])


def lenient(text: str) -> bool:
    """Whether the text holds what only the C parser takes: a tab beside plain text, or long blank first lines of a block."""
    return "\t" in text or re.search(r"[|>][-+0-9]*(?: +#[^\n]*| *)\r?\n(?: *\r?\n)* +\r?\n", text + "\n") is not None


def same(text: str) -> None:
    """Hold that the parsers do not contradict each other on a text."""
    quick, slow = verdict(fast, text), verdict(pure, text)
    if quick[0] != "yes":
        return
    if slow == ("no",) and (lenient(text) or any(True for _ in misread(text))):
        return  # said in any case, or harmless
    assert quick == slow


# The YAML test suite.


def suite() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(SUITE.glob("*.yaml")) if SUITE.is_dir() else ():
        for number, case in enumerate(YAML(typ="safe", pure=True).load(path.read_text("utf-8"))):
            if "yaml" in case:
                yield f"{path.stem}-{number}", case


CASES = list(suite())
needs_suite = pytest.mark.skipif(not CASES, reason="the YAML test suite is not in ../shared/data/robustness")


def suite_text(case: dict[str, Any]) -> str:
    """A case's text: the suite writes invisible characters as visible ones."""
    text = re.sub("—*»", "\t", case["yaml"])
    return text.replace("␣", " ").replace("←", "\r").replace("⇔", "\ufeff").replace("↵", "").replace("∎\n", "")


@needs_suite
def test_the_suite_is_there() -> None:
    assert len(CASES) > 150
    assert {*LENIENT, *TOLERATED} <= {name for name, _ in CASES}


@needs_suite
@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _ in CASES])
def test_the_suite_has_one_value(name: str, case: dict[str, Any]) -> None:
    text = suite_text(case)
    quick, slow = verdict(fast, text), verdict(pure, text)
    if name in LENIENT:
        assert quick[0] != "no" and slow[0] == "no", "the exception is none any more"
    elif quick[0] == "yes":
        assert quick == slow
    if case.get("fail") and name not in TOLERATED and name not in LENIENT:
        assert quick[0] == "no" or list(misread(text)), "what is no YAML was read without a word"


@needs_suite
@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _ in CASES])
def test_the_suite_never_breaks_a_plan(name: str, case: dict[str, Any]) -> None:
    text = f"---\n{suite_text(case)}\n---\nbody\n"
    parsed = parse(text, "plan", PEOPLE)
    assert parsed.plan is not None or parsed.faults
    adds_a_field(text)


# Plans.


def test_the_example_book_has_one_value(story: Path) -> None:
    for path in sorted(story.glob("plans/**/*.md")) + sorted(story.glob("**/*.yaml")):
        text = path.read_bytes().decode("utf-8")
        halves = split(text)
        front = halves.front if isinstance(halves, Halves) else text
        assert verdict(fast, front) == verdict(pure, front)
        assert verdict(fast, front)[0] == "yes"
        assert placed(nodes_of(fast(front), front)) == placed(nodes_of(pure(front), front))


def placed(node: Node | None) -> Any:
    """A tree of spans."""
    return node and (
        node.kind,
        node.start,
        node.end,
        node.line,
        node.column,
        node.style,
        node.value,
        [(placed(k), placed(v)) for k, v in node.entries],
    )


@settings(NORMAL, max_examples=150)
@given(plan_texts())
def test_generated_plans_have_one_value_and_one_place(text: str) -> None:
    halves = split(text)
    assert isinstance(halves, Halves)
    same(halves.front)
    if verdict(fast, halves.front)[0] == verdict(pure, halves.front)[0] == "yes":
        assert placed(nodes_of(fast(halves.front), halves.front)) == placed(nodes_of(pure(halves.front), halves.front))


# Noise.

MARKS = (
    "a", "b", "ab", "a: ", "b: ", ": ", ":", "- ", "-", "? ", "?", "[", "]", "{", "}", ", ", ",", "#", " #", '"', "'", "|", ">", "|-", ">+", "|2", "&a", "*a",
    "!", "!!str ", "%", "@", "`", "\t", "\r\n", "\r", "\\", "\\n", "---", "...", "---\n", "...\n", "\u2028", "\u2029", "\x85", "\ufeff", "é", "😀", "<<", "<<: ",
    "\n", "\n  ", "\n    ", " ", "  ", "1", "~", "null", "\x00", "\x1b", "\x7f", "=", "\xa0", "\u200b", "\n- ", "\n  - ", "\n\n", "owner: lee", "\nowner: mo",
)  # fmt: skip


def noise() -> st.SearchStrategy[str]:
    parts = st.lists(st.sampled_from(MARKS), min_size=1, max_size=9).map("".join)
    return st.one_of(
        parts, parts.map("a: {}".format), st.text(max_size=12).map("a: {}".format), st.text(st.characters(max_codepoint=0x300), max_size=20)
    )


@NORMAL
@given(noise())
def test_noise_has_one_value(text: str) -> None:
    same(text)


@pytest.mark.deep
@DEEP
@given(noise())
def test_noise_has_one_value_deep(text: str) -> None:
    same(text)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\ufeff"])
@pytest.mark.parametrize("hidden", ["x # note{}owner: mallory", "x{}owner: mallory", "|\n  x{}owner: mallory", "'x'{}owner: mallory"])
def test_no_field_hides_behind_a_character(mark: str, hidden: str) -> None:
    """The C parser ends lines where no editor does: a field behind a comment must never count."""
    text = f"---\naccount: Acme\nnote: {hidden.format(mark)}\n---\n"
    parsed = parse(text, "plan", PEOPLE)
    assert parsed.plan is None or parsed.plan.owner is None
    assert [fault.code for fault in parsed.faults if fault.code not in ("AP101",)] == ["AP804"]
    assert parsed.faults[0].at is not None and parsed.faults[0].at.line == (4 if "\n" in hidden else 3)


@pytest.mark.parametrize(
    "text", ["a: 1\n...\n", "a: ---\n...\n...\n", "a: 1\n...\nb: 2\n", "a: 1\n--- \nb: 2\n", "%YAML 1.1\n--- \na: 1\n", "--- \na: 1\n"]
)
def test_one_document_only(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_tree(text)
    assert refused.value.fault.code in ("AP114", "AP100")
    assert verdict(fast, text) == verdict(pure, text) == ("no",)


# Files that other people wrote.


def real_files() -> list[Path]:
    folders = [
        ROBUSTNESS / "front-matter-cases",
        ROBUSTNESS / "obsidian-kepano",
        ROBUSTNESS / "hugo-docs",
        SHARED / "plans-templates",
        SHARED / "plans-filled",
    ]
    return sorted(path for folder in folders for path in folder.glob("**/*") if path.is_file())


REAL = real_files()
FIELD_VALUES = ("Phase 2: roll-out", "two\nlines", "plain")


def adds_a_field(text: str) -> None:
    """A new field below `custom` changes only its own span, or is refused."""
    for value in FIELD_VALUES:
        try:
            after = splice(text, [Edit("set", ("custom", "segment"), value)], PEOPLE)
        except AcctplanError:
            continue
        ahead = next((place for place, (a, b) in enumerate(zip(text, after, strict=False)) if a != b), len(text))
        behind = len(text) - ahead
        assert after[:ahead] == text[:ahead]
        assert behind == 0 or after.endswith(text[ahead:]) or "custom:" in text, "more than the new field changed"
        halves = split(after)
        assert isinstance(halves, Halves)
        assert read_tree(halves.front)[0]["custom"]["segment"] == value


@pytest.mark.skipif(not REAL, reason="../shared/data is not there")
@pytest.mark.parametrize("path", REAL, ids=[path.name for path in REAL])
def test_real_files(path: Path) -> None:
    data = path.read_bytes()
    parsed = parse_bytes(data, "plan", PEOPLE)
    assert parsed.plan is not None or parsed.faults
    text = data.decode("utf-8", "replace")
    halves = split(text)
    if isinstance(halves, Halves):
        same(halves.front)
    adds_a_field(text)


@pytest.mark.parametrize("text", [*ORDINARY, *AWKWARD])
def test_awkward_values_have_one_value(text: str) -> None:
    for shape in (
        f"a: {text}\n",
        f'a: "{text}"\n',
        f"a: '{text}'\n",
        f"a: [{text}]\n",
        f"a: {{b: {text}}}\n",
        f"- {text}\n",
        f"a: |\n  {text}\n",
        f"{text}: a\n",
    ):
        same(shape)
        list(hidden_characters(shape))
