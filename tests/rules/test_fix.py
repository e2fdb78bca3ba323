"""How cures are put together: which are made in one round, which wait for the next, and which are refused, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from acctplan.model.book import Entry
from acctplan.model.edit import Edit, Patch
from acctplan.model.finding import Fault
from acctplan.planfile.config import parse_settings
from acctplan.planfile.parse import parse
from acctplan.rules._context import Context
from acctplan.rules._fix import mended
from acctplan.rules._judge import Rule
from tests.conftest import LITE

from .bench_plan import TEAM


class Wish(NamedTuple):
    """What is found while a text holds some words, and how it would be mended: by edits, or by text in place of the words."""

    words: str
    cure: list[Edit] | str


class Done(NamedTuple):
    """The text after all, what was cured in its order, what was refused and why, and how often the plan was looked through."""

    text: str
    cured: list[str]
    refused: dict[str, str]
    looks: int


def mend(text: str, *wishes: Wish, setting: str = "", unwanted: str = "") -> Done:
    """A text after whatever is wished but for what is unwanted; what is wished for first is found first."""
    looks, cures, module = [], {wish.words: wish.cure for wish in wishes}, ModuleType("wishes")

    def check(plan: Any, context: Context) -> Iterator[Fault]:
        looks.append(context.text)
        yield from (Fault("AP999", words, ("account",), arguments=(words,)) for words in cures if words in context.text)

    module.check, module.FIX = check, "safe"  # type: ignore[attr-defined]
    module.mend = lambda entry, fault, context: edits(fault.message, cures[fault.message], entry.text)  # type: ignore[attr-defined]
    settings = parse_settings(setting.encode()).value
    parsed = parse(text, "harbour", TEAM)
    entry = Entry("harbour", "plans/harbour.md", text, parsed.plan, parsed.faults)
    context = Context(date(2026, 11, 20), settings, TEAM, faults=parsed.faults, text=text)
    done = mended(entry, context, [Rule("wishes", "AP999", "info", module)], lambda finding: finding.message != unwanted)
    refused = {finding.message: why for finding, why in done.refused}
    return Done(done.text, [finding.message for finding in done.cured], refused, len(looks))


def put(words: str, path: str, value: str) -> Wish:
    return Wish(words, [Edit("set", tuple(path.split(".")), value)])


def edits(words: str, cure: list[Edit] | str, text: str) -> list[Edit] | list[Patch]:
    start = text.index(words)
    return [Patch(start, start + len(words), cure)] if isinstance(cure, str) else cure


RETAIN, GROWTH = put("posture: retain", "posture", "grow"), put("tier: growth", "tier", "strategic")
RETAINED = LITE.replace("posture: retain", "posture: grow")
GOAL, SIGNALS = "goals.rosters", "opportunities.night-kitchens.signals"
TITLE = put("two weeks ahead", f"{GOAL}.title", "Rosters")
CALLED = put("Tom asked", f"{SIGNALS}.0", "2026-10-29 Tom called")
TWICE = LITE.replace("(call)", "(call)\n      - 2026-10-30 Tom wrote again").replace("tom: {", "tom: {external: {crm: [a, b]}, ")
PLAIN = LITE.replace("They bake at night", "One six three at night")
CIRCLE = put("tom: {name", "stakeholders.tom.reports_to", "tom")
"""What no plan may say: Tom reports to himself."""


def test_cures_that_leave_each_other_alone_take_one_round() -> None:
    done = mend(LITE, RETAIN, GROWTH)
    assert done == (RETAINED.replace("tier: growth", "tier: strategic"), ["posture: retain", "tier: growth"], {}, 2)


def test_what_has_no_cure_is_neither_cured_nor_refused() -> None:
    assert mend(LITE, Wish("lifecycle", []), RETAIN) == (RETAINED, ["posture: retain"], {}, 2)
    assert mend(LITE, Wish("lifecycle", [])) == (LITE, [], {}, 1)


def test_what_nobody_wants_is_left() -> None:
    assert mend(LITE, RETAIN, GROWTH, unwanted="tier: growth") == (RETAINED, ["posture: retain"], {}, 2)


SHORT = Wish("two weeks ahead", [Edit("set", ("goals", "rosters"), {"title": "R", "said_by": "tom"})])


@pytest.mark.parametrize(
    ("first", "second", "looks"),
    [
        (TITLE, put("owner: dana\n    due", f"{GOAL}.owner", "lee"), 2),
        (TITLE, put("Payroll export fails", "risks.payroll-export.title", "Export"), 2),
        (CALLED, Wish("Tom wrote", [Edit("remove", tuple(SIGNALS.split(".")))]), 3),
        (SHORT, put("said_by: tom", f"{GOAL}.title", "Rosters"), 3),
        (CALLED, put("Tom wrote", f"{SIGNALS}.1", "2026-10-30 Tom rang"), 3),
        (CALLED, TITLE, 2),
        (CALLED, put("[a, b]", "stakeholders.tom.external.crm.0", "c"), 2),
    ],
)
def test_of_cures_in_each_others_way_the_second_waits(first: Wish, second: Wish, looks: int) -> None:
    """One leads through what the other changes, or both count places of the same list."""
    done = mend(TWICE, first, second)
    assert (done.looks, done.refused) == (looks, {})


def test_so_many_at_once_and_no_more() -> None:
    """A hundred cures a round: what waits is made in the next."""
    lines = "".join(f"  a{number}: {{do: Call {number} times}}\n" for number in range(101))
    wishes = [put(f"Call {number} times", f"actions.a{number}.do", f"Rang {number}") for number in range(101)]
    done = [mend(f"---\naccount: Wren Ferries\nactions:\n{lines}---\n", *wishes[start:]) for start in (1, 0)]
    assert [(one.looks, len(one.cured), one.text.count("Call")) for one in done] == [(2, 100, 1), (3, 101, 0)]


@pytest.mark.parametrize(
    ("first", "second", "looks", "made"),
    [
        (("One", "1"), ("three", "3"), 2, "1 six 3 at"),
        (("One ", "1 "), ("six", "6"), 3, "1 6 three at"),
        (("One six", "1 6"), ("six three", "6 3"), 2, "1 6 three at"),
    ],
)
def test_text_side_by_side_is_not_put_in_at_once(first: tuple[str, str], second: tuple[str, str], looks: int, made: str) -> None:
    done = mend(PLAIN, Wish(*first), Wish(*second))
    assert (done.looks, done.text) == (looks, PLAIN.replace("One six three at", made))


def test_text_is_put_in_before_fields_and_from_above() -> None:
    done = mend(PLAIN, RETAIN, Wish("three", "3"), Wish("One", "1"))
    assert done.cured == ["One", "three", "posture: retain"]
    assert done.text == RETAINED.replace("They bake at night", "1 six 3 at night")


def test_what_is_refused_is_not_tried_again_and_the_rest_is_made() -> None:
    done = mend(LITE, CIRCLE, RETAIN)
    assert (done.text, done.cured, list(done.refused), done.looks) == (RETAINED, ["posture: retain"], ["tom: {name"], 2)
    assert "runs in a circle" in done.refused["tom: {name"]


def test_what_waited_for_a_refused_cure_has_its_turn() -> None:
    done = mend(LITE, CIRCLE, Wish("Tom Baker", [Edit("set", ("stakeholders", "tom"), {"name": "Tom"})]))
    assert (done.cured, list(done.refused)) == (["Tom Baker"], ["tom: {name"])


def test_two_that_only_fail_together_are_made_one_by_one() -> None:
    """Either may have the name; the second is refused once the first has it."""
    text = LITE.replace("posture: retain\n", "postur: retain\npsture: grow\n")
    done = mend(text, *(Wish(f"{name}:", [Edit("rename", (name,), "posture")]) for name in ("postur", "psture")))
    assert (done.cured, list(done.refused)) == (["postur:"], ["psture:"])


def test_cures_that_undo_each_other_come_to_an_end() -> None:
    done = mend(LITE, RETAIN, put("posture: grow", "posture", "retain"))
    assert (done.text, done.cured, done.looks) == (RETAINED, ["posture: retain"], 2)


def test_no_field_is_mended_while_text_cannot_be_trusted() -> None:
    text = LITE.replace("title: Night kitchens", "title: #1 of the kitchens")
    assert mend(text, RETAIN).refused == {"posture: retain": "another fault of the plan comes first (AP118)"}
    assert mend(LITE.replace("tier: growth", "teir: growth"), RETAIN).refused == {}


@pytest.mark.parametrize("how", ["", "plan", "comment", "settings"])
def test_a_cure_that_brings_another_error_is_refused_whatever_is_silenced(how: str) -> None:
    text = {
        "plan": LITE.replace("account:", "lint_ignore: [{rule: schema, reason: x}]\naccount:"),
        "comment": LITE.replace("  tom: {", '  # acctplan: ignore[AP105, AP106] reason="x"\n  tom: {'),
    }.get(how, LITE)
    done = mend(text, CIRCLE, setting="lint: {paths: {plans/*: {ignore: [schema]}}}" if how == "settings" else "")
    assert (done.text, list(done.refused)) == (text, ["tom: {name"])


def test_an_error_that_was_there_hinders_no_cure() -> None:
    assert mend(LITE.replace("severity: medium", "severity: enormous"), RETAIN).cured == ["posture: retain"]


def test_what_is_read_for_the_first_time_may_be_wrong() -> None:
    """A field under its right name is read at last, and its value is told then; a value that is put in may not be wrong."""
    text = LITE.replace("due: 2027-03-31", "deu: someday")
    assert mend(text, Wish("deu:", [Edit("rename", ("goals", "rosters", "deu"), "due")])).cured == ["deu:"]
    assert mend(LITE, put("2027-03-31", f"{GOAL}.due", "someday")).cured == []
    named = Wish("2027-03-31", [Edit("set", ("goals", "rosters", "title"), "due"), Edit("set", ("goals", "rosters", "due"), "someday")])
    assert mend(LITE, named).cured == []


def test_a_cure_may_bring_what_is_no_error_of_reading() -> None:
    assert mend(LITE, Wish("owner: dana\nlife", [Edit("remove", ("owner",))])).cured == ["owner: dana\nlife"]
    assert mend(LITE, put("Payroll export fails", "risks.payroll-export.cause", "TBD")).cured == ["Payroll export fails"]


def test_a_new_fault_is_forgiven_only_below_the_very_name_that_was_put_right() -> None:
    """`fix` begins `fix-export`, and is another item."""
    stranger = Edit("set", ("actions", "fix-export", "owner"), "stranger")
    done = mend(LITE, Wish("price-night:", [Edit("rename", ("actions", "price-night"), "fix"), stranger]))
    assert done.text == LITE
    assert list(done.refused) == ["price-night:"]
    assert "stranger" in done.refused["price-night:"]
    done = mend(LITE, Wish("price-night:", [Edit("rename", ("actions", "price-night"), "night")]))
    assert done.cured == ["price-night:"]
