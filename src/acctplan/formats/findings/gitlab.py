"""GitLab's code quality report: one JSON array, a merge request shows what it adds and what it resolves."""

from __future__ import annotations

from acctplan.formats._inert import escaped, one_line
from acctplan.report import Report

from ._listed import listed

SUFFIX = ".json"
_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, *, width: int, color: bool) -> str:
    """The report. What only the day brings about is in it too, since GitLab compares two reports; what is suppressed is not."""
    import json

    issues = [
        {
            "check_name": item.finding.name,
            "description": one_line(f"{item.finding.code}: {item.finding.message}"),
            "fingerprint": item.fingerprint,
            "severity": _SEVERITIES[item.finding.severity],
            "location": {"path": item.file, "lines": {"begin": item.finding.line}},
        }
        for item in listed(report)
        if item.suppressed is None
    ]
    return escaped(json.dumps(issues, ensure_ascii=False, indent=2, sort_keys=True)) + "\n"
