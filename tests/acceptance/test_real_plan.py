"""Real filled plans, written by others: the format holds what they say, and the rules say what they lack.

The sources are read in place and never copied. A folder here says the same in our own words as a book of one account; its
`carried.yaml` lists facts that stand in both, and every finding with the reason why it is true of the original.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from acctplan.model.book import Book, Entry
from acctplan.planfile.config import parse_facts, parse_settings, parse_team
from acctplan.planfile.parse import parse_bytes
from acctplan.rules._judge import chosen_rules
from acctplan.rules._lint import lint
from acctplan.store.skeleton import template_blocks

HERE = Path(__file__).parent
SOURCES = HERE.parents[2] / "shared" / "data" / "plans-filled"
PLANS = ("harvest-hearth", "harborstone-bank", "nextera-health")
RUN = 7
"""Words in a row that are no longer ours; a quotation of an original is shorter."""


def carried(name: str) -> dict[str, Any]:
    """What is listed of a plan: its sources, template and last day, facts and findings."""
    listed: dict[str, Any] = YAML(typ="safe", pure=True).load((HERE / name / "carried.yaml").read_text("utf-8"))
    return listed


FACTS = [(name, *(fact[field] for field in ("said", "path", "value"))) for name in PLANS for fact in carried(name)["facts"]]


def source_of(name: str) -> str:
    """The text of the original, all files in a row; the test is skipped where they are not at hand."""
    files = [SOURCES / file for file in carried(name)["sources"]]
    if missing := [file.name for file in files if not file.exists()]:
        pytest.skip(f"the real plan is not here: {SOURCES} has no {', '.join(missing)}")
    return "\n".join(file.read_text("utf-8") for file in files)


def book_of(name: str) -> Book:
    """The book of one account, read as any other; its settings, team and facts are without fault."""
    folder = HERE / name
    settings = parse_settings((folder / "acctplan.yaml").read_bytes())
    team = parse_team((folder / "team.yaml").read_bytes())
    assert (settings.faults, team.faults) == ((), ())
    data = (folder / f"plans/{name}.md").read_bytes()
    parsed = parse_bytes(data, name, team.value, settings.value.fiscal)
    entry = Entry(name, f"plans/{name}.md", data.decode("utf-8"), parsed.plan, parsed.faults)
    if (file := folder / f"facts/{name}.yaml").exists():
        facts = parse_facts(file.read_bytes())
        assert facts.faults == ()
        entry = entry._replace(facts=facts.value)
    return Book(settings.value, team.value, {name: entry})


def values_at(entry: Entry, path: str) -> list[str]:
    """The values that a key path names, one or many; below `facts` those of the facts."""
    assert entry.plan is not None
    tree: Any = {**entry.plan.tree, "facts": entry.facts.groups if entry.facts else {}}
    for step in path.split("."):
        tree = tree[step]
    return tree if isinstance(tree, list) else [tree]


def words(text: str) -> list[str]:
    """The words of a text, without case."""
    return re.findall(r"[\w'&-]+", text.lower())


@pytest.mark.parametrize("name", PLANS)
def test_the_plan_parses_without_fault(name: str) -> None:
    entry = book_of(name).entries[name]
    assert entry.plan is not None
    assert entry.faults == ()


@pytest.mark.parametrize(("name", "said", "path", "value"), FACTS, ids=[f"{name}: {path}" for name, _, path, _ in FACTS])
def test_ours_says_so(name: str, said: str, path: str, value: str) -> None:
    assert value in values_at(book_of(name).entries[name], path)


@pytest.mark.parametrize(("name", "said", "path", "value"), FACTS, ids=[f"{name}: {path}" for name, _, path, _ in FACTS])
def test_the_original_says_so(name: str, said: str, path: str, value: str) -> None:
    assert re.search(said, source_of(name)), "the source no longer says so"


@pytest.mark.parametrize("name", PLANS)
def test_the_words_are_ours(name: str) -> None:
    theirs = words(source_of(name))
    runs = {tuple(theirs[place : place + RUN]) for place in range(len(theirs) - RUN + 1)}
    for file in sorted(path for path in (HERE / name).rglob("*") if path.is_file()):
        ours = words(file.read_text("utf-8"))
        assert [ours[place : place + RUN] for place in range(len(ours) - RUN + 1) if tuple(ours[place : place + RUN]) in runs] == []


@pytest.mark.parametrize("name", PLANS)
def test_the_rules_say_what_the_original_lacks(name: str) -> None:
    """All rules, on the day the original was last updated; without history no age is judged."""
    book, listed = book_of(name), carried(name)
    day = listed["last_updated"]
    assert isinstance(day, date)
    result = lint(book, chosen_rules(book.settings), {}, today=day, blocks=template_blocks(None, {listed["template"]}))
    assert all(len(row["why"].split()) > 3 for row in listed["findings"])
    expected = [(row["rule"], path) for row in listed["findings"] for path in row["at"]]
    assert sorted((finding.code, finding.path) for finding in result.findings) == sorted(expected)
