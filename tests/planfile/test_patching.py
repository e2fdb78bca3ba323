"""Characters put in place of others where no edit can: nothing else is read otherwise, and nothing gets harder to read."""

from __future__ import annotations

import pytest

from acctplan.errors import ValueRefused
from acctplan.model.edit import Patch
from acctplan.planfile.patching import patched

TEXT = """---
account: Wren Ferries   # two boats
story: #1 of the coast
risks: {wind: {title: Wind, blocks: [rosters, hours]}}
swot: {strengths: [], weaknesses: {}, threats: }
---
Body.
"""
UNSAFE = "the plan is written in a way this change cannot be made in safely"
MISREAD = "this text would still be misread"


def put(old: str, new: str, *, changes: bool = False, text: str = TEXT) -> str:
    """A text after one patch."""
    start = text.index(old)
    return patched(text, [Patch(start, start + len(old), new, changes)])


def refused(old: str, new: str, *, changes: bool = False, text: str = TEXT) -> str:
    """Why a patch is refused."""
    with pytest.raises(ValueRefused) as told:
        put(old, new, changes=changes, text=text)
    return told.value.message


def test_a_value_that_would_be_misread_becomes_another() -> None:
    assert put("#1 of the coast", '"#1 of the coast"', changes=True) == TEXT.replace("#1 of the coast", '"#1 of the coast"')


def test_a_remark_may_change_without_a_value() -> None:
    assert put("two boats", "three boats") == TEXT.replace("two", "three")
    assert put("Body.", "Another body.") == TEXT.replace("Body", "Another body")
    assert put("blocks: [rosters, hours]", 'blocks: ["rosters", hours]') == TEXT.replace("[rosters", '["rosters"')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Wren Ferries", "Wren"),
        ("title: Wind", "title: Fog"),
        ("title: Wind", "name: Wind"),
        ("title: Wind, ", ""),
        ("[rosters, hours]", "[rosters, days]"),
        ("[rosters, hours]", "[hours, rosters]"),
        ("[rosters, hours]", "[rosters]"),
        ("[rosters, hours]", "{rosters: , hours: }"),
        ("[]", "[x]"),
        ("[]", '""'),
        ("strengths: [], ", ""),
        ("threats: }", "threats: x}"),
        ("{wind: {title: Wind, blocks: [rosters, hours]}}", "wind"),
    ],
)
def test_a_value_that_changes_unsaid_is_refused(old: str, new: str) -> None:
    assert refused(old, new) == UNSAFE


def test_a_second_value_may_not_change_with_the_first() -> None:
    text = TEXT.replace("title: Wind", "title: Wind, cause: Autumn")
    assert refused("#1 of the coast\nrisks: {wind: {title: Wind", "One\nrisks: {wind: {title: Fog", changes=True) == UNSAFE
    assert (
        refused(" of the coast\nrisks: {wind: {title: Wind, cause: Autumn", "\nrisks: {wind: {title: Fog, cause: Storm", text=text)
        == UNSAFE
    )


def test_a_change_that_leaves_the_doubt_is_refused() -> None:
    assert refused("Wren Ferries", "Wren", changes=True) == MISREAD
    assert refused("#1 of the coast", "#2 of the coast", changes=True) == MISREAD


@pytest.mark.parametrize("more", ["\u200b", "\u202e"], ids=["no width", "turned"])
def test_a_new_doubt_is_refused_though_all_values_stay(more: str) -> None:
    assert refused("two boats", f"two{more}boats") == UNSAFE
    assert refused("Body.", f"{more}Body.") == UNSAFE


def test_a_second_doubt_of_a_kind_is_a_new_one() -> None:
    text = TEXT.replace("two", "t\u200bwo")
    assert refused("Body.", "\u200bBody.", text=text) == UNSAFE
    assert put("t\u200bwo", "two", text=text) == TEXT


def test_a_plan_that_can_be_read_stays_so() -> None:
    assert refused("[rosters, hours]", "[rosters, hours", changes=True) == UNSAFE
    assert refused("[rosters, hours]", "[rosters, hours") == UNSAFE
    assert refused("account: Wren", "account: A\n B: C", changes=True) == UNSAFE


def test_of_a_text_that_cannot_be_read_one_fault_may_go() -> None:
    text = TEXT.replace("title: Wind", "title: @wind").replace("Wren Ferries", "@wren")
    once = put("@wind", '"@wind"', changes=True, text=text)
    assert put("@wren", '"@wren"', changes=True, text=once) == TEXT.replace("title: Wind", 'title: "@wind"').replace(
        "Wren Ferries", '"@wren"'
    )


def test_a_text_without_fields_is_no_plan_and_stays_none() -> None:
    assert patched("Body.\n", [Patch(0, 4, "Text")]) == "Text.\n"


def test_patches_that_overlap_are_refused() -> None:
    with pytest.raises(ValueRefused, match=UNSAFE):
        patched(TEXT, [Patch(0, 3, "---"), Patch(2, 4, "-\n")])
