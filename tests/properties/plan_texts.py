"""Plans as people type them: the same few facts in every style YAML allows, with comments wherever a comment may stand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

PEOPLE = ("dana", "lee", "priya")
ORDINARY = (
    "Renew in June", "Days to first full shift", "R&D asked for it", "3 of 16 shops (Nov)", "Four new shops", "0010", "no", "null", "~", "true",
    "2026-11-30", "1e5", "12:30", "2026-Q4", "Straße", "Zoë", "日本", "a/b", "50%", "(call)", "x", "v1.2.3",
)  # fmt: skip
AWKWARD = (
    "Phase 2: roll-out", "#1 priority", "cost is # 1", "@ana asked", "`code`", "*starred*", "&anchor", "!tag", "% of plan", "|", ">", "-", "- dash",
    "? what", "?", ": colon", "ends with:", "a, b", "[a]", "{b: c}", "{{x}}", "[[link]]", "'tis", "it's", '"said" she', "back\\slash", "\\n", "tab\there",
    " leading", "trailing ", "two\nlines", "two\n\nparagraphs\n", "\nstarts blank", "ends\n\n", "---", "...", "--- a", "<<", "=", "!!str x", "a: {b", "x]",
    "two\n---\nlines", "two\n# lines", "\ttab", "a\n\tb", "  two\n spaces", "\r", "a\r\nb", "\x85", "\u2028", "a\u2028b", "\ufeff", "\u200b", "\x1b[31m",
    "\x00", "\x7f", "\u202e", "😀", "a\u0301", "<<<<<<< ours", "null", "Null", "", "a #b", "a#b", "a:b", "http://x.example/#y", "21 -> 10 days, now 15",
    "amber, shops fell back", "Do it (lee, 2026-12-05)", "2026-10-05 seen (call)", "x" * 300, "word " * 60,
)  # fmt: skip
_PLAIN = re.compile(r"[A-Za-z(][A-Za-z0-9 ().;/+é&-]*[A-Za-z0-9)]")
_FLOW_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ().;/+é&-]*[A-Za-z0-9)]")


def texts() -> SearchStrategy[str]:
    """What somebody may write into a field: mostly plain words, often nasty ones, sometimes anything."""
    anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
    marks = st.text(st.sampled_from("ab :#-?[]{},'\"|>&*!%@`\\\n\t()~<=.1"), max_size=12)
    return st.one_of(st.sampled_from(ORDINARY), st.sampled_from(AWKWARD), marks, anything)


def said() -> SearchStrategy[str]:
    """What a plan that loads says already: printable, not blank."""
    sound = [text for text in (*ORDINARY, *AWKWARD) if text and re.fullmatch(r"[\x20-\x7eäöüßéë日本\n]+", text) and "<<<" not in text]
    return st.sampled_from(sound)


def plans() -> SearchStrategy[dict[str, Any]]:
    """What a plan says, partly in short form."""
    day = st.sampled_from(("2026-12-05", "2027-03-31", "2027-03", "2026-Q4"))
    person = st.sampled_from(PEOPLE)
    action_long = st.fixed_dictionaries({"do": said()}, optional={"owner": person, "due": day, "because": st.just("late"), "note": said()})
    action = st.one_of(
        st.sampled_from(("Brief the CFO", "Brief the CFO (lee, 2026-12-05)", "Call Tom (dana, 2026-Q4, late, with tom)")), action_long
    )
    dimension = st.one_of(
        st.sampled_from(("green", "amber, shops fell back")), st.fixed_dictionaries({"band": st.just("red"), "cause": said()})
    )
    measures = st.fixed_dictionaries(
        {},
        optional={
            "Days to shift": st.just("21 -> 10 days, now 15"),
            "NPS": st.just("3 -> 4"),
            "shops": st.just({"metric": "Shops", "baseline": "3", "target": "16"}),
        },
    )
    because = st.sampled_from(("late", ["one", "late"], ["two"]))
    goal = st.fixed_dictionaries(
        {"title": said()},
        optional={"due": day, "owner": person, "said_by": st.just("tom"), "because": because, "key_results": measures, "why": said()},
    )
    risk = st.fixed_dictionaries(
        {"title": said()},
        optional={"cause": said(), "severity": st.just("high"), "blocks": st.sampled_from((["one", "two"], "one", ["ramp-up"]))},
    )
    person_of_theirs = st.fixed_dictionaries(
        {"name": said()}, optional={"title": said(), "known_by": st.lists(person, max_size=2), "note": said()}
    )
    signals = st.lists(st.sampled_from(("2026-10-05 EMEA asked (call)", "2026-10-06 seen again")), max_size=2)
    sale = st.fixed_dictionaries({"title": said()}, optional={"amount": st.just("48000 EUR"), "signals": signals})
    ids = st.sampled_from(("one", "two", "late", "ramp-up", "tom"))
    points = st.fixed_dictionaries({"text": said()}, optional={"leads_to": st.just("late")})

    def some(item: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any] | None]:
        return st.one_of(st.none(), st.dictionaries(ids, st.one_of(item, item, st.none()), max_size=3))

    fields: dict[str, SearchStrategy[Any]] = {
        "owner": st.one_of(st.none(), person), "story": st.one_of(st.none(), said()), "tier": st.just("growth"),
        "external": st.fixed_dictionaries({}, optional={"crm": said(), "hub": st.lists(said(), min_size=1, max_size=2)}),
        "intent": st.fixed_dictionaries({}, optional={"now": said(), "next": said(), "how": st.none()}),
        "team": st.fixed_dictionaries({}, optional={"dana": st.just("csm"), "lee": st.just(["am", "se"])}),
        "stakeholders": some(person_of_theirs), "goals": some(goal), "risks": some(risk), "opportunities": some(sale), "actions": some(action),
        "health": st.fixed_dictionaries({}, optional={"usage": dimension, "finance": dimension, "sentiment": st.just("2")}),
        "outcomes": st.lists(said(), max_size=3), "voice": st.lists(st.fixed_dictionaries({"quote": said(), "who": st.just("tom")}), max_size=2),
        "movements": some(st.fixed_dictionaries({"what": said()}, optional={"touches": st.sampled_from((["risks"], ["goals", "risks"]))})),
        "swot": st.fixed_dictionaries({}, optional={"threats": st.lists(st.one_of(said(), points), max_size=2), "strengths": said()}),
        "milestones": some(st.one_of(said(), st.fixed_dictionaries({"title": said()}, optional={"because": because}))),
        "questions": some(st.fixed_dictionaries({"ask": said()}, optional={"of": person})), "custom": st.dictionaries(ids, said(), max_size=2),
    }  # fmt: skip
    return st.fixed_dictionaries({"account": said()}, optional=fields)


@dataclass(frozen=True)
class Habits:
    """How one person types: the same all through a file."""

    step: int
    notes: bool
    flow: bool
    quotes: bool
    under: bool
    gaps: bool
    broken: bool


@st.composite
def plan_texts(draw: DrawFn) -> str:
    """A whole plan file."""
    habits = Habits(draw(st.sampled_from((2, 2, 4, 1, 3))), *(draw(st.booleans()) for _ in range(6)))
    plan = draw(plans())
    order = draw(st.permutations(list(plan)))
    lines: list[str] = []
    for key in order:
        lines += [""] if habits.gaps and lines else []
        lines += _aside(draw, habits, 0)
        lines += _entry(draw, habits, key, plan[key], 0)
    lines += _aside(draw, habits, 0)
    body = draw(st.sampled_from(("", "\nThey bake at night.\n", "\n# Notes\n\n---\nowner: nobody\n", "no blank line before", "\n\n\n")))
    text = "---\n" + "".join(line + "\n" for line in lines) + "---" + (f"\n{body}" if draw(st.booleans()) else "")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return ("\ufeff" if draw(st.integers(0, 3)) == 0 else "") + text


def _aside(draw: DrawFn, habits: Habits, indent: int) -> list[str]:
    if not habits.notes:
        return []
    pad = " " * indent
    return draw(
        st.sampled_from(
            (
                [],
                [],
                [],
                [""],
                [f"{pad}# a note: with, marks"],
                ["# at the margin"],
                ["", f"{pad}# one", f"{pad}#", ""],
                [f"{pad}  # deeper"],
            )
        )
    )


def _tail(draw: DrawFn, habits: Habits) -> str:
    return draw(st.sampled_from(("", "", "", " # why", "   # a: b", "  "))) if habits.notes else ""


def _entry(draw: DrawFn, habits: Habits, key: str, value: Any, indent: int) -> list[str]:
    pad, name = " " * indent, _scalar(draw, habits, key, key=True)
    if isinstance(value, Mapping) and value and not (habits.flow and draw(st.booleans()) and _one_line(value)):
        lines = [f"{pad}{name}:{_tail(draw, habits)}"]
        for place, (inner, item) in enumerate(value.items()):
            lines += [""] if habits.gaps and place and isinstance(item, Mapping) else []
            lines += [*_aside(draw, habits, indent + habits.step), *_entry(draw, habits, inner, item, indent + habits.step)]
        return lines
    if isinstance(value, list) and value and draw(st.booleans()) and _one_line(value):
        return _block_list(draw, habits, f"{pad}{name}:", value, indent)
    if isinstance(value, str) and "\n" in value:
        return _long_text(draw, f"{pad}{name}:", value, indent + habits.step)
    if isinstance(value, str) and habits.broken and _PLAIN.fullmatch(value) and draw(st.booleans()):
        return _broken(draw, habits, f"{pad}{name}:", value, indent + habits.step)
    if value is None or value in ({}, []):
        blank = "" if value is None else "{}" if value == {} else "[]"
        return [f"{pad}{name}:{' ' + blank if blank else ''}{_tail(draw, habits)}"]
    said = _flow(draw, habits, value, indent + habits.step) if isinstance(value, (Mapping, list)) else _scalar(draw, habits, str(value))
    return [*f"{pad}{name}: {said}".split("\n")[:-1], f"{pad}{name}: {said}".split("\n")[-1] + _tail(draw, habits)]


def _broken(draw: DrawFn, habits: Habits, head: str, value: str, indent: int) -> list[str]:
    """A plain text over several lines, below its key, folded or quoted."""
    pad, words = " " * indent, value.split(" ")
    first, rest = " ".join(words[:1]), " ".join(words[1:])
    lines = [first, rest] if rest and draw(st.booleans()) else [value]
    kind = draw(st.sampled_from(("plain", "below", "quoted", ">-", ">", "|-")))
    if kind in (">", ">-", "|-"):
        shown = [value] if kind != ">-" else lines
        blank = draw(st.sampled_from(([], [""], ["", ""])))
        return [f"{head} {kind if kind != '>' else '>-'}{_tail(draw, habits)}", *(f"{pad}{line}" for line in shown), *blank]
    if kind == "below":
        return [f"{head}{_tail(draw, habits)}", *(f"{pad}{line}" for line in lines[:-1]), f"{pad}{lines[-1]}{_tail(draw, habits)}"]
    marks = '"' if kind == "quoted" else ""
    lines = [f"{head} {marks}{lines[0]}", *(f"{pad}{line}" for line in lines[1:])]
    return [*lines[:-1], f"{lines[-1]}{marks}{_tail(draw, habits)}"]


def _one_line(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_one_line(item) for item in value.values())
    return all(_one_line(item) for item in value) if isinstance(value, list) else "\n" not in str(value)


def _block_list(draw: DrawFn, habits: Habits, head: str, values: list[Any], indent: int) -> list[str]:
    pad = " " * (indent + (habits.step if habits.under else 0))
    lines = [head + _tail(draw, habits)]
    for place, item in enumerate(values):
        lines += [""] if habits.gaps and place else []
        lines += _aside(draw, habits, len(pad))
        if isinstance(item, Mapping) and draw(st.booleans()):
            inner = [
                line
                for key, value in item.items()
                for line in _entry(draw, Habits(2, False, False, habits.quotes, False, False, habits.broken), key, value, 0)
            ]
            lines += [f"{pad}- {inner[0]}", *(f"{pad}  {line}" for line in inner[1:])]
        else:
            said = _flow(draw, habits, item, 0) if isinstance(item, Mapping) else _scalar(draw, habits, item)
            lines += [*f"{pad}- {said}".replace("\n", f"\n{pad}    ").split("\n")]
            lines[-1] += _tail(draw, habits)
    return lines


def _long_text(draw: DrawFn, head: str, value: str, indent: int) -> list[str]:
    inside = value.rstrip("\n").split("\n")
    told = inside[0].strip() and not any(line[:1] in ("\t", "#") or line == "---" for line in inside)
    if not told or not draw(st.booleans()):
        return [f"{head} {json.dumps(value, ensure_ascii=False)}"]
    keep = {0: "-", 1: ""}.get(len(value) - len(value.rstrip("\n")), "+")
    blank = [""] * (len(value) - len(value.rstrip("\n")) - 1)
    step = indent - (len(head) - len(head.lstrip(" ")))
    told_by = str(step) if inside[0].startswith(" ") or draw(st.booleans()) else ""
    return [f"{head} |{told_by}{keep}", *(" " * indent + line if line else "" for line in inside), *blank]


def _scalar(draw: DrawFn, habits: Habits, value: str, *, flow: bool = False, key: bool = False) -> str:
    plain = (_FLOW_PLAIN if flow else _PLAIN).fullmatch(value) is not None or (key and re.fullmatch(r"[a-z_-]+", value) is not None)
    if plain and not (habits.quotes and draw(st.integers(0, 3)) == 0):
        return value
    if "\n" not in value and "\t" not in value and draw(st.booleans()):
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def _flow(draw: DrawFn, habits: Habits, value: Any, indent: int) -> str:
    broken = habits.flow and habits.notes and draw(st.integers(0, 3)) == 0
    gap = "\n" + " " * indent if broken else draw(st.sampled_from(("", " ")))
    if isinstance(value, Mapping):
        parts = [f"{_scalar(draw, habits, key, flow=True, key=True)}: {_flow(draw, habits, item, indent)}" for key, item in value.items()]
        return "{" + gap + _parted(draw, parts, gap, broken=broken) + (f"{gap}}}" if broken else "}")
    if isinstance(value, list):
        parts = [_flow(draw, habits, item, indent) for item in value]
        return "[" + gap + _parted(draw, parts, gap, broken=broken) + "]"
    return "" if value is None else _scalar(draw, habits, str(value), flow=True)


def _parted(draw: DrawFn, parts: list[str], gap: str, *, broken: bool) -> str:
    """Parts with commas between, over several lines with comments behind them."""
    if not broken:
        return draw(st.sampled_from((", ", ",  "))).join(parts)
    notes = [draw(st.sampled_from(("", "", " # so", f"{gap}# above"))) for _ in parts[1:]]
    return "".join(f"{part},{note}{gap}" for part, note in zip(parts, notes, strict=False)) + (parts[-1] if parts else "")
