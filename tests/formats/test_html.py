"""Pages: text of the plan stays text, a command is set as code, and no line breaks inside a day."""

from __future__ import annotations

import pytest

from acctplan.formats import html
from acctplan.report import Cell, Column, FactList, Listing, Prose, Report, Table


def page(text: str) -> str:
    """A page that says a text in a paragraph, a list, a row of facts and a table."""
    cell = Cell(text)
    pieces = (Prose(text), Listing((cell,)), FactList((("it", cell),)), Table((Column("what"),), ((cell,),)))
    return html.render(Report("lint", "Findings", pieces, {}), width=80, color=False)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Run `acctplan confirm a health`.", "Run <code>acctplan confirm a health</code>."),
        ("`a` or `b`", "<code>a</code> or <code>b</code>"),
        ("over 446 days (2025-08-31).", 'over 446 days (<span class="whole">2025-08-31</span>).'),
        ("`due 2025-08-31`", '<code>due <span class="whole">2025-08-31</span></code>'),
        ("SKU-2025-08-31", "SKU-2025-08-31"),
        ("a ` alone, and `` none", "a ` alone, and `` none"),
        ("`<b>x</b>`", "<code>&lt;b&gt;x&lt;/b&gt;</code>"),
        ("<b>`x`</b>", "&lt;b&gt;<code>x</code>&lt;/b&gt;"),
        ('`" onload="x`', "<code>&#34; onload=&#34;x</code>"),
    ],
)
def test_words_on_a_page(text: str, shown: str) -> None:
    assert page(text).count(f">{shown}</") == 4


def test_a_mark_stays_with_its_word() -> None:
    assert page("x").count('\\a0"') == 3
