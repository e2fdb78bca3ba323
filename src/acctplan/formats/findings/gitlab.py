"""GitLab's code quality report: one JSON array, a merge request shows what it adds and what it resolves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acctplan.formats._inert import one_line
from acctplan.formats._stream import Later, json_pieces
from acctplan.report import Report

from ._listed import Listed, how_many, listed

SUFFIX = ".json"
_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, *, width: int, color: bool) -> str:
    """The report. What only the day brings about is in it too, since GitLab compares two reports; what is suppressed is not."""
    return "".join(pieces(report, width=width, color=color))


def pieces(report: Report, *, width: int, color: bool) -> Iterator[str]:
    """The same piece by piece."""
    count = how_many(report) - len(report.result.suppressed)
    return json_pieces(Later(lambda: (_issue(item) for item in listed(report) if item.suppressed is None), count), 2)


def _issue(item: Listed) -> dict[str, Any]:
    return {
        "check_name": item.finding.name,
        "description": one_line(f"{item.finding.code}: {item.finding.message}"),
        "fingerprint": item.fingerprint,
        "severity": _SEVERITIES[item.finding.severity],
        "location": {"path": item.file, "lines": {"begin": item.finding.line}},
    }
