"""Three versions of a plan to one: what both sides said, in the fewest marks."""

from __future__ import annotations

import pytest

from acctplan.model.merge import Merged
from acctplan.planfile.merge import merge
from acctplan.planfile.parse import parse
from acctplan.store.line_merge import merge_lines
from tests.conftest import LITE
from tests.properties.merge_oracle import resolved

PEOPLE = ("dana", "lee", "priya")
TRAIN = "  train-leads: Train the four new shop leads (dana, 2026-12-12, rosters, with tom)\n"
LONG = "  train-leads:\n    do: Train the four new shop leads\n    owner: dana\n    due: 2026-12-12\n    because: rosters\n    with: tom\n"
RISK = LITE[LITE.index("  payroll-export:") : LITE.index("opportunities:")]


def both(ours: str, theirs: str, base: str = LITE) -> Merged:
    return merge(base, ours, theirs, people=PEOPLE, lines=merge_lines)


def put(old: str, new: str, text: str = LITE) -> str:
    assert text.count(old) >= 1
    return text.replace(old, new)


def between_marks(text: str) -> tuple[str, str]:
    """What each side has between the only marks of a text."""
    _, rest = text.split("<<<<<<< ours\n")
    ours, rest = rest.split("=======\n")
    return ours, rest.split(">>>>>>> theirs\n")[0]


def test_two_fields_of_one_line() -> None:
    ours, theirs = put("(dana, 2026-12-12", "(lee, 2026-12-12"), put("leads (dana, 2026-12-12", "leads (dana, 2026-12-19")
    merged = both(ours, theirs)
    assert merged == Merged(put("(dana, 2026-12-12, rosters", "(lee, 2026-12-19, rosters"))


def test_one_side_wrote_the_item_in_long_form() -> None:
    merged = both(put(TRAIN, LONG), put("leads (dana, 2026-12-12", "leads (dana, 2026-12-19"))
    assert merged == Merged(put(TRAIN, put("2026-12-12", "2026-12-19", LONG)))
    other = both(put("leads (dana, 2026-12-12", "leads (dana, 2026-12-19"), put(TRAIN, LONG))
    assert other == Merged(put("leads (dana, 2026-12-12", "leads (dana, 2026-12-19"))


def test_both_add_at_the_same_place_and_comments_stay() -> None:
    ours, theirs = (put(TRAIN, TRAIN + f"  call-{name}: Call {name} (dana, 2026-12-20)  # {name} asked\n") for name in ("ana", "ben"))
    merged = both(ours, theirs)
    added = "".join(f"  call-{name}: Call {name} (dana, 2026-12-20)  # {name} asked\n" for name in ("ana", "ben"))
    assert merged == Merged(put(TRAIN, TRAIN + added))


def test_a_true_conflict_is_one_line_and_says_both_values() -> None:
    ours = put("tier: growth", "tier: strategic", put("owner: dana\nlifecycle", "owner: lee\nlifecycle"))
    merged = both(ours, put("posture: retain", "posture: grow", put("owner: dana\nlifecycle", "owner: priya\nlifecycle")))
    assert merged.conflicts == 1
    assert between_marks(merged.text) == ("owner: lee\n", "owner: priya\n")
    assert "tier: strategic" in merged.text
    assert "posture: grow" in merged.text
    fault = parse(merged.text, "plan").faults[0]
    assert fault.code == "AP112"
    assert "“owner: lee”" in fault.message
    assert "“owner: priya”" in fault.message


def test_delete_against_edit_is_for_a_person() -> None:
    merged = both(put(RISK, "  other: {title: Another}\n"), put("severity: medium", "severity: high"))
    assert merged.conflicts == 1
    assert between_marks(merged.text) == ("", RISK.replace("medium", "high"))
    assert "  other: {title: Another}\n" in resolved(merged.text, "theirs")
    fault = parse(merged.text, "plan").faults[0]
    assert (fault.code, "one side has nothing here" in fault.message) == ("AP112", True)


def test_a_block_deleted_against_one_item_edited() -> None:
    second = put(RISK, RISK + "  weather: {title: A hard winter}\n")
    gone = put("risks:\n", "", put(RISK, ""))
    merged = both(gone, put("severity: medium", "severity: high", second), second)
    assert merged.conflicts == 1
    assert "weather" not in resolved(merged.text, "theirs")
    assert "severity: high" in resolved(merged.text, "theirs")
    assert "risks" not in resolved(merged.text, "ours")


def test_the_same_id_twice_is_one_item_only_if_it_says_the_same() -> None:
    ours, theirs = (put(TRAIN, TRAIN + f"  call-cfo: {words}\n") for words in ("Call the CFO (dana)", "Call the CFO (dana, 2026-12-24)"))
    assert both(ours, theirs) == Merged(theirs)
    other = put(TRAIN, TRAIN + "  call-cfo: Send the CFO our offer (lee, 2026-12-24)\n")
    merged = both(ours, other)
    assert between_marks(merged.text) == ("  call-cfo: Call the CFO (dana)\n", "  call-cfo: Send the CFO our offer (lee, 2026-12-24)\n")


def test_the_same_id_in_two_places_is_not_two_items() -> None:
    """Lines merge without a conflict here, into a plan in which one of the two would count."""
    ours = put(TRAIN, "  call-cfo: Call the CFO (dana)\n" + TRAIN)
    theirs = put("---\n\nThey", "  call-cfo: Send the CFO our offer (lee)\n---\n\nThey")
    assert all(region.agreed is not None for region in merge_lines(LITE, ours, theirs))
    merged = both(ours, theirs)
    assert merged.conflicts
    assert {"Call the CFO", "Send the CFO our offer"} <= {
        line.split(": ")[1].split(" (")[0] for line in merged.text.splitlines() if "call-cfo" in line
    }


@pytest.mark.parametrize("swap", [False, True])
def test_an_item_renamed_on_one_side_is_the_one_edited_on_the_other(swap: bool) -> None:
    ours = put("payroll-export", "night-export")
    theirs = put(
        TRAIN, TRAIN + "  ask-vendor: Ask the vendor (lee, 2026-12-01, payroll-export)\n", put("severity: medium", "severity: high")
    )
    merged = both(theirs, ours) if swap else both(ours, theirs)
    assert merged == Merged(put("payroll-export", "night-export", theirs))


def test_both_rename_an_item() -> None:
    same = both(put("payroll-export", "night-export"), put("payroll-export", "night-export", put("tier: growth", "tier: standard")))
    assert same == Merged(put("payroll-export", "night-export", put("tier: growth", "tier: standard")))
    merged = both(put("payroll-export", "night-export"), put("payroll-export", "wage-export"))
    assert resolved(merged.text, "ours") == put("payroll-export", "night-export")
    assert resolved(merged.text, "theirs") == put("payroll-export", "wage-export")


@pytest.mark.parametrize("swap", [False, True])
def test_an_order_that_one_side_changed_stays(swap: bool) -> None:
    moved = put(TRAIN, "", LITE).replace("---\n\nThey", f"{TRAIN}---\n\nThey")
    edited = put("(dana, 2026-12-12", "(lee, 2026-12-12").replace("product (dana", "product (lee")
    merged = both(moved, edited) if swap else both(edited, moved)
    assert (merged.conflicts, merged.doubt) == (0, "")
    plan = parse(merged.text, "plan", PEOPLE).plan
    assert plan is not None
    assert list(plan.actions) == ["fix-export", "price-night", "train-leads"]
    assert [plan.actions[key].owner for key in ("fix-export", "train-leads")] == ["lee", "lee"]


def test_an_order_that_one_side_changed_while_the_other_edited_every_line() -> None:
    first, last = LITE.index(TRAIN), LITE.index("---\n\nThey")
    lines = LITE[first:last].splitlines(keepends=True)
    turned = LITE[:first] + "".join(reversed(lines)) + LITE[last:]
    edited = LITE[:first] + "".join(line.replace("2026-", "2027-") for line in lines) + LITE[last:]
    expected = Merged(LITE[:first] + "".join(line.replace("2026-", "2027-") for line in reversed(lines)) + LITE[last:])
    assert both(edited, turned) == both(turned, edited) == expected


def test_a_new_item_keeps_how_it_was_written_beside_an_edited_one() -> None:
    last = "  price-night: Send the night kitchen price (lee, 2026-12-05, night-kitchens)\n"
    added = "  call-cfo: {do: 'Call the CFO', due: 2026-12-20}\n"
    merged = both(put(last, last.replace("2026-12-05", "2026-12-08")), put(last, last.replace("lee", "dana") + added))
    assert merged == Merged(put(last, last.replace("lee, 2026-12-05", "dana, 2026-12-08") + added))


def test_lists_take_what_both_add_and_ask_where_both_changed_one_entry() -> None:
    merged = both(put("with tom)", "with tom and ana)"), put("with tom)", "with tom and ben)"))
    assert merged == Merged(put("with tom)", "with tom, with ana, with ben)"))
    merged = both(put("asked for a price (call)", "asked twice (call)"), put("asked for a price (call)", "asked in March (mail)"))
    assert between_marks(merged.text) == ("      - 2026-10-28 Tom asked twice (call)\n", "      - 2026-10-28 Tom asked in March (mail)\n")


def test_prose_is_merged_by_lines() -> None:
    body = LITE + "\n## Notes\n\nFirst.\n\nSecond.\n"
    merged = both(put("First.", "First, by us.", body), put("Second.", "Second, by them.", body), body)
    assert merged == Merged(put("First.", "First, by us.", put("Second.", "Second, by them.", body)))
    merged = both(put("First.", "One.", body), put("First.", "Uno.", put("tier: growth", "tier: standard", body)), body)
    assert between_marks(merged.text) == ("One.\n", "Uno.\n")
    assert "tier: standard" in merged.text


def test_line_endings_and_a_byte_order_mark_are_those_of_ours() -> None:
    ours = "\ufeff" + put("(dana, 2026-12-12", "(lee, 2026-12-12").replace("\n", "\r\n")
    merged = both(ours, put("leads (dana, 2026-12-12", "leads (dana, 2026-12-19") + "More.\n")
    assert merged == Merged(ours.replace("(lee, 2026-12-12", "(lee, 2026-12-19") + "More.\r\n")
    merged = both(put("tier: growth", "tier: standard", ours), put("tier: growth", "tier: strategic"))
    assert "<<<<<<< ours\r\ntier: standard\r\n=======\r\ntier: strategic\r\n>>>>>>> theirs\r\n" in merged.text


def test_a_comment_is_never_lost() -> None:
    """Theirs took the item away on which ours noted something: the fields alone would say nothing."""
    merged = both(put("severity: medium", "severity: medium  # ask Tom"), put(RISK, "  other: {title: Another}\n"))
    assert merged.doubt == "unsure" or "# ask Tom" in merged.text
    merged = both(put("owner: dana\nlife", "owner: dana  # until May\nlife"), put("owner: dana\nlife", "owner: lee\nlife"))
    assert merged.doubt == "unsure" or "# until May" in merged.text


def test_a_plan_that_both_began() -> None:
    merged = merge(
        "", "---\naccount: Wren Ferries\nowner: lee\n---\n", "---\naccount: Wren Ferries\ntier: growth\n---\n", lines=merge_lines
    )
    assert (merged.conflicts, merged.doubt) == (0, "")
    assert {"owner: lee", "tier: growth"} <= set(merged.text.splitlines())


def test_a_person_who_came_with_the_branch_stays_an_owner() -> None:
    merged = both(put("leads (dana, 2026-12-12", "leads (kim, 2026-12-12"), put("leads (dana, 2026-12-12", "leads (dana, 2026-12-19"))
    assert merged.text == put("leads (dana, 2026-12-12", "leads (kim, 2026-12-19") or merged.doubt == "unsure"


@pytest.mark.parametrize("damage", ["owner: {", "<<<<<<< HEAD\nowner: lee\n=======\nowner: mo\n>>>>>>> x", "owner: dana\nowner: lee"])
@pytest.mark.parametrize("side", [0, 1, 2])
def test_a_version_that_cannot_be_read_is_left_to_git(damage: str, side: int) -> None:
    versions = [LITE, put("tier: growth", "tier: standard"), put("posture: retain", "posture: grow")]
    versions[side] = put("owner: dana\nlifecycle", f"{damage}\nlifecycle", versions[side])
    assert merge(*versions, people=PEOPLE, lines=merge_lines).doubt == "unreadable"


def test_the_size_of_a_mark_is_as_asked() -> None:
    merged = merge(LITE, put("tier: growth", "tier: a"), put("tier: growth", "tier: b"), people=PEOPLE, lines=merge_lines, size=9)
    assert f"{'<' * 9} ours\ntier: a\n{'=' * 9}\ntier: b\n{'>' * 9} theirs\n" in merged.text
