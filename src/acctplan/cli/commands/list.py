"""List plans, goals, actions, risks and more, and ask about any field.

KIND is plans, goals, actions, risks, opportunities, stakeholders, milestones, questions, movements, units, reviews and so on; also
key_results, signals, challenges, health and team. Plans have every field of theirs by its path, such as pulse.why or health.usage.
A question compares fields: = != < <= > >= ~ (contains), `in (a, b)`, `is set`, joined by and, or, not and brackets.
`me` is you, `today+14` is a day; `current < target` compares two fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    import typer

    from acctplan.cli import complete
    from acctplan.cli.context import Session

PANEL = "Look"
TAKES = ("report", "read")
RECALLS = ""
EXAMPLE = "acctplan list actions --where 'status = open and owner = dana and due <= today+14'"
COLUMNS = {
    "plans": ("plan", "tier", "owner", "value", "renews_on", "health", "renew_today", "age_days"),
    "actions": ("plan", "id", "title", "owner", "due", "status"),
    "goals": ("plan", "id", "title", "owner", "due", "status"),
    "risks": ("plan", "id", "title", "severity", "owner", "status"),
    "opportunities": ("plan", "id", "title", "kind", "amount", "stage", "close_on", "owner"),
    "stakeholders": ("plan", "id", "name", "title", "influence", "support", "known_by"),
    "movements": ("plan", "id", "happened_on", "type", "what"),
    "questions": ("plan", "id", "title", "of", "due", "answer"),
    "key_results": ("plan", "goal", "title", "baseline", "target", "current", "due"),
    "signals": ("plan", "opportunity", "seen_on", "what", "source"),
    "health": ("plan", "id", "band", "cause"),
    "team": ("plan", "id", "role"),
}


def command(
    session: Session,
    kind: Annotated[str, typer.Argument(help="What to list.", show_default=True, autocompletion=complete.record_kinds)] = "plans",
    where: Annotated[str, typer.Option("--where", metavar="QUESTION", help="Only what answers it.", show_default=False)] = "",
    columns: Annotated[
        str, typer.Option("--columns", metavar="A,B", help="The fields to show.", show_default=False, autocompletion=complete.record_fields)
    ] = "",
    sort: Annotated[
        str,
        typer.Option(
            "--sort", metavar="FIELD", help="Order by a field; -FIELD backwards.", show_default=False, autocompletion=complete.record_fields
        ),
    ] = "",
) -> int:
    from acctplan.analysis.query import question
    from acctplan.analysis.register import KINDS, fields_of, ordered, rows_of, words_of
    from acctplan.cli.exits import OK, UNTRUSTED
    from acctplan.cli.findings import portfolio_and_findings, read_telling
    from acctplan.cli.pick import pick
    from acctplan.views.records import Records, Shown, view

    session.say_state()
    pick(kind, KINDS, "kind of record")
    result, book, _ = portfolio_and_findings(session) if kind == "plans" else (None, read_telling(session), {})
    fields = fields_of(kind, book, session.settings)
    shown = tuple(columns.split(",")) if columns else COLUMNS.get(kind, ("plan", "id", "title"))
    for name in (*shown, *([sort.removeprefix("-")] if sort else [])):
        pick(name, fields, "field")
    words = words_of(kind, session.settings, fields)
    words |= {"owner": tuple(session.team), "tier": session.settings.tier_names} if kind == "plans" else {}
    test = question(where, fields, today=session.reckoned, me=lambda: session.person("me"), words=words) if where else lambda _row: True
    asked = [name for name in fields if name in shown or name in f"{sort} {where}".replace("-", "_")]
    rows = [row for row in rows_of(kind, book, result, asked, session.settings) if test(row)]
    session.emit(view(Shown(Records(kind, shown, tuple(ordered(rows, sort))), asked=bool(columns), narrowed=bool(where))))
    return UNTRUSTED if book.closed or any(entry.planned and entry.plan is None for entry in book.entries.values()) else OK
