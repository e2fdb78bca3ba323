"""One JSON document a line: each finding, then what was checked. For streams."""

from __future__ import annotations

from typing import Any

from acctplan.formats._inert import escaped
from acctplan.formats._plain import plain
from acctplan.formats.json import SCHEMA_VERSION
from acctplan.report import Report

SUFFIX = ".jsonl"


def render(report: Report, *, width: int, color: bool) -> str:
    """The lines: kind `finding`; `untouched` and `suppressed` for those that do not count; one of kind `summary` at the end."""
    result = report.result
    lines = [_line("finding", plain(finding)) for finding in result.findings]
    lines += [_line("untouched", plain(finding)) for finding in result.untouched]
    lines += [_line("suppressed", {**plain(one.finding), "how": one.how, "reason": one.reason}) for one in result.suppressed]
    lines.append(_line("summary", {"checked": result.checked, "notes": list(result.notes)}))
    return "".join(lines)


def _line(kind: str, fields: dict[str, Any]) -> str:
    import json

    from acctplan import __version__

    document = {"schema_version": SCHEMA_VERSION, "tool_version": __version__, "kind": kind, **fields}
    return escaped(json.dumps(document, ensure_ascii=False, sort_keys=True)) + "\n"
