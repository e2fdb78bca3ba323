"""One HTML page that carries everything it needs and loads nothing."""

from __future__ import annotations

from acctplan.report import Report

from ._inert import unheeded
from ._shell import fill

SUFFIX = ".html"


def render(report: Report, *, width: int, color: bool) -> str:
    """The page."""
    return unheeded(fill("page.html.j2", report), "&#58;", "&#35;")
