"""`schema`: what files and outputs hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from acctplan.cli.schemas import names, schema_of
from tests.conftest import ROOT, Ran

from .asked import refused

Acct = Callable[..., Ran]


def test_the_names(acct: Acct, tmp_path: Path) -> None:
    ran = acct("schema", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split() == names()
    assert len(set(names())) == len(names())


@pytest.mark.parametrize("name", names())
def test_every_schema_is_one(acct: Acct, tmp_path: Path, name: str) -> None:
    ran = acct("schema", name, cwd=tmp_path)
    assert ran.code == 0
    schema = json.loads(ran.out)
    Draft202012Validator.check_schema(schema)
    assert schema == schema_of(name)
    for reference in re.findall(r'"\$ref": "([^"]+)"', ran.out):
        assert reference.startswith("#/$defs/")
        assert reference.removeprefix("#/$defs/") in schema["$defs"]


def test_an_unknown_schema(acct: Acct) -> None:
    refused(acct("schema", "settigs"), "there is no schema “settigs”", "settings")


def _named(value: object) -> object:
    """Keys and days as text, as JSON has them."""
    if isinstance(value, dict):
        return {str(key): _named(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_named(item) for item in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


@pytest.mark.parametrize(
    ("file", "name"), [("settings", "settings"), ("team", "team"), ("facts", "facts"), ("core", "plan"), ("lite", "plan")]
)
def test_the_examples_of_the_format_fit_their_schema(file: str, name: str) -> None:
    text = (ROOT / "tests" / "fixtures" / "format" / f"{file}.yaml").read_text("utf-8")
    data = _named(YAML(typ="safe", pure=True).load(text))
    assert [error.message for error in Draft202012Validator(schema_of(name)).iter_errors(data)] == []


@pytest.mark.parametrize(
    "text", ["ownr: dana", "goals: {a: {titel: x}}", "lifecycle: bogus", "health: {usage: {band: blue}}", "goals: [a]", "account: {a: b}"]
)
def test_what_does_not_fit_the_schema_of_a_plan(text: str) -> None:
    data = _named(
        YAML(typ="safe", pure=True).load(f"account: A\n{text}\n".removeprefix("account: A\n" if text.startswith("account") else ""))
    )
    assert not Draft202012Validator(schema_of("plan")).is_valid(data)


def test_plans_fit_their_schema(story: Path) -> None:
    """Long form as it is written: what `lint` finds no fault with."""
    from acctplan.planfile.split import Halves, split

    validator = Draft202012Validator(schema_of("plan"))
    for path in sorted((story / "plans").rglob("*.md")):
        halves = split(path.read_text("utf-8"))
        assert isinstance(halves, Halves)
        yaml = YAML(typ="safe", pure=True)
        data = _named(yaml.load(halves.front))
        assert [error.message for error in validator.iter_errors(data)][:1] == [], path.name


def test_a_schema_does_not_depend_on_what_was_asked_before() -> None:
    """A default of one field must not become another's: they share their types."""
    first = {name: schema_of(name) for name in names()}
    assert {name: schema_of(name) for name in reversed(names())} == first
    assert "default" not in first["settings"]["properties"]["organisation"]
