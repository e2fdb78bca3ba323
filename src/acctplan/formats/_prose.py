"""People's Markdown to safe HTML: no raw HTML, links to http, https and mailto only, size limited."""

from __future__ import annotations

MOST_CHARACTERS = 100_000
_TAGS = {
    "p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6", "hr", "a", "s",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def html_of(text: str) -> str:
    """The HTML of a Markdown text, cleaned; a text over 100,000 characters, or with absurdly many brackets, stays plain."""
    import nh3

    if len(text) > MOST_CHARACTERS or text.count("[") > 2000:
        return f"<pre>{nh3.clean_text(text)}</pre>"
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    rendered = parser.render(_lower_headings(text))
    return nh3.clean(
        rendered, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel="noopener noreferrer"
    )


def _lower_headings(text: str) -> str:
    """Headings two levels down, below those of the page."""
    return "\n".join(f"##{line}" if line.startswith("#") else line for line in text.split("\n"))
