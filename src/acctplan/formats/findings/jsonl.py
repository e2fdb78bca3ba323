"""One JSON document a line: each finding, then what was checked. For streams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acctplan.formats._inert import escaped
from acctplan.formats._plain import plain
from acctplan.formats._stream import in_pieces
from acctplan.formats.json import SCHEMA_VERSION
from acctplan.report import Report
from acctplan.rules._lint import LintResult

SUFFIX = ".jsonl"


def render(report: Report, *, width: int, color: bool) -> str:
    """The lines: kind `finding`; `untouched` and `suppressed` for those that do not count; one of kind `summary` at the end."""
    return "".join(pieces(report, width=width, color=color))


def pieces(report: Report, *, width: int, color: bool) -> Iterator[str]:
    """The same piece by piece."""
    return in_pieces(_lines(report.result))


def _lines(result: LintResult) -> Iterator[str]:
    for finding in result.findings:
        yield _line("finding", plain(finding))
    for finding in result.untouched:
        yield _line("untouched", plain(finding))
    for one in result.suppressed:
        yield _line("suppressed", {**plain(one.finding), "how": one.how, "reason": one.reason})
    yield _line("summary", {"checked": result.checked, "notes": list(result.notes)})


def _line(kind: str, fields: dict[str, Any]) -> str:
    import json

    from acctplan import __version__

    document = {"schema_version": SCHEMA_VERSION, "tool_version": __version__, "kind": kind, **fields}
    return escaped(json.dumps(document, ensure_ascii=False, sort_keys=True)) + "\n"
