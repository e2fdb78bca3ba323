"""The result as one JSON document: sorted keys, no timestamps, with the version of its shape and of the tool."""

from __future__ import annotations

from acctplan.report import Report

from ._inert import escaped
from ._plain import plain

SUFFIX = ".json"
SCHEMA_VERSION = 1


def render(report: Report, *, width: int, color: bool) -> str:
    """The document; width and colour change nothing."""
    import json

    from acctplan import __version__

    result = plain(report.result)
    body = result if isinstance(result, dict) else {"items": result}
    document = {"schema_version": SCHEMA_VERSION, "tool_version": __version__, "kind": report.kind, **body}
    return escaped(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)) + "\n"
