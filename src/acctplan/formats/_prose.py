"""People's Markdown made safe, as HTML and as Markdown: no raw HTML, links to http, https and mailto only, size limited."""

from __future__ import annotations

import re

from acctplan.pattern import Pattern

MOST_CHARACTERS = 100_000
_SCHEMES = {"http", "https", "mailto"}
_SCHEME = Pattern(r"\s*([A-Za-z][\w+.-]*):")
_TAMED = Pattern(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))|(?P<link><(?:https?://|mailto:)[^<>\s]*>)"
    r"|<(?=[A-Za-z/!?])|!(?=\[)|\](?=\(\s*(?:<\s*)?(?!https?:|mailto:|#)[^\s()]*:)|\](?=\(//)"
)
_MARK = Pattern(r"[\\`*_\[\]<>~#|!&:]")
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
        rendered, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, url_relative="deny", link_rel="noopener noreferrer"
    )


def markdown_of(text: str) -> str:
    """The Markdown with its raw HTML, pictures and odd links shown as written; all of its marks where that does not make it safe."""
    if len(text) <= MOST_CHARACTERS and text.count("[") <= 2000 and text.count("`") <= 2000:
        tamed = _tamed(text)
        if _is_safe(tamed):
            return tamed
    return _MARK.sub(r"\\\g<0>", text)


def _tamed(text: str) -> str:
    """Outside code, what would begin HTML, a picture, or a link to anything but the web and mail stands as written."""
    from markdown_it import MarkdownIt

    blocks = MarkdownIt("commonmark", {"html": False}).parse(text)
    code = {line for block in blocks if block.type in ("fence", "code_block") and block.map for line in range(*block.map)}
    lines = text.split("\n")
    return "\n".join(line if place in code else _TAMED.sub(_written, line) for place, line in enumerate(lines))


def _written(match: re.Match[str]) -> str:
    return match[0] if match["code"] or match["link"] else "\\" + match[0]


def _is_safe(text: str) -> bool:
    """Whether a renderer that lets everything through would find neither HTML nor a link or picture that is not of ours."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.validateLink = bool  # type: ignore[assignment]
    for block in parser.parse(text):
        for token in (block, *(block.children or ())):
            target = str(token.attrs.get("href") or token.attrs.get("src") or "")
            scheme = _SCHEME.match(target)
            if token.type in ("html_block", "html_inline", "image") or (scheme and scheme[1].lower() not in _SCHEMES):
                return False
    return True


def _lower_headings(text: str) -> str:
    """Headings two levels down, below those of the page."""
    return "\n".join(f"##{line}" if line.startswith("#") else line for line in text.split("\n"))
