"""The result as one JSON document: sorted keys, no timestamps, with the version of its shape and of the tool."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring as quoted
from typing import Any

from acctplan.report import Report, Written

from ._inert import escaped
from ._plain import plain
from ._stream import Later

SUFFIX = ".json"
SCHEMA_VERSION = 1
_STEP = "  "


def render(report: Report, *, width: int, color: bool) -> str:
    """The document; width and colour change nothing."""
    return "".join(pieces(report, width=width, color=color))


def pieces(report: Report, *, width: int, color: bool) -> Iterator[str]:
    """The document piece by piece, so that a long list of entries that come one by one is never whole in memory."""
    from acctplan import __version__

    result = report.result if isinstance(report.result, dict) else plain(report.result)
    body = {str(key): value for key, value in result.items()} if isinstance(result, dict) else {"items": result}
    document = {"schema_version": SCHEMA_VERSION, "tool_version": __version__, "kind": report.kind, **body}
    lead = "{\n"
    for key in sorted(document):
        yield f"{lead}{_STEP}{escaped(quoted(key))}: "
        value = document[key]
        if isinstance(value, Written):
            yield from _entries(value.texts())
        elif isinstance(value, Later):
            yield from _entries(escaped(laid_out(item, _STEP * 2)) for item in value)
        else:
            yield escaped(laid_out(plain(value), _STEP))
        lead = ",\n"
    yield "\n}\n"


def _entries(texts: Iterable[str]) -> Iterator[str]:
    lead = "["
    for text in texts:
        yield f"{lead}\n{_STEP * 2}{text}"
        lead = ","
    yield "[]" if lead == "[" else f"\n{_STEP}]"


def entry(data: Any) -> str:
    """One of a report's `Written` entries."""
    return escaped(laid_out(data, _STEP * 2))


def laid_out(value: Any, pad: str = "") -> str:
    """Data as `json.dumps` lays out what is plain of it with an indent of two and sorted keys, in a third of the time.

    `pad` stands before its end.

    >>> laid_out({"b": [1, "é"], "a": {}})
    '{\\n  "a": {},\\n  "b": [\\n    1,\\n    "é"\\n  ]\\n}'
    """
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, (bool, int, float)):
        return json.dumps(value)
    if not isinstance(value, (dict, list)):
        return laid_out(plain(value), pad)
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    deeper = pad + _STEP
    between = ",\n" + deeper
    if isinstance(value, dict):
        told = between.join([f"{quoted(key)}: {_leaf(value[key], deeper)}" for key in sorted(value)])
        return f"{{\n{deeper}{told}\n{pad}}}"
    return f"[\n{deeper}{between.join([_leaf(item, deeper) for item in value])}\n{pad}]"


def _leaf(value: Any, pad: str) -> str:
    return quoted(value) if type(value) is str else "null" if value is None else laid_out(value, pad)
