"""`set`: fields of a plan, every other byte as it was."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acctplan.cli.exits import guarded
from tests.conftest import LITE, Ran, git, make_book
from tests.store.ordinary import ordinary_folder

from .asked import PLAN, lines_changed, refused

Acct = Callable[..., Ran]


SETS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "a field of an item": (("rosters.status=on-track",), ["+     status: on-track\n"]),
    "its whole path": (("goals.rosters.status=on-track",), ["+     status: on-track\n"]),
    "a field of the plan": (("owner=lee",), ["- owner: dana\n", "+ owner: lee\n"]),
    "a short form stays short": (
        ("fix-export.due=2026-12-01",),
        ["-   fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)\n",
         "+   fix-export: Get a date for the fix from product (dana, 2026-12-01, payroll-export)\n"],
    ),
    "a key result by its id alone": (
        ("shops-publishing-14-days-ahead.current=11",),
        ["-       Shops publishing 14 days ahead: 3 -> 16 shops, now 9\n", "+       Shops publishing 14 days ahead: 3 -> 16 shops, now 11\n"],
    ),
    "two at once": (("owner=lee", "tier=standard"), ["- owner: dana\n", "+ owner: lee\n", "- tier: growth\n", "+ tier: standard\n"]),
    "taken away": (("posture=",), ["- posture: retain\n"]),
    "a list": (("tom.known_by=[dana, lee]",), None),
    "a new block": (("pulse.renew_today=unsure",), ["+ pulse:\n", "+   renew_today: unsure\n"]),
    "text that YAML would misread": (("intent.now=Phase 2: roll-out #1",), ["-   now: Four new shops on rosters before Easter\n", '+   now: "Phase 2: roll-out #1"\n']),
    "text with an equals sign": (("intent.now=a=b",), ["-   now: Four new shops on rosters before Easter\n", "+   now: a=b\n"]),
    "me": (("owner=me",), []),
}  # fmt: skip


@pytest.mark.parametrize(("words", "lines"), SETS.values(), ids=SETS)
def test_set_changes_only_what_was_asked(acct: Acct, book: Path, words: tuple[str, ...], lines: list[str] | None) -> None:
    ran = acct("set", "harbour", *words, cwd=book)
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert ran.err.startswith("plans/harbour.md: ")
    if lines is not None:
        assert lines_changed(book) == lines
    else:
        assert "known_by: [dana, lee]" in (book / PLAN).read_text()
    assert acct("lint", "--select", "schema", cwd=book).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rosters.status=fine",), "on-track"),
        (("rosters.due=tomorrow",), "date"),
        (("rosters.due=30.06.2027",), "date"),
        (("owner=danna",), "danna"),
        (("rosters.owner=nobody",), "nobody"),
        (("fix-export.because=[nothing]",), "nothing"),
        (("roster.status=on-track",), "rosters.status"),
        (("rosters.statsu=on-track",), "status"),
        (("nonsense=1",), "nonsense"),
        (("owner",), "has no = in it"),
        (("=x",), ""),
        (("story=",), "says nothing already"),
        (("tom=x",), "tom"),
        (("account=",), ""),
        (("owner=me", "--as", "nobody"), "nobody"),
        (("owner=lee", "rosters.status=fine"), "on-track"),
    ],
)
def test_what_set_refuses_changes_nothing(acct: Acct, book: Path, words: tuple[str, ...], said: str) -> None:
    ran = acct("set", "harbour", *words, cwd=book)
    if ran.code == 0 and words in (("account=",), ("tom=x",)):
        return
    refused(ran, said)
    assert (book / PLAN).read_text() == LITE


def test_a_key_result_that_two_goals_have_is_asked_back(acct: Acct, book: Path) -> None:
    text = LITE.replace(
        "health:\n", "  other:\n    title: Another\n    key_results:\n      Shops publishing 14 days ahead: 0 -> 1\nhealth:\n"
    )
    (book / PLAN).write_text(text)
    refused(
        acct("set", "harbour", "shops-publishing-14-days-ahead.current=11", cwd=book), "may mean 2 key results", "other.key_results.shops"
    )
    assert (book / PLAN).read_text() == text


def test_an_unknown_plan(acct: Acct, book: Path) -> None:
    for words in (("set", "harbor", "owner=lee"), ("confirm", "harbor", "risks"), ("record", "harbor", "other", "x")):
        refused(acct(*words, cwd=book), "no account is called “harbor”", "Did you mean harbour?")


def test_a_plan_that_cannot_be_read_is_never_written(acct: Acct, book: Path) -> None:
    for text in (
        "---\naccount: A\nrisks: [\n---\n",
        LITE.replace("owner: dana\nlifecycle", "<<<<<<< a\nowner: dana\n=======\nowner: lee\n>>>>>>> b\nlifecycle"),
        "version https://git-lfs.github.com/spec/v1\n",
        "---\naccount: A\naccount: B\n---\n",
    ):
        (book / PLAN).write_text(text)
        for words in (("set", "harbour", "owner=lee"), ("confirm", "harbour", "risks"), ("record", "harbour", "other", "x")):
            refused(acct(*words, cwd=book), "")
            assert (book / PLAN).read_text() == text


def test_a_plan_with_findings_can_be_written(acct: Acct, book: Path) -> None:
    text = LITE.replace("owner: dana\nlifecycle: adoption", "owner: gone\nlifecycle: bogus\nnonsense: 1")
    (book / PLAN).write_text(text)
    assert acct("set", "harbour", "tier=standard", cwd=book).code == 0
    assert lines_changed(book, text) == ["- tier: growth\n", "+ tier: standard\n"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("tail", ["by day.\n", "by day.", "by day.\n\n\n"])
def test_bytes_around_the_change_are_kept(acct: Acct, book: Path, ending: str, mark: str, tail: str) -> None:
    text = mark + LITE.replace("by day.\n", tail).replace("\n", ending)
    (book / PLAN).write_bytes(text.encode())
    assert acct("set", "harbour", "tier=standard", cwd=book).code == 0
    assert (book / PLAN).read_bytes() == text.replace("tier: growth", "tier: standard").encode()


def test_a_dry_run_shows_the_change(acct: Acct, book: Path) -> None:
    ran = acct("set", "harbour", "tier=standard", "--dry-run", cwd=book)
    assert (ran.code, ran.err) == (0, "Nothing was written: this is a dry run.\n")
    assert (
        ran.out
        == "--- a/plans/harbour.md\n+++ b/plans/harbour.md\n@@ -5,3 +5,3 @@\n posture: retain\n-tier: growth\n+tier: standard\n intent:\n"
    )
    assert (book / PLAN).read_text() == LITE


def test_a_dry_run_prints_nothing_that_acts(acct: Acct, book: Path) -> None:
    text = LITE.replace("posture: retain\n", "posture: retain  # \x9b31m\n")
    (book / PLAN).write_text(text)
    ran = acct("set", "harbour", "tier=standard", "--dry-run", cwd=book)
    assert "\x9b" not in ran.out + ran.err


def test_without_permission_nothing_changes(acct: Acct) -> None:
    with ordinary_folder() as folder:
        book = make_book(folder / "book")
        (book / "plans").chmod(0o555)
        refused(acct("set", "harbour", "tier=standard", cwd=book), "cannot be written: permission denied")
        (book / "plans").chmod(0o755)
        (book / PLAN).chmod(0o444)
        refused(acct("set", "harbour", "tier=standard", cwd=book), "read-only")
        assert (book / PLAN).read_text() == LITE
        assert sorted(path.name for path in (book / "plans").iterdir()) == ["harbour.md"]


@pytest.mark.parametrize("value", ["\x1b[31m", "a\0b", "a\u202eb", "two\nlines", "\ud800", "x" * 300_000])
def test_odd_values_are_refused_or_read_back_the_same(acct: Acct, book: Path, value: str) -> None:
    ran = acct("set", "harbour", f"intent.now={value}", cwd=book)
    if ran.code == 0:
        assert acct("list", "plans", cwd=book).code == 0
        assert acct("lint", "--select", "AP100", cwd=book).code == 0
    else:
        refused(ran)
        assert (book / PLAN).read_text() == LITE


def test_what_was_there_before_is_told(acct: Acct, book: Path) -> None:
    for words, said in (
        (("tier=standard",), ["plans/harbour.md: tier = standard (was growth)."]),
        (("rosters.status=on-track",), ["plans/harbour.md: goals.rosters.status = on-track."]),
        (("posture=",), ["plans/harbour.md: posture removed (was retain)."]),
        (("tom.known_by=[dana, lee]",), ["plans/harbour.md: stakeholders.tom.known_by = [dana, lee] (was dana)."]),
        (("owner=lee", "tier=growth"), ["plans/harbour.md: 2 changes.", "  owner = lee (was dana)", "  tier = growth (was standard)"]),
        (("owner=lee",), ["plans/harbour.md: nothing to change."]),
        (("intent.now=" + "x" * 200,), ["plans/harbour.md: intent.now = " + "x" * 59 + "… (was Four new shops on rosters before Easter)."]),
    ):
        assert acct("set", "harbour", *words, cwd=book).err.splitlines() == said


def test_a_commit_lists_what_changed(acct: Acct, book: Path) -> None:
    assert acct("set", "harbour", "owner=lee", "tier=standard", "--commit", cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%B") == (
        "Harbour Bakery Group: 2 changes\n\n  owner = lee (was dana)\n  tier = standard (was growth)"
    )


def test_a_wrong_value_is_not_replaced_by_another(acct: Acct, book: Path) -> None:
    text = LITE.replace("lifecycle: adoption", "lifecycle: bogus")
    (book / PLAN).write_text(text)
    refused(acct("set", "harbour", "lifecycle=nonsense", cwd=book), "lifecycle is one of onboarding")
    assert (book / PLAN).read_text() == text


def test_me_is_a_person_only_where_one_is_asked_for(acct: Acct, book: Path) -> None:
    assert acct("set", "harbour", "intent.now=me", "tom.known_by=[me, lee]", "rosters.owner=me", "--as", "lee", cwd=book).code == 0
    text = (book / PLAN).read_text()
    assert "  now: me\n" in text
    assert "known_by: [lee, lee]" in text
    assert "    owner: lee\n    due: 2027-03-31\n" in text


def test_a_diff_is_written_and_shown(acct: Acct, book: Path) -> None:
    planned = acct("set", "harbour", "tier=standard", "--dry-run", cwd=book).out
    ran = acct("set", "harbour", "tier=standard", "--diff", cwd=book)
    assert (ran.code, ran.out, ran.err) == (0, planned, "plans/harbour.md: tier = standard (was growth).\n")
    assert lines_changed(book) == ["- tier: growth\n", "+ tier: standard\n"]


# --- --from-json

MERGED: dict[str, tuple[Any, list[str]]] = {
    "paths": ({"tier": "standard", "goals.rosters.status": "on-track"}, ["- tier: growth\n", "+ tier: standard\n", "+     status: on-track\n"]),
    "an item by its id": ({"rosters.status": "on-track"}, ["+     status: on-track\n"]),
    "blocks": ({"goals": {"rosters": {"status": "on-track"}}}, ["+     status: on-track\n"]),
    "a path and a block below it": ({"goals.rosters": {"status": "on-track"}}, ["+     status: on-track\n"]),
    "null takes away": ({"posture": None}, ["- posture: retain\n"]),
    "null where nothing is": ({"story": None, "goals": {"rosters": {"why": None}}}, []),
    "what is said already": ({"owner": "dana", "goals": {"rosters": {"due": "2027-03-31"}}, "stakeholders": {"tom": {"known_by": ["dana"]}}}, []),
    "a short form stays short": (
        {"actions": {"fix-export": {"due": "2026-12-01"}}},
        ["-   fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)\n",
         "+   fix-export: Get a date for the fix from product (dana, 2026-12-01, payroll-export)\n"],
    ),
    "an action typed whole": (
        {"actions": {"fix-export": "Get it fixed (lee, 2026-12-01)", "call-tom": "Call Tom (dana, 2026-12-02)"}},
        ["-   fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)\n", "+   fix-export: Get it fixed (lee, 2026-12-01)\n",
         "+   call-tom: Call Tom (dana, 2026-12-02)\n"],
    ),
    "a key result by its metric": (
        {"rosters": {"key_results": {"Shops publishing 14 days ahead": {"current": 11}}}},
        ["-       Shops publishing 14 days ahead: 3 -> 16 shops, now 9\n", "+       Shops publishing 14 days ahead: 3 -> 16 shops, now 11\n"],
    ),
    "numbers keep their digits": (
        {"pulse": {"confidence": 0.60}, "arr": 120000}, ["+ pulse:\n", "+   confidence: 0.60\n", "+ arr: 120000\n"],
    ),
    "true and false": ({"goals": {"rosters": {"share": True}}}, ["+     share: true\n"]),
    "a new item": (
        {"risks": {"price": {"title": "Price goes up", "owner": "me", "cause": None}}},
        ["+   price:\n", "+     title: Price goes up\n", "+     owner: dana\n"],
    ),
    "a list": ({"outcomes": ["More sleep", "Fewer calls"]}, ["+ outcomes:\n", "+   - More sleep\n", "+   - Fewer calls\n"]),
    "away with an item and what names it": (
        {"risks": {"payroll-export": None}, "actions": {"fix-export": {"because": None}}},
        ["-   payroll-export:\n", "-     title: Payroll export fails on night shifts\n", "-     cause: The export ignores shifts over midnight\n",
         "-     severity: medium\n", "-     owner: dana\n", "-   fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)\n",
         "+   fix-export: Get a date for the fix from product (dana, 2026-11-30)\n"],
    ),
    "nothing at all": ({}, []),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "lines"), MERGED.values(), ids=MERGED)
def test_json_is_merged(acct: Acct, book: Path, fields: Any, lines: list[str]) -> None:
    text = json.dumps(fields).replace("0.6}", "0.60}")
    ran = acct("set", "harbour", "--from-json", "-", cwd=book, stdin=text)
    assert (ran.code, ran.out) == (0, ""), ran.err
    changed = lines_changed(book)
    for sign in "+-":
        assert [line for line in changed if line[0] == sign] == [line for line in lines if line[0] == sign]
    if not lines:
        assert ran.err == "plans/harbour.md: nothing to change.\n"
    assert acct("lint", "--select", "schema", cwd=book).code == 0
    again = acct("set", "harbour", "--from-json", "-", cwd=book, stdin=text)
    assert again.code == 0
    assert lines_changed(book) == changed


def test_what_show_says_can_be_set_again(acct: Acct, book: Path) -> None:
    fields = json.loads(acct("show", "harbour", "--json", cwd=book).out)["fields"]
    ran = acct("set", "harbour", "--from-json", "-", cwd=book, stdin=json.dumps(fields))
    assert (ran.code, ran.err) == (0, "plans/harbour.md: nothing to change.\n")
    assert (book / PLAN).read_text() == LITE


def test_json_from_a_file(acct: Acct, book: Path, tmp_path: Path) -> None:
    (tmp_path / "changes.json").write_text('{"tier": "standard", "owner": "lee"}')
    ran = acct("set", "harbour", "--from-json", str(tmp_path / "changes.json"), cwd=book)
    assert ran.err.splitlines() == ["plans/harbour.md: 2 changes.", "  tier = standard (was growth)", "  owner = lee (was dana)"]
    refused(acct("set", "harbour", "--from-json", str(tmp_path / "none.json"), cwd=book), "there is no file")


FINE = '"owner": "lee", '
JSON_REFUSED: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "a wrong word": ("{" + FINE + '"goals": {"rosters": {"status": "fine"}}}', ("stdin: $.goals.rosters.status: ", "is one of open, on-track")),
    "an unknown field": ("{" + FINE + '"goals": {"rosters": {"statsu": "open"}}}', ("stdin: $.goals.rosters.statsu: ", "Write status")),
    "an unknown block": ("{" + FINE + '"gaols": {}}', ("stdin: $.gaols is no field of a plan", "The nearest are goals")),
    "an unknown item": ("{" + FINE + '"roster.status": "open"}', ('stdin: $["roster.status"] is no field of a plan', "rosters")),
    "nobody": ("{" + FINE + '"risks": {"payroll-export": {"owner": "nobody"}}}', ("stdin: $.risks.payroll-export.owner: ", "nobody")),
    "nothing to answer": ("{" + FINE + '"actions": {"fix-export": {"because": ["roster"]}}}', ("stdin: $.actions.fix-export.because: ", "roster")),
    "an id of two things": ("{" + FINE + '"risks": {"rosters": {"title": "x"}}}', ("stdin: $.risks.rosters: ", "rosters")),
    "a person's id": ("{" + FINE + '"risks": {"priya": {"title": "x"}}}', ("stdin: $.risks.priya: ", "the team")),
    "no id": ("{" + FINE + '"risks": {"Not An Id": {"title": "x"}}}', ('stdin: $.risks["Not An Id"]: ', "not-an-id")),
    "away with what is named elsewhere": ("{" + FINE + '"stakeholders": {"tom": null}}', ("“tom” in said_by of", "is no stakeholder")),
    "NaN": ("{" + FINE + '"pulse": {"confidence": NaN}}', ("stdin: $.pulse.confidence is NaN, which is no JSON",)),
    "infinity": ("{" + FINE + '"pulse": {"confidence": [-Infinity]}}', ("stdin: $.pulse.confidence[0] is -Infinity",)),
    "a power of ten": ("{" + FINE + '"pulse": {"confidence": 1e-1}}', ("stdin: $.pulse.confidence: ", "a number")),
    "a key twice": ("{" + FINE + '"goals": {"rosters": {"status": "open", "status": "open"}}}', ("stdin: $.goals.rosters.status is written twice",)),
    "a field twice": ("{" + FINE + '"rosters.status": "open", "goals": {"rosters": {"status": "open"}}}', ("$.goals.rosters.status", '$["rosters.status"]', "set the same field")),
    "a field and what holds it": ("{" + FINE + '"intent.now": "x", "intent": null}', ('$["intent.now"] is set by $.intent too',)),
    "blank": ("{" + FINE + '"story": ""}', ("stdin: $.story is blank", "null")),
    "null in a list": ("{" + FINE + '"outcomes": ["a", null]}', ("stdin: $.outcomes holds null",)),
    "no account": ("{" + FINE + '"account": null}', ("every plan needs its account's name",)),
    "text for fields": ("{" + FINE + '"goals": "x"}', ("stdin: $.goals: ",)),
    "fields for text": ("{" + FINE + '"tier": {"a": 1}}', ("stdin: $.tier",)),
    "a hidden character": ("{" + FINE + '"story": "a\\u202eb"}', ("stdin: $.story: ",)),
    "half a character": ("{" + FINE + '"story": "\\ud800"}', ("stdin: $.story: ",)),
    "a list": ("[]", ("stdin: the JSON is no object",)),
    "nothing": ("", ("stdin:1:1: this is no JSON",)),
    "broken": ('{"owner": "lee",\n "tier" "x"}', ("stdin:2:9: this is no JSON",)),
    "not UTF-8": (b'{"owner": "\xff"}', ("stdin:1:1: this is no JSON", "UTF-8")),
    "deep": ('{"story": ' + "[" * 100_000, ("stdin",)),
    "rather deep": ('{"pulse": ' + '{"a": ' * 40 + "1" + "}" * 41, ("is nested more than 32 deep",)),
    "large": ('{"story": "' + "x" * 1_100_000 + '"}', ("stdin is larger than 1024 KiB",)),
    "many values": (json.dumps({"outcomes": ["x"] * 10_001}), ("stdin holds more than 10,000 values",)),
    "many changes": (json.dumps({"risks": {f"r{count}": {"title": "x"} for count in range(301)}}), ("stdin asks for 301 changes, and 300 is the most",)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), JSON_REFUSED.values(), ids=JSON_REFUSED)
def test_json_is_written_whole_or_not_at_all(acct: Acct, book: Path, text: str | bytes, said: tuple[str, ...]) -> None:
    refused(acct("set", "harbour", "--from-json", "-", cwd=book, stdin=text), *said)
    assert (book / PLAN).read_text() == LITE


def test_json_from_stdin_outlasts_being_overtaken(book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody else writes the plan while we read stdin: the change is made on what they wrote."""

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            (book / PLAN).write_text(LITE.replace("tier: growth", "tier: standard"))
            return super().read(size)

    monkeypatch.chdir(book)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Slow(b'{"owner": "lee"}'), "utf-8"))
    assert guarded(["set", "harbour", "--from-json", "-"]) == 0
    assert capsys.readouterr().err == "plans/harbour.md: owner = lee (was dana).\n"
    assert lines_changed(book) == ["- owner: dana\n", "+ owner: lee\n", "- tier: growth\n", "+ tier: standard\n"]


def test_no_change_at_all_is_asked_back(acct: Acct, book: Path) -> None:
    refused(acct("set", "harbour", cwd=book), "no change was given", "--from-json")
    refused(acct("set", "harbour", "owner=lee", "--from-json", "-", cwd=book, stdin="{}"), "both as words and as JSON")
    assert (book / PLAN).read_text() == LITE


def test_json_keeps_line_endings(acct: Acct, book: Path) -> None:
    text = LITE.replace("\n", "\r\n")
    (book / PLAN).write_bytes(text.encode())
    assert acct("set", "harbour", "--from-json", "-", cwd=book, stdin='{"tier": "standard", "story": "One\\nTwo"}').code == 0
    after = (book / PLAN).read_bytes().decode()
    assert "\n" not in after.replace("\r\n", "")
    assert "tier: standard\r\n" in after


def test_a_field_is_given_one_value(acct: Acct, book: Path) -> None:
    refused(acct("set", "harbour", "owner=lee", "owner=dana", cwd=book), "owner is changed twice", "Give it one value")
