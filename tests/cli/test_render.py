"""`render`: a page of a plan; whatever the plan says stays text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from acctplan.formats._prose import markdown_of
from tests.conftest import LITE, Ran, commit_all

from .asked import PLAN, refused, told

Acct = Callable[..., Ran]
EVIL = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style><script>alert(1)</script>", "]]>", "{{ 7*7 }}", "{% for x in y %}",
    "<!--", "--></main>", "<svg onload=alert(1)>", '"><b>', "&lt;script&gt;", "<a href='javascript:alert(1)'>x</a>", "<iframe src=//evil.example>",
)  # fmt: skip
BODY = """
[a link](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,<script>alert(1)</script>) [d](vbscript:x) [e](//evil.example/x)
![picture](https://evil.example/track.png) <img src="https://evil.example/x.png"> <script src="https://evil.example/x.js"></script>
<style>body{background:url(https://evil.example/x)}</style> <base href="https://evil.example/"> <form action="https://evil.example"><input></form>
<meta http-equiv="refresh" content="0;url=https://evil.example"> <link rel="stylesheet" href="https://evil.example/x.css"> <object data=x></object>
[good](https://good.example/page) <https://auto.example/> [mail](mailto:a@b.example)

    <script>indented()</script>

```
<script>fenced()</script>
```

{{ 7*7 }} {{ facts.crm.owner }} {% raw %} ${7*7} #{7*7} ]]> <![CDATA[ x ]]>
"""


def hostile(book: Path) -> Path:
    """A plan that says evil in every place that takes text."""
    words = " ".join(EVIL).replace("'", "’")
    quoted = words.replace('"', '\\"')
    text = LITE
    for old in ("Four new shops on rosters before Easter", "Every shop publishes its roster two weeks ahead", "Payroll export fails on night shifts",
                "Night kitchens\n", "The export ignores shifts over midnight"):  # fmt: skip
        new = f'"{quoted}"' + ("\n" if old.endswith("\n") else "")
        text = text.replace(f": {old}", f": {new}")
    text = text.replace("name: Tom Baker", f'name: "{quoted}"').replace("account: Harbour Bakery Group ", f'account: "{quoted}" ')
    (book / PLAN).write_text(text.replace("They bake at night and sell by day.\n", BODY))
    return book


class Page(HTMLParser):
    """Tags and attributes as a browser sees them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


VIEWS = ["full", "five-block"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_is_self_contained(acct: Acct, story: Path, view: str) -> None:
    page = acct("render", "larchfield-outfitters", "--view", view, "--format", "html", cwd=story).out
    parsed = Page(page)
    policy = next(attributes["content"] for tag, attributes in parsed.tags if attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy
    assert "unsafe-eval" not in policy
    first = [tag for tag, _ in parsed.tags]
    assert first.index("meta") < first.index("style")
    for tag, attributes in parsed.tags:
        assert tag not in ("script", "link", "img", "iframe", "object", "embed", "base", "form", "input", "video", "audio", "source")
        assert not any(
            name.startswith("on") or name in ("src", "srcset", "style", "action", "ping", "background") for name in attributes
        ), tag
        assert tag != "a" or re.match(r"https?://|mailto:|#", attributes["href"] or "")
    assert "@import" not in page
    assert "url(" not in page


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("command", ["render", "show"])
def test_no_script_survives_from_a_plan(acct: Acct, book: Path, view: str, command: str) -> None:
    words = ("--view", view) if command == "render" else ("--brief",) if view == "five-block" else ()
    ran = acct(command, "harbour", *words, "--format", "html", cwd=hostile(book))
    assert ran.code == 0, ran.err
    allowed = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "h5", "h6", "div", "p", "dl", "dt", "dd", "table", "thead", "tbody",
               "tr", "th", "td", "ul", "li", "pre", "code", "a", "em", "strong", "blockquote", "ol", "hr", "br", "svg", "rect", "text", "s", "span", "section", "header",
               "footer", "nav", "details", "summary", "article", "g", "path", "line"}  # fmt: skip
    parsed = Page(ran.out)
    for tag, attributes in parsed.tags:
        assert tag in allowed, tag
        assert not any(name.startswith("on") for name in attributes)
        for name in ("href", "src", "style", "action"):
            if name in attributes and tag != "meta":
                assert re.match(r"https://|mailto:a@b\.example|#", attributes[name] or ""), (tag, attributes)
    said = "".join(parsed.words)
    assert "<script>alert(1)</script>" in said
    assert "{{ 7*7 }}" in said
    assert "49" not in said
    assert ran.out.count("</main>") == 1
    assert ran.out.count("</style>") == 1


@pytest.mark.parametrize("view", VIEWS)
def test_markdown_is_inert(acct: Acct, book: Path, view: str) -> None:
    from markdown_it import MarkdownIt

    (book / PLAN).write_text(
        LITE.replace(
            "Four new shops on rosters before Easter",
            '"<script>x</script> [a](javascript:x) `b` **c** _d_ # e | f ![g](https://evil.example/h.png) https://evil.example ~s~"',
        )
    )
    ran = acct("render", "harbour", "--view", view, "--format", "markdown", cwd=book)
    assert ran.code == 0
    page = Page(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(ran.out))
    assert not {"script", "a", "img", "code", "s"} & {tag for tag, _ in page.tags}
    assert "<script>x</script> [a](javascript:x) `b` **c** _d_ # e | f" in "".join(page.words)


def test_a_body_in_markdown_is_not_raw(acct: Acct, book: Path) -> None:
    """A person's own Markdown stays Markdown, and a renderer that lets HTML through is not handed any."""
    from markdown_it import MarkdownIt

    ran = acct("render", "harbour", "--format", "markdown", cwd=hostile(book))
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table"]).parse(ran.out)
    kinds = {child.type for token in tokens for child in [token, *(token.children or [])]}
    assert not {"html_block", "html_inline"} & kinds, kinds
    links = [str(child.attrs["href"]) for token in tokens for child in token.children or [] if child.type == "link_open"]
    assert all(re.match(r"https?://|mailto:", link) for link in links), links


@pytest.mark.parametrize("name", ["text", "concise", "markdown", "html", "json"])
def test_nothing_acts_in_a_terminal(acct: Acct, book: Path, name: str) -> None:
    odd = "\\e[31mred\\a \\u202eesrever \\u200bhidden \\u009b2J"
    (book / PLAN).write_text(
        LITE.replace("Four new shops on rosters before Easter", f'"{odd}"')
        .replace("Head of Retail", f'"{odd}"')
        .replace("They bake", "They \x9b31m bake \u202e")
    )
    for words in (
        ("render", "harbour"),
        ("show", "harbour"),
        ("lint", "--fail-on", "never"),
        ("status",),
        ("diff",),
        ("list", "stakeholders"),
    ):
        ran = acct(*words, "--format", name, cwd=book)
        for character in "\x1b\x07\x9b\u202e":
            assert character not in ran.out + ran.err, (words, hex(ord(character)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** and `<b>code</b>`", "**bold** and `<b>code</b>`"),
        ("a < b and a<b> c", "a < b and a\\<b> c"),
        ("``a ` <b> ``<i>", "``a ` <b> ``\\<i>"),
        ("    <b>indented</b>\n\n<b>", "    <b>indented</b>\n\n\\<b>"),
        ("```\n<b>\n```\n<b>", "```\n<b>\n```\n\\<b>"),
        ("[x](https://x.example) <https://y.example>", "[x](https://x.example) <https://y.example>"),
        ("[x](javascript:alert(1))", "[x\\](javascript:alert(1))"),
        ("[x](  JAVASCRIPT:alert(1))", "[x\\](  JAVASCRIPT:alert(1))"),
        ("![x](https://x.example/p.png)", "\\![x](https://x.example/p.png)"),
        ("[x](notes.md)", "[x](notes.md)"),
        ("[x](//evil.example)", "[x\\](//evil.example)"),
        ("<!-- x -->", "\\<!-- x -->"),
        ("<?php x ?>", "\\<?php x ?>"),
    ],
)  # fmt: skip
def test_what_a_person_writes_stays_markdown(text: str, shown: str) -> None:
    assert markdown_of(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "[x](java&#115;cript:alert(1))", "[x]: javascript:alert(1)\n\n[x]", "[x][y]\n\n[y]: <javascript:alert(1)>", "\\`<script>\\`", "`<b>\n`<script>x</script>",
        "<javascript:alert(1)>", "<script\n>x</script>", "> <script>x</script>", "- <b>x</b>", "| <b> |\n| --- |\n| <b> |", "`` `<b>", "~~~\n<b>\n~~~ x\n<b>",
        "\t<b>\n<b>", "a\n    <script>x</script>", "[a](<javascript:x>)", "[a](\njavascript:x)", "<a\nhref=javascript:x>", "&lt;b&gt;", "[a]( data:text/html,x )",
        "*" * 3000 + "<b>", "[" * 3000, "![x][y]\n\n[y]: https://evil.example/p.png", "1. ```\n   <b>\n<b>", "<b>" * 2000, "\u2028<b>", "\r<b>\r<b>", "` `` " * 20_000 + "<b>",
    ],
)  # fmt: skip
def test_no_trick_gets_past_the_markdown(text: str) -> None:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.validateLink = lambda _: True  # type: ignore[method-assign]
    for block in parser.parse(markdown_of(text)):
        for token in (block, *(block.children or ())):
            assert token.type not in ("html_block", "html_inline", "image")
            assert not re.match(r"\s*(javascript|data|vbscript):", str(token.attrs.get("href", "")), re.IGNORECASE)


def test_facts_are_filled_into_the_body(acct: Acct, book: Path) -> None:
    (book / "facts").mkdir()
    (book / "facts" / "harbour.yaml").write_text(
        'account: X\nusage: {source: w, seats: 400, evil: "<script>x</script> {{ facts.usage.seats }}"}\n'
    )
    (book / PLAN).write_text(
        LITE.replace(
            "They bake", "{{ facts.usage.seats }} seats, {{facts.usage.evil}}, {{ facts.usage.none }}, {{ plan.owner }}. They bake"
        )
    )
    page = acct("render", "harbour", "--format", "html", cwd=book).out
    assert "400 seats, " in page
    assert "<script>" not in page
    assert "{{ facts.usage.none }}" in page
    assert "{{ plan.owner }}" in page
    assert "{{ facts.usage.seats }} seats" in (book / PLAN).read_text()


def test_formats_and_files(acct: Acct, book: Path, tmp_path: Path) -> None:
    told(acct("render", "harbour", "--json", cwd=book), "show")
    for name, start in (("a.html", "<!doctype html>"), ("a.md", "# Harbour Bakery Group"), ("a.txt", "Harbour Bakery Group\n")):
        assert acct("render", "harbour", "-o", str(tmp_path / name), cwd=book).code == 0
        assert (tmp_path / name).read_text().startswith(start)


def test_then(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("Harbour Bakery Group", "Another name"))
    commit_all(book, "Rename", "2026-11-10T10:00:00+01:00")
    assert "<h1>Harbour Bakery Group</h1>" in acct("render", "harbour", "--format", "html", "--as-of", "2026-11-05", cwd=book).out
    assert "<h1>Another name</h1>" in acct("render", "harbour", "--format", "html", cwd=book).out


def test_names_that_are_none(acct: Acct, book: Path) -> None:
    refused(acct("render", "harbor", cwd=book), "Did you mean harbour?")
    refused(acct("render", "harbour", "--view", "fiv-block", cwd=book), "there is no view “fiv-block”", "five-block")
    refused(acct("render", "harbour", "--view", "../../etc/passwd", cwd=book), "there is no view")


# --- views of the book's own


@pytest.fixture
def views(book: Path) -> Path:
    folder = book / "templates" / "views"
    folder.mkdir(parents=True)
    return folder


def test_a_view_of_the_book(acct: Acct, book: Path, views: Path) -> None:
    (views / "ours.html.j2").write_text("<p>{{ plan.account }}: {{ plan.fields.owner }} is {{ people[plan.fields.owner] }}</p>")
    (views / "ours.md.j2").write_text("# {{ plan.account }}")
    assert acct("render", "harbour", "--view", "ours", "--format", "html", cwd=book).out == "<p>Harbour Bakery Group: dana is Dana Kim</p>"
    assert acct("render", "harbour", "--view", "ours", "--format", "markdown", cwd=book).out == "# Harbour Bakery Group"
    refused(acct("render", "harbour", "--view", "ours", "--format", "text", cwd=book), "has no template for text")


def test_a_view_escapes_what_the_plan_says(acct: Acct, book: Path, views: Path) -> None:
    (views / "ours.html.j2").write_text("<p>{{ plan.account }}</p>")
    page = acct("render", "harbour", "--view", "ours", "--format", "html", cwd=hostile(book)).out
    assert "<script>" not in page
    assert "{{ 7*7 }}" in page


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}", "{{ plan.__init__ }}", "{{ cycler.__init__.__globals__.os.system('touch MARK') }}", "{{ nothing }}", "{{ plan.fields.nothing.x }}",
        "{% include '/etc/passwd' %}", "{% include '../../acctplan.yaml' %}", "{% import 'os' as os %}", "{{ ", "{% for x in range(10**9) %}x{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "{{ 'x' * 10**10 }}", "{{ 1/0 }}", "{{ plan.fields.update({}) }}",
        "{{ (1,2)|attr('__class__') }}", "{{ '%s'|format(plan.__class__) }}", "{{ '{0.__class__}'.format(plan) }}", "{% set x = [] %}{% for i in range(9999) %}{% set _ = x.append(x) %}{% endfor %}{{ x }}",
        "{{ 9**9**9 }}", "\xff", "{{ lipsum.__globals__ }}", "{{ self.__init__ }}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)  # fmt: skip
def test_a_view_cannot_do_harm(acct: Acct, book: Path, views: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("acctplan.store.page_template._SECONDS", 1)
    (views / "ours.html.j2").write_text(text.replace("MARK", str(tmp_path / "mark")), encoding="latin-1")
    ran = acct("render", "harbour", "--view", "ours", "--format", "html", cwd=book)
    assert not (tmp_path / "mark").exists()
    assert "bug" not in ran.err
    assert "root:" not in ran.out
    assert ran.code == 2 or "__" not in text, ran
    if ran.code:
        refused(ran, "templates/views/ours.html.j2")
