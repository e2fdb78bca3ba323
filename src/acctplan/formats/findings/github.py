"""Marks beside the changed lines of a pull request, by workflow commands; the report for people follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from acctplan.formats import text
from acctplan.formats._inert import one_line
from acctplan.report import Report

from ._listed import listed

SUFFIX = ".log"
_MOST = 10
"""Marks of one kind that GitHub shows for a step. Source: its documentation of workflow commands."""
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, *, width: int, color: bool) -> str:
    """At most ten commands of each kind, errors first, a line that says of how many, then the report as text."""
    return "".join(pieces(report, width=width, color=color))


def pieces(report: Report, *, width: int, color: bool) -> Iterator[str]:
    """The same piece by piece."""
    commands, count = _marks(report)
    if commands:
        yield "\n".join([*commands, _summary(count)]) + "\n\n"
    yield from text.pieces(report, width=width, color=color)


def _marks(report: Report) -> tuple[list[str], Counter[str]]:
    """The commands, and how many findings of each severity there are."""
    commands: list[str] = []
    count: Counter[str] = Counter()
    for item in listed(report):
        finding = item.finding
        if item.aside:
            continue
        count[finding.severity] += 1
        if count[finding.severity] <= _MOST:
            place = f"file={_property(item.file)},line={finding.line},col={finding.column}"
            title = _property(f"{finding.code} {finding.name}")
            commands.append(f"::{_COMMANDS[finding.severity]} {place},title={title}::{_data(finding.message)}")
    return commands, count


def _summary(count: Counter[str]) -> str:
    every = [f"{many} {severity}{'s' * (many != 1 and severity != 'info')}" for severity in _COMMANDS if (many := count[severity])]
    most = f", at most {_MOST} of each marked" if max(count.values()) > _MOST else ""
    return f"Findings: {', '.join(every)}{most}; all of them follow."


def _data(words: str) -> str:
    return one_line(words).replace("%", "%25")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
