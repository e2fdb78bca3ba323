"""Jinja2 shells from the shipped templates: sandboxed, plain data only, nothing undefined passes."""

from __future__ import annotations

from functools import cache
from typing import Any

from acctplan.pattern import Pattern
from acctplan.report import Report
from acctplan.resources import shipped

from ._pieces import plain_report

_CODE = Pattern(r"(?<!`)`(?![ `])([^`\n]+)(?<! )`(?!`)")
_DAY = Pattern(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")


def fill(name: str, report: Report) -> str:
    """A shipped page shell around a report."""
    return str(_environment().get_template(name).render(report=plain_report(report)))


@cache
def _environment() -> Any:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(shipped("templates") / "views"),
        autoescape=lambda name: bool(name and ".html" in name),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(words=_words, prose=_safe_prose, md=markdown_text, mdcell=_markdown_cell, mdprose=_safe_markdown)
    return environment


def _words(text: str) -> Any:
    """Text for a page: what stands in backticks is set as code, and no line breaks inside a day."""
    from markupsafe import Markup, escape

    coded = _CODE.sub(r"<code>\1</code>", str(escape(text)))
    return Markup(_DAY.sub(r'<span class="whole">\g<0></span>', coded))


def _safe_prose(text: str) -> Any:
    from markupsafe import Markup

    from ._prose import html_of

    return Markup(html_of(text))


def _safe_markdown(text: str) -> str:
    from ._prose import markdown_of

    return markdown_of(text)


def markdown_text(text: str) -> str:
    """Text as Markdown shows it: what would be markup stands as written, on one line."""
    flat = " ".join(text.split())
    marked = "".join("\\" + character if character in "\\`*_[]<>|~#" else character for character in flat)
    return marked.replace("&", "&amp;").replace("http://", "http\\://").replace("https://", "https\\://")


def _markdown_cell(text: str) -> str:
    return markdown_text(text) or " "
