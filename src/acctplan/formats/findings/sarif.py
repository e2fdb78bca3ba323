"""SARIF 2.1.0, which code scanning reads: one run, every rule described, our own fingerprints.

Limits: GitHub takes 25,000 results of a run, shows the first 5,000, and 1,024 characters of a description.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from acctplan.formats._inert import one_line
from acctplan.formats._stream import Later, json_pieces
from acctplan.model.finding import Suppressed
from acctplan.report import Report
from acctplan.rules._catalogue import RuleEntry, catalogue
from acctplan.rules._judge import every_rule
from acctplan.rules._page import address_of

from ._listed import Listed, how_many, listed

SUFFIX = ".sarif"
MOST_RESULTS = 25_000
_MOST_DESCRIBED = 1024
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_ROOT = "%SRCROOT%"


def render(report: Report, *, width: int, color: bool) -> str:
    """The log; results beyond the limit are left out, the least severe first, and counted in a notification."""
    return "".join(pieces(report, width=width, color=color))


def pieces(report: Report, *, width: int, color: bool) -> Iterator[str]:
    """The same piece by piece."""
    from acctplan import __version__

    rules = catalogue(every_rule()).rules
    places = {rule.code: place for place, rule in enumerate(rules)}
    count = how_many(report)
    driver = {
        "name": "acctplan",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(report, count)],
        "results": Later(lambda: (_result(item, places) for item in islice(listed(report), MOST_RESULTS)), min(count, MOST_RESULTS)),
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json_pieces(log, 1)


def _rule(rule: RuleEntry) -> dict[str, Any]:
    page = f"{rule.why}\n\nFound here:\n\n```yaml\n{rule.bad}```\n\nFine like this:\n\n```yaml\n{rule.good}```\n\nSource: {rule.source}\n"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary[:_MOST_DESCRIBED]},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"[:_MOST_DESCRIBED]},
        "help": {"text": page.replace("```yaml\n", "").replace("```", ""), "markdown": page},
        "helpUri": address_of(rule.name),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.category]},
    }


def _invocation(report: Report, results: int) -> dict[str, Any]:
    notes = list(report.result.notes)
    if results > MOST_RESULTS:
        notes.append(f"{results - MOST_RESULTS:,} of {results:,} findings are left out: a run may hold {MOST_RESULTS:,}.")
    told = [{"level": "warning", "message": {"text": _message(note)}} for note in notes]
    return {"executionSuccessful": True, "toolExecutionNotifications": told}


def _result(item: Listed, places: dict[str, int]) -> dict[str, Any]:
    finding = item.finding
    place = {
        "artifactLocation": {"uri": quote(item.file.encode("utf-8", "surrogateescape")), "uriBaseId": _ROOT},
        "region": {"startLine": finding.line, "startColumn": finding.column},
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": "note" if item.aside and not item.suppressed else _LEVELS[finding.severity],
        "message": {"text": _message(finding.message)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"acctplanFinding/v1": item.fingerprint},
        **({"suppressions": [_suppression(item.suppressed)]} if item.suppressed else {}),
    }


def _suppression(said: Suppressed) -> dict[str, str]:
    kind = "inSource" if said.how in ("comment", "plan") else "external"
    return {"kind": kind, "status": "accepted", "justification": _message(said.reason or said.how)}


def _message(words: str) -> str:
    """Text in which no viewer finds a link of ours to follow: brackets before a target are marked as text."""
    flat = one_line(words)
    return flat.replace("[", "\\[").replace("]", "\\]") if "](" in flat else flat
