"""One plan, whole: every block that says something, in the field's order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from acctplan.analysis.plan_view import PlanView
from acctplan.model.block import BLOCKS
from acctplan.model.plan import title
from acctplan.report import Branch, Cell, Column, FactList, Heading, Listing, Piece, Prose, Report, Table, Tone, Tree

from ._tones import ANSWERS, BANDS
from ._words import clipped

_HEADER = (
    "account",
    "template",
    "mode",
    "period",
    "owner",
    "tier",
    "lifecycle",
    "posture",
    "organisation",
    "arr",
    "external",
    "team",
    "format",
)
_SHOWN_APART = {
    *_HEADER,
    "intent",
    "pulse",
    "stakeholders",
    "goals",
    "health",
    "risks",
    "opportunities",
    "actions",
    "lint_ignore",
    "written_on",
    "confirmed",
}
TONES: dict[str, Tone] = {
    **BANDS, **ANSWERS, "champion": "good", "supporter": "good", "opponent": "bad", "at-risk": "warn", "off-track": "bad",
    "on-track": "good",     "achieved": "good", "done": "good", "high": "bad", "overdue": "bad", "happened": "bad", "blocked": "bad",
}  # fmt: skip


def view(result: PlanView) -> Report:
    """The whole plan."""
    pieces = [*head(result), *five(result)]
    for block in BLOCKS:
        if block not in _SHOWN_APART and result.plan.tree.get(block) not in (None, {}, [], ""):
            pieces += [Heading(_words(block)), *_generic(result.plan.tree[block], block, result)]
    if result.plan.body.strip():
        pieces += [Heading("Notes"), Prose(result.body, markdown=True)]
    return Report("show", result.plan.account, tuple(pieces), result.data())


def head(result: PlanView) -> list[Piece]:
    """Name, what everybody asks first, and the standing answers."""
    plan = result.plan
    rows: list[tuple[str, Cell]] = [
        ("Owner", Cell(result.person(plan.owner) if plan.owner else "nobody", "" if plan.owner else "bad")),
        ("Account", Cell(", ".join(word for word in (result.tier, plan.lifecycle, plan.posture) if word) or "–")),
        (
            "Value",
            Cell(
                f"{result.value}{' a year' if result.value != '–' else ''}" + (f", renews {result.renews_on}" if result.renews_on else "")
            ),
        ),
        ("Team", Cell(", ".join(f"{result.person(key)} ({', '.join(roles)})" for key, roles in plan.team.items()) or "nobody")),
        ("Last change", Cell(clipped(result.age_words, 70), "warn" if result.stale else "")),
    ]
    if plan.pulse and plan.pulse.renew_today:
        sure = f", {plan.pulse.confidence:.0%} sure".replace("%", " %") if plan.pulse.confidence is not None else ""
        rows.append(
            (
                "Renew today?",
                Cell(
                    f"{plan.pulse.renew_today}{sure}" + (f": {plan.pulse.why}" if plan.pulse.why else ""),
                    TONES.get(plan.pulse.renew_today, ""),
                ),
            )
        )
    if plan.intent:
        rows += [
            (label, Cell(text)) for label, text in (("Now", plan.intent.now), ("Next", plan.intent.next), ("How", plan.intent.how)) if text
        ]
    return [Heading(plan.account or plan.id, 1), FactList(tuple(rows))]


def five(result: PlanView) -> list[Piece]:
    """Goals, stakeholders, health and risks, opportunities, dated actions."""
    return [*_goals(result), *_stakeholders(result), *_health(result), *_opportunities(result), *_actions(result)]


def _goals(result: PlanView) -> list[Piece]:
    roots = []
    for key, goal in result.plan.goals.items():
        who = " and ".join(
            name
            for name in (result.person(goal.accountable) if goal.accountable else "", result.person(goal.owner) if goal.owner else "")
            if name
        )
        line = f"{goal.title or key} [{goal.status}]" + (f", due {goal.due}" if goal.due else "") + (f" ({who})" if who else "")
        below = [Branch(Cell(_measure(name, item), "dim")) for name, item in goal.key_results.items()]
        below += [Branch(Cell(f"“{goal.quote}”", "dim"))] if goal.quote else []
        roots.append(Branch(Cell(line, TONES.get(goal.status, "")), tuple(below)))
    return [Heading(f"Goals{result.age_of('goals')}"), Tree(tuple(roots)) if roots else Prose("None yet.", "dim")]


def _measure(name: str, item: Any) -> str:
    unit = f" {item.measured_in}" if item.measured_in else ""
    now = f", now {item.current}" if item.current is not None else ""
    start, end = ("?" if number is None else number for number in (item.baseline, item.target))
    return f"{item.metric or name}: {start} → {end}{unit}{now}" + (f", by {item.due}" if item.due else "")


def _stakeholders(result: PlanView) -> list[Piece]:
    rows = tuple(
        (
            Cell(
                "open seat" if person.unknown and not person.name else person.name or key, "dim" if person.left_on or person.unknown else ""
            ),
            Cell((person.title or "–") + (f" (left {person.left_on})" if person.left_on else "")),
            Cell(", ".join(person.decision_role) or "–"),
            Cell(person.influence or "–"),
            Cell(person.support or "–", TONES.get(person.support or "", "")),
            Cell(", ".join(result.person(key) for key in person.known_by) or "nobody"),
        )
        for key, person in result.plan.stakeholders.items()
    )
    columns = (
        Column("who", least=10),
        Column("title", least=10),
        Column("decides as", drop=1, least=12),
        Column("influence", drop=2),
        Column("stance", least=8),
        Column("known by", least=6),
    )
    return [Heading(f"Stakeholders{result.age_of('stakeholders')}"), Table(columns, rows, "Nobody yet.")]


def _health(result: PlanView) -> list[Piece]:
    bands = result.plan.health.bands() if result.plan.health else {}
    rows = tuple(
        (name, Cell(f"{item.band or '–'}" + (f": {item.cause}" if item.cause else ""), BANDS.get(item.band or "", "")))
        for name, item in bands.items()
    )
    score = f", {result.health} of 100" if result.health is not None else ""
    pieces: list[Piece] = [Heading(f"Health{score}{result.age_of('health')}"), FactList(rows) if rows else Prose("Not said yet.", "dim")]
    risks = tuple(
        (
            Cell(risk.title or key),
            Cell(risk.severity or "–", TONES.get(risk.severity or "", "") if risk.status == "open" else "dim"),
            Cell(risk.status, TONES.get(risk.status, "")),
            Cell(result.person(risk.owner) if risk.owner else "nobody", "" if risk.owner else "bad"),
            Cell(risk.cause or "–"),
        )
        for key, risk in result.plan.risks.items()
    )
    columns = (Column("risk", least=16), Column("severity"), Column("status", drop=2), Column("owner", least=8), Column("cause", least=20))
    return [*pieces, Heading(f"Risks{result.age_of('risks')}"), Table(columns, risks, "None yet.")]


def _opportunities(result: PlanView) -> list[Piece]:
    rows = tuple(
        (
            Cell(item.title or key),
            Cell(item.kind or "–"),
            Cell(str(item.amount) if item.amount else "–"),
            Cell(item.stage or "–"),
            Cell(str(item.close_on) if item.close_on else "–"),
            Cell(result.person(item.owner) if item.owner else "nobody", "" if item.owner else "bad"),
            Cell(str(len(item.signals)), "" if item.signals else "warn"),
        )
        for key, item in result.plan.opportunities.items()
    )
    columns = (
        Column("opportunity", least=16),
        Column("kind", drop=1),
        Column("amount", right=True, least=8),
        Column("stage", least=8),
        Column("close", least=10),
        Column("owner", least=8),
        Column("signals", right=True, drop=2),
    )
    return [Heading(f"Opportunities{result.age_of('opportunities')}"), Table(columns, rows, "None yet.")]


def _actions(result: PlanView) -> list[Piece]:
    rows = []
    for action in result.actions:
        late = action.overdue_days > 0
        due = f"{action.due or '–'}" + (f" ({action.overdue_days} d late)" if late else "")
        reasons = ", ".join(result.plan.title_of(key) for key in action.because) or "–"
        rows.append(
            (
                Cell(due, "bad" if late else ""),
                Cell(result.person(action.owner) if action.owner else "nobody", "" if action.owner else "bad"),
                Cell(action.do),
                Cell(action.status, TONES.get(action.status, "")),
                Cell(reasons, "dim"),
            )
        )
    columns = (
        Column("due", least=10),
        Column("owner", least=8),
        Column("action", least=24),
        Column("status", drop=1, least=6),
        Column("because", drop=2, least=14),
    )
    return [Heading(f"Actions{result.age_of('actions')}"), Table(columns, tuple(rows), "None yet.")]


def _generic(value: Any, block: str, result: PlanView) -> list[Piece]:
    if isinstance(value, list):
        return [Listing(tuple(Cell(_line(item, result)) for item in value))]
    if not isinstance(value, Mapping):
        return [Prose(str(value))]
    if BLOCKS[block].shape == "items":
        items = getattr(result.plan, block)
        points = [
            Cell(_line({**(value[key] if isinstance(value[key], Mapping) else {})}, result, title(item) or key))
            for key, item in items.items()
        ]
        return [Listing(tuple(points))]
    return [FactList(tuple((_words(str(key)), Cell(_line(item, result))) for key, item in value.items() if item is not None))]


def _line(value: Any, result: PlanView, head_words: str = "") -> str:
    if isinstance(value, Mapping) and value and all(isinstance(item, Mapping) for item in value.values()):
        return "; ".join(_item(str(key), item, result) for key, item in value.items())
    if isinstance(value, Mapping) and value.get("text") and not head_words:
        return _item("", value, result)
    if isinstance(value, Mapping):
        rest = {key: item for key, item in value.items() if item not in (None, [], {}) and str(item) != head_words}
        said = "; ".join(_said(str(key), item, result) for key, item in rest.items())
        return f"{head_words}: {said}" if head_words and said else head_words or said
    if isinstance(value, list):
        return ("; " if any(isinstance(item, Mapping) for item in value) else ", ").join(_line(item, result) for item in value)
    return result.person(str(value)) if str(value) in result.people else str(value)


def _said(field: str, value: Any, result: PlanView) -> str:
    """A field and its value; what is simply so needs no value."""
    if value in (True, "true"):
        return {"share": "shared"}.get(field, _words(field).lower())
    return f"{_words(field).lower()} {_line(value, result)}"


def _item(key: str, item: Mapping[str, Any], result: PlanView) -> str:
    """An item inside a field: its words, and the rest in brackets."""
    words = next((str(item[name]) for name in ("title", "name", "text", "metric") if item.get(name)), key)
    rest = _line({name: value for name, value in item.items() if str(value) != words}, result)
    return f"{words} ({rest})" if rest else words


def _words(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ")
    return {"swot": "SWOT", "our goals": "Our own goals"}.get(words, words[:1].upper() + words[1:])
