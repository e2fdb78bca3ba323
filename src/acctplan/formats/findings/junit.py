"""A JUnit report: one suite a plan, one case for each rule that failed there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from acctplan.formats._inert import one_line
from acctplan.report import Report

from ._listed import Listed, listed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUFFIX = ".xml"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""


def render(report: Report, *, width: int, color: bool) -> str:
    """The report; a rule whose findings do not count is skipped there. A run without findings is one case that passed."""
    from xml.etree.ElementTree import Element, indent, tostring

    root = Element("testsuites", name="acctplan")
    by_plan = sorted(listed(report), key=lambda item: (item.file, item.finding.code, item.finding.line, item.finding.column))
    for file, items in groupby(by_plan, key=lambda item: item.file):
        _suite(root, file, list(items))
    if len(root) == 0:
        clean = _child(root, "testsuite", name="book")
        _child(clean, "testcase", name="lint", classname="book")
        _counts(clean, 0, 0)
    _counts(root, sum(int(suite.get("failures", "0")) for suite in root), None)
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, "unicode")}\n'


def _suite(root: Element, file: str, items: list[Listed]) -> None:
    suite = _child(root, "testsuite", name=file)
    failed = skipped = 0
    for name, same in groupby(items, key=lambda item: item.finding.name):
        cases = list(same)
        case = _child(suite, "testcase", name=name, classname=file)
        counting = [item for item in cases if not item.aside]
        if counting:
            failed += 1
            _child(case, "failure", message=counting[0].finding.message, type=counting[0].finding.severity).text = _told(counting)
        else:
            skipped += 1
            _child(case, "skipped", message=cases[0].aside).text = _told(cases)
    _counts(suite, failed, skipped)


def _counts(suite: Element, failed: int, skipped: int | None) -> None:
    suite.set("tests", str(sum(1 for _ in suite.iter("testcase"))))
    suite.set("failures", str(failed))
    suite.set("errors", "0")
    if skipped is not None:
        suite.set("skipped", str(skipped))


def _told(items: Iterable[Listed]) -> str:
    return "\n".join(
        _clean(f"{item.file}:{item.finding.line}:{item.finding.column}: {item.finding.code} {item.finding.message}") for item in items
    )


def _child(parent: Element, tag: str, **attributes: str) -> Element:
    from xml.etree.ElementTree import SubElement

    return SubElement(parent, tag, {key: _clean(value) for key, value in attributes.items()})


def _clean(text: str) -> str:
    return _NO_XML.sub(lambda odd: f"\\u{{{ord(odd[0]):x}}}", one_line(text))
