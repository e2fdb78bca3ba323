"""What is fuzzed: each target takes any bytes and fails where a promise about them is broken (docs/promises.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from acctplan import registry
from acctplan.analysis.belief_age import NO_AGES
from acctplan.analysis.plan_view import plan_view
from acctplan.analysis.query import question
from acctplan.errors import AcctplanError
from acctplan.model.book import Book, Entry
from acctplan.model.edit import Edit
from acctplan.model.finding import Fault, Position
from acctplan.model.period import FiscalYear, parse_period
from acctplan.model.settings import Settings
from acctplan.model.team import Member, Team
from acctplan.planfile.config import parse_facts, parse_settings, parse_team
from acctplan.planfile.dates import readings
from acctplan.planfile.locate import Places
from acctplan.planfile.parse import parse_bytes
from acctplan.planfile.scan import conflict, hidden_characters, misread
from acctplan.planfile.splice import splice
from acctplan.planfile.split import Halves, split
from acctplan.planfile.tree import read_tree
from acctplan.rules._judge import every_rule
from acctplan.rules._lint import lint
from acctplan.store.moment import resolve
from acctplan.store.state import zone
from acctplan.views import plan as plan_page
from tests.hostile.attack import ACTIVE
from tests.hostile.runner import obeyed

TODAY = date(2026, 11, 20)
PEOPLE = ("dana", "lee", "priya")
TEAM = Team({key: Member(name=key.title()) for key in PEOPLE})
LONGEST = 600
FIELDS = ("plan", "owner", "due", "status", "arr", "renews_on", "title", "because", "overdue_days")
_CODE = re.compile(r"AP\d{3}")


def judged(faults: Iterable[Fault], text: str) -> None:
    """Hold that each fault has a code, a short message, and a place inside the text."""
    lines = text.split("\n")
    for fault in faults:
        assert _CODE.fullmatch(fault.code), fault
        assert 0 < len(fault.message) <= LONGEST, fault
        if fault.at is not None:
            placed(fault.at, lines)


def placed(at: Position, lines: list[str]) -> None:
    assert 1 <= at.line <= len(lines), at
    assert 1 <= at.column <= len(lines[at.line - 1].encode("utf-8", "surrogatepass")) + 1, at


def scanned(data: bytes) -> None:
    """The scan, before any parser."""
    text = data.decode("utf-8", "replace")
    judged(misread(text), text)
    judged(hidden_characters(text), text)
    judged([fault for fault in (conflict(text),) if fault], text)
    halves = split(text)
    if isinstance(halves, Halves):
        assert text[halves.start : halves.end] == halves.front
    else:
        judged([halves], text)


def parsed(data: bytes) -> None:
    """Bytes to a plan or to faults, each at its place; twice the same."""
    first = parse_bytes(data, "acme", PEOPLE)
    again = parse_bytes(data, "acme", PEOPLE)
    assert (first.faults, first.plan and first.plan.tree) == (again.faults, again.plan and again.plan.tree)
    assert first.plan is not None or first.faults
    text = data.decode("utf-8", "replace")
    judged(first.faults, text)
    places = Places(text)
    for fault in first.faults[:50]:
        placed(places.of(fault), text.split("\n"))


def told(data: bytes) -> None:
    """A plan through every rule, laid out and written in every format: nothing in it acts."""
    text = data.decode("utf-8", "replace")
    found = parse_bytes(data, "acme", PEOPLE)
    entry = Entry("acme", "plans/acme.md", text, found.plan, found.faults)
    book = Book(Settings(), TEAM, {"acme": entry})
    result = lint(book, every_rule(), {}, today=TODAY, blocks={})
    assert result.findings or found.plan is not None
    reports = [registry.load("acctplan.views", "lint").view(result)]
    if found.plan is not None:
        reports.append(plan_page.view(plan_view(entry, found.plan, TEAM, Settings(), NO_AGES, today=TODAY)))
    for _, form in registry.members("acctplan.formats"):
        for report in reports:
            said = form.render(report, width=80, color=False)
            assert not ACTIVE.search(said), form.__name__
            assert not obeyed(said), form.__name__


def spliced(data: bytes) -> None:
    """Edits of a plan: what comes out can be read, says the rest as before, or the edit is refused."""
    text = data.decode("utf-8", "replace")
    halves = split(text)
    found = parse_bytes(text.encode(), "acme", PEOPLE)
    if not isinstance(halves, Halves) or found.plan is None or found.broken:
        return
    tree, _ = read_tree(halves.front)
    for edit in _edits(tree, data):
        try:
            after = splice(text, [edit], PEOPLE)
        except AcctplanError:
            continue
        later = split(after)
        assert isinstance(later, Halves)
        now, faults = read_tree(later.front)
        assert not faults, edit
        assert later.body == halves.body, edit
        assert {key: now.get(key) for key in tree if key != edit.path[0]} == {key: tree[key] for key in tree if key != edit.path[0]}, edit
        assert after.startswith("\ufeff") == text.startswith("\ufeff")
        assert parse_bytes(after.encode(), "acme", PEOPLE).broken is None, edit


def _edits(tree: dict[str, Any], data: bytes) -> list[Edit]:
    """A few edits that depend on the bytes alone."""
    spots = list(_spots(tree))
    seed = sum(data)
    values = (
        "x",
        "Phase 2: roll-out",
        "two\nlines",
        "",
        "#1",
        data[-20:].decode("utf-8", "ignore"),
        ["a", "b, c"],
        "2026-12-05",
        "- a",
        '\'tis "it"',
    )
    edits = [
        Edit("add", ("risks", "fresh"), {"title": "x: y", "owner": "dana"}),
        Edit("set", ("custom", "segment"), values[seed % len(values)]),
    ]
    for turn in range(4 if spots else 0):
        path = spots[(seed * 7 + turn * 13) % len(spots)]
        op = ("set", "set", "remove", "append")[(seed + turn) % 4]
        edits.append(Edit(op, path, None if op == "remove" else values[(seed + turn) % len(values)] or "y"))  # type: ignore[arg-type]
    return [edit for edit in edits if edit.path != ("account",) or edit.op == "set"]


def _spots(value: Any, path: tuple[str, ...] = ()) -> Iterable[tuple[str, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield (*path, str(key))
        yield from _spots(inner, (*path, str(key)))


RECORDS: tuple[dict[str, Any], ...] = (
    {},
    {"plan": "acme", "owner": "dana", "due": TODAY, "status": "open", "arr": None, "title": "x", "because": ("a", "b"), "overdue_days": 3},
)


def asked(data: bytes) -> None:
    """The language of questions: a test that answers, or a refusal that points at a column."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        test = question(text, FIELDS, today=TODAY, me=lambda: "dana", words={"status": ("open", "done")})
    except AcctplanError as refusal:
        assert refusal.message
        return
    for record in RECORDS:
        assert test(record) in (True, False)


class Nowhere:
    """A repository that knows no name: what is left is our own grammar of times."""

    shallow = False
    head = None

    def hash_of(self, name: str) -> None:
        return None


def timed(data: bytes) -> None:
    """The grammar of times: a state, or a refusal."""
    text = data.decode("utf-8", "surrogateescape")
    for fiscal in (FiscalYear(), FiscalYear(2, True), FiscalYear(12, False)):
        period = parse_period(text, fiscal)
        assert period is None or period.starts_on <= period.ends_on
    for said in readings(text) or ():
        assert re.fullmatch(r"\d{4}-(\d\d(-\d\d)?|Q[1-4])", said), said
    if text in ("last-snapshot", "prev") or text.startswith("git:"):
        return
    try:
        state = resolve(text, Nowhere(), Settings(time_zone="Europe/Berlin"), TODAY)  # type: ignore[arg-type]
    except AcctplanError as refusal:
        assert refusal.message
    else:
        assert state.said


def configured(data: bytes) -> None:
    """The book's other files: values, and faults at their places."""
    text = data.decode("utf-8", "replace")
    for read in (parse_settings, parse_team, parse_facts):
        answer = read(data)
        judged(answer.faults, text)
        assert all(fault.at is not None for fault in answer.faults)
    settings = parse_settings(data).value
    assert settings.stale_days("growth") > 0
    try:
        zone(settings)
    except AcctplanError as refusal:
        assert refusal.message


TARGETS: dict[str, Callable[[bytes], None]] = {
    "scan": scanned, "parse": parsed, "tell": told, "splice": spliced, "ask": asked, "time": timed, "configure": configured,
}  # fmt: skip
