"""`new`: a plan from a template."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran

from .asked import PLAN, refused

Acct = Callable[..., Ran]
OWNED = ("--set", "owner=dana", "--no-input")
TEMPLATES = ("lite", "core", "strategic", "churn-risk", "success-plan")


def test_a_plan_from_its_name(acct: Acct, book: Path) -> None:
    ran = acct("new", "Wren Ferries", *OWNED, cwd=book)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[0] == "Made plans/wren-ferries.md."
    text = (book / "plans" / "wren-ferries.md").read_text()
    assert "account: Wren Ferries\n" in text
    assert "owner: dana\n" in text
    assert "template: lite@1\n" in text
    assert acct("show", "wren-ferries", cwd=book).code == 0


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_makes_a_plan_without_an_error(acct: Acct, book: Path, template: str) -> None:
    assert acct("new", "Wren", *OWNED, "--template", template, cwd=book).code == 0
    found = json.loads(acct("lint", "wren", "--json", "--fail-on", "never", cwd=book).out)["findings"]
    assert [finding for finding in found if finding["severity"] == "error"] == []


def test_fields_that_are_given(acct: Acct, book: Path) -> None:
    words = ("--set", "tier=strategic", "--set", "intent.now=First", "--set", "lifecycle=onboarding", "--set", "story=a: b")
    assert acct("new", "Wren", *OWNED, *words, cwd=book).code == 0
    text = (book / "plans" / "wren.md").read_text()
    for line in ("tier: strategic", "  now: First", "lifecycle: onboarding", 'story: "a: b"'):
        assert f"\n{line}" in text, line


def test_an_id_of_ones_own(acct: Acct, book: Path) -> None:
    assert acct("new", "Wren Ferries Ltd.", "--id", "wren", *OWNED, cwd=book).code == 0
    assert (book / "plans" / "wren.md").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("../x",), ("/etc/passwd",), ("Wren", "--id", "../x"), ("Wren", "--id", "/tmp/x"), ("Wren", "--id", ""), ("Wren", "--id", "A B"),
        ("Wren", "--id", "."), ("Wren", "--id", "a/b"), ("Wren", "--id", "-x"), ("...",), ("",), ("日本",),
    ],
)  # fmt: skip
def test_what_cannot_be_an_id_is_refused_or_made_one(acct: Acct, book: Path, words: tuple[str, ...]) -> None:
    """T74: nothing is ever made outside plans/."""
    before = sorted(book.parent.rglob("*"))
    ran = acct("new", *words, *OWNED, cwd=book)
    made = [path for path in sorted(book.parent.rglob("*")) if path not in before and ".git/" not in str(path)]
    if ran.code == 0:
        assert [path.parent for path in made] == [book / "plans"]
        assert acct("show", made[0].stem, cwd=book).code == 0
    else:
        refused(ran)
        assert made == []


def test_nothing_is_ever_overwritten(acct: Acct, book: Path) -> None:
    refused(acct("new", "Harbour", *OWNED, cwd=book), "plans/harbour.md is there already", "acctplan edit harbour", "--id")
    refused(acct("new", "HARBOUR", *OWNED, cwd=book), "is there already")
    (book / "plans" / "north").mkdir()
    (book / "plans" / "north" / "Wren.md").write_text(LITE)
    refused(acct("new", "Wren", *OWNED, cwd=book), "plans/north/Wren.md is there already")
    assert (book / PLAN).read_text() == LITE
    (book / "plans" / "gull.md").symlink_to(book / PLAN)
    refused(acct("new", "Gull", *OWNED, cwd=book))
    assert (book / PLAN).read_text() == LITE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Wren", "--no-input", "--set", "owner=nobody"), "nobody in team.yaml is called “nobody”"),
        (("Wren", *OWNED, "--template", "larg"), "there is no template “larg”"),
        (("Wren", *OWNED, "--set", "nonsense=1"), "is no field of a plan"),
        (("Wren", *OWNED, "--set", "owner"), "has no = in it"),
        (("Wren", *OWNED, "--set", "lifecycle=bogus"), "onboarding"),
        (("Wren", *OWNED, "--set", "renewal.renews_on=tomorrow"), "date"),
        (("--no-input",), "the plan needs an account"),
    ],
)
def test_what_new_refuses(acct: Acct, book: Path, words: tuple[str, ...], said: str) -> None:
    refused(acct("new", *words, cwd=book), said)
    assert sorted(path.name for path in (book / "plans").iterdir()) == ["harbour.md"]


def test_fields_as_json(acct: Acct, book: Path, tmp_path: Path) -> None:
    fields = {
        "account": "Wren Ferries",
        "owner": "lee",
        "team": {"lee": "am"},
        "external": {"salesforce": ["1", "2"]},
        "story": "x",
        "arr": 1000,
    }
    assert acct("new", "--from-json", "-", cwd=book, stdin=json.dumps(fields)).code == 0
    shown = json.loads(acct("show", "wren-ferries", "--json", cwd=book).out)["fields"]
    assert (shown["owner"], shown["external"]["salesforce"], shown["arr"]) == ("lee", ["1", "2"], "1000")
    (tmp_path / "fields.json").write_text(json.dumps({**fields, "account": "Gull"}))
    assert acct("new", "--from-json", str(tmp_path / "fields.json"), "--set", "owner=dana", cwd=book).code == 0
    assert "owner: dana" in (book / "plans" / "gull.md").read_text()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '"x"',
        '{"account": ""}',
        '{"nonsense": 1}',
        '{"account": "Wren", "owner": "dana", "goals": []}',
        '{"account": "Wren", "owner": "dana", "goals": {"a": 1}}',
        "\ufeff{}",
        "[" * 5000,
        '{"account": {"a": 1}, "owner": "dana"}',
        '{"account": "Wren", "owner": 5}',
        '{"account": "Wren", "owner": null}',
        '{"account": "W\\u0000", "owner": "dana"}',
        '{"account": "Wren", "owner": "dana", "health": {"usage": {"band": {"x": 1}}}}',
    ],
)
def test_json_that_does_not_fit(acct: Acct, book: Path, text: str) -> None:
    ran = acct("new", "--from-json", "-", cwd=book, stdin=text)
    if ran.code:
        refused(ran)
        assert sorted(path.name for path in (book / "plans").iterdir()) == ["harbour.md"]
    else:
        assert acct("lint", "--select", "AP100", cwd=book).code == 0


def test_json_that_is_not_there(acct: Acct, book: Path, tmp_path: Path) -> None:
    refused(acct("new", "--from-json", str(tmp_path / "none.json"), cwd=book), "none.json")
    refused(acct("new", "--from-json", str(tmp_path), cwd=book))


def test_facts_fill_in_what_they_know(acct: Acct, book: Path) -> None:
    (book / "facts").mkdir()
    (book / "facts" / "wren.yaml").write_text(
        "account: Wren Ferries\nexternal: {salesforce: [0015g]}\ncrm: {source: sf, owner: lee, tier: strategic, arr: 9000 EUR}\n"
    )
    assert acct("new", "wren", "--no-input", cwd=book).code == 0
    text = (book / "plans" / "wren.md").read_text()
    for line in ("account: Wren Ferries", "owner: lee", "tier: strategic"):
        assert f"\n{line}" in text
    assert "0015g" in text
    assert acct("lint", "wren", "--select", "schema", cwd=book).code == 0


def test_me_owns_what_nobody_else_does(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert acct("new", "Wren", "--no-input", cwd=book).code == 0
    assert "owner: dana" in (book / "plans" / "wren.md").read_text()
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "stranger@x.example")
    refused(acct("new", "Gull", "--no-input", cwd=book), "nobody owns the plan yet", "--set owner=PERSON")


def test_a_dry_run(acct: Acct, book: Path) -> None:
    ran = acct("new", "Wren", *OWNED, "--dry-run", cwd=book)
    assert ran.code == 0
    assert "+account: Wren\n" in ran.out
    assert not (book / "plans" / "wren.md").exists()


def test_a_template_of_the_book(acct: Acct, book: Path) -> None:
    (book / "templates" / "plans").mkdir(parents=True)
    (book / "templates" / "plans" / "ours.md").write_text(
        "---\ntemplate: {name: ours, version: 3, extends: lite}\naccount:\nstory: Ours\n---\n"
    )
    assert acct("new", "Wren", *OWNED, "--template", "ours", cwd=book).code == 0
    text = (book / "plans" / "wren.md").read_text()
    assert "template: ours@3" in text
    assert "story: Ours" in text
    (book / "templates" / "plans" / "bad.md").write_text("---\n[\n---\n")
    refused(acct("new", "Gull", *OWNED, "--template", "bad", cwd=book), "template bad.md:2:")
    (book / "templates" / "plans" / "loop.md").write_text("---\ntemplate: {extends: loop}\naccount:\n---\n")
    refused(acct("new", "Gull", *OWNED, "--template", "loop", cwd=book), "extends itself")
