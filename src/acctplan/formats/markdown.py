"""Markdown for a wiki, a pull request or a mail; people's text stands as written, never as markup."""

from __future__ import annotations

import re

from acctplan.report import Report

from ._inert import unheeded
from ._shell import fill

SUFFIX = ".md"


def render(report: Report, *, width: int, color: bool) -> str:
    """The document."""
    return unheeded(re.sub(r"\n{3,}", "\n\n", fill("page.md.j2", report)).strip("\n") + "\n")
