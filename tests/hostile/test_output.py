"""T51 to T64: what a plan says is text wherever it is printed, and nothing it says acts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .attack import FORMATS, Acct, body, front, plain_book, plant, sound
from .runner import obeyed

ORDERS = (
    "::error file=a.md,line=1::boo", "::add-mask::a", "::stop-commands::x", "  ::warning::x", "\u00a0::set-output name=a::b", "\u3000::debug::x", "\t::group::x",
    "##[error]x", "text ##[add-mask]y", "##vso[task.setvariable variable=a]b", "##teamcity[buildStatus status='FAILURE']", "::ERROR::x",
)  # fmt: skip
LISTED = "\n".join(f"- {order}\n\n> quoted\n> {order}\n\n```\n{order}\n```\n" for order in ORDERS)


def ordering(order: str) -> str:
    """A plan that gives an order wherever it can, at every width of a line."""
    quoted = '"' + order.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'
    long = '"' + " ".join("x" * length + " " + order for length in (40, 60, 75, 85, 90, 95)).replace("\t", " ").replace('"', "'") + '"'
    fields = (
        f"story: {quoted}", f"why: {long}", f"outcomes: [{quoted}, {long}]", f"intent: {{now: {quoted}, next: {long}}}",
        f"stakeholders: {{ana: {{name: {quoted}, title: {long}}}}}", f"goals: {{a: {{title: {quoted}, why: {long}}}}}",
        f"risks: {{r: {{title: {long}, cause: {quoted}}}}}", f"actions: {{b: {quoted}, c: {long}}}", f"gaols: {quoted}", f"tier: {quoted}",
        f"{quoted}: x", f"custom: {{{quoted}: {quoted}}}", f"value_in_their_words: |\n  {order.strip()}\n  {order.strip()}",
    )  # fmt: skip
    fields_text = "\n".join(fields).replace("\nwhy:", "\nvalue_in_their_words2:")
    return f"---\naccount: {quoted}\nowner: {quoted}\n{fields_text}\n---\n{order}\n{order}\n\n{LISTED}"


@pytest.mark.parametrize("form", FORMATS)
def test_t51_a_ci_runner_obeys_nothing(form: str, tmp_path: Path, acct: Acct) -> None:
    book = plain_book(tmp_path)
    for order in ORDERS:
        plant(book, ordering(order))
        for words in (
            ("show", "acme"),
            ("render", "acme"),
            ("lint", "--fail-on", "never"),
            ("status",),
            ("list", "goals"),
            ("list", "actions"),
        ):
            ran = sound(acct(*words, "--format", form, cwd=book))
            assert obeyed(ran.out + ran.err) == [], (order, words)


@pytest.mark.parametrize("order", ORDERS)
def test_t51_nor_what_a_write_shows(order: str, tmp_path: Path, acct: Acct) -> None:
    book = plain_book(tmp_path)
    plant(book, f"---\naccount: Acme\nowner: dana\nstory: |\n  {order.strip()}\ntier: growth\n---\n{order}\n{order}\n")
    for words in (
        ("set", "acme", "tier=strategic", "--dry-run"),
        ("set", "acme", f"story={order.strip()}", "--dry-run"),
        ("set", "acme", f"{order}=x"),
        ("set", order, "a=x"),
        (order,),
        ("show", order),
        ("lint", "--select", order),
        ("list", "--where", order),
        ("rule", order),
    ):
        ran = sound(acct(*words, cwd=book))
        assert obeyed(ran.out + ran.err) == [], words


def test_t51_a_file_named_as_an_order(tmp_path: Path, acct: Acct) -> None:
    book = plain_book(tmp_path)
    plant(book, "nothing\n", "::error::x.md")
    plant(book, "nothing\n", "##[error]x.md")
    (book / "plans" / "::group::").mkdir()
    plant(book, "nothing\n", "::group::/y.md")
    for form in FORMATS:
        for words in (("lint",), ("status",), ("doctor",), ("show", "::error::x")):
            ran = sound(acct(*words, "--format", form, cwd=book))
            assert obeyed(ran.out + ran.err) == []
    assert "error" in acct("lint", cwd=book).out


def test_t51_what_is_shown_is_still_read(tmp_path: Path, acct: Acct) -> None:
    """The order is there to be read; text that only looks a little like one stays as it is."""
    book = plain_book(tmp_path)
    plant(book, body("::error::boo\n\n:::note\nstd::vector::size and a::b\n::: and ## [x]\n"))
    said = acct("show", "acme", cwd=book).out
    assert "\\u{3a}:error::boo" in said
    for line in (":::note", "std::vector::size and a::b", "::: and ## [x]"):
        assert line in said
    page = acct("render", "acme", "--format", "html", cwd=book).out
    assert "\\u{3a}:error::boo" in page
    plant(book, front("story: 'a ##[error]b'"))
    shown = acct("show", "acme", "--json", cwd=book).out
    assert "##[" not in shown
    assert "a ##[error]b" in json.dumps(json.loads(shown))


def test_t53_a_view_of_the_book_prints_nothing_that_acts(tmp_path: Path, acct: Acct) -> None:
    """A page template may come with the pull request."""
    book = plain_book(tmp_path)
    plant(book, body("Words \x1b]0;x\x07 and \x9b31m and \u202e.\n::error::boo\n"))
    (book / "templates" / "views").mkdir(parents=True)
    for kind in ("txt", "md", "html"):
        (book / "templates" / "views" / f"own.{kind}.j2").write_text(
            "{{ plan.body }}\n{{ '\\x1b[31m\\x07\\u202e' }}\n::error::{{ plan.account }}\n{{ '::add' }}-mask::x\n"
        )
    for form in ("text", "markdown", "html"):
        ran = sound(acct("render", "acme", "--view", "own", "--format", form, cwd=book))
        assert ran.code == 0, ran.err
        assert "boo" in ran.out
        assert obeyed(ran.out) == []
