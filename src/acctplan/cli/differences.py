"""A difference in the form asked for: in short or in full, as a comment that fits, or as a patch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from acctplan import registry
from acctplan.errors import ValueRefused

from .compare import Wanted, paths_of
from .emit import PACKAGE, deliver, format_name

if TYPE_CHECKING:
    from acctplan.analysis.difference import BookDifference
    from acctplan.report import Report

    from .context import Session

_PATCH = "patch"
MOST_CHARACTERS = 65_536
"""Characters that a comment of a pull request may have on GitHub."""
_MOST_CHANGES = 3_000
"""With more, all of them are sure not to fit."""


def formats() -> list[str]:
    """Every format that a difference has, sorted."""
    return sorted({*registry.names(PACKAGE), _PATCH})


def show(session: Session, result: BookDifference, wanted: Wanted, *, summary: bool, full: bool) -> None:
    """Write a difference. A terminal gets a book's worth in short, a page all of it, Markdown as much as a comment may hold."""
    from acctplan.views import diff, diff_in_short, diff_summary

    said = session.options.get("format") or ""
    if said and said not in formats():
        raise ValueRefused(f"there is no format “{said[:40]}”", f"Formats are {', '.join(formats())}.")
    if said == _PATCH and not session.options.get("json"):
        deliver(session, _patch(result, wanted), _PATCH)
        return
    name = format_name(session)
    if summary:
        session.emit(diff_summary.view(result))
    elif name == "markdown":
        session.emit(_fitting(result))
    else:
        session.emit(diff.view(result) if full or name == "html" else diff_in_short.view(result))


def _patch(result: BookDifference, wanted: Wanted) -> str:
    import json

    from acctplan.analysis.json_patch import json_patch
    from acctplan.formats._inert import escaped

    operations = json_patch(result, paths_of(wanted.only), paths_of(wanted.exclude))
    return escaped(json.dumps(operations, ensure_ascii=False, indent=2, sort_keys=True)) + "\n"


def _fitting(result: BookDifference) -> Report:
    """The most that a comment may hold: everything, else each account in short, else a summary."""
    from acctplan.formats import markdown
    from acctplan.views import diff, diff_in_short, diff_summary

    many = sum(len(plan.changes) for plan in result.plans) > _MOST_CHANGES
    for view in (diff_in_short.view,) if many else (diff.view, diff_in_short.view):
        report = view(result)
        if len(markdown.render(report, width=0, color=False)) <= MOST_CHARACTERS:
            return report
    return diff_summary.view(replace(result, texts=()))
