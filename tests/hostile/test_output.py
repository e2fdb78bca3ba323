"""T51 to T64: what a plan says is text wherever it is printed, and nothing it says acts."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .attack import ACTIVE, FORMATS, Acct, at_most, body, front, plain_book, plant, sound
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


def test_t53_a_terminal_sees_colours_of_ours_alone(tmp_path: Path) -> None:
    """In a real terminal: colour comes and goes as we say, and nothing else steers it."""
    book = plain_book(tmp_path)
    plant(
        book, body("Words \x1b]0;x\x07 \x1b[2J \x9b31m \u202e and \x08\x08.\n").replace("account: Acme", 'account: "Ac\\e[31mme \\u202e"')
    )
    for words in (("show", "acme"), ("lint",), ("status",)):
        said = in_a_terminal(book, *words)
        assert "acme" in said.lower().replace("ac\\u{1b}[31mme", "acme")
        rest = re.sub("\x1b\\[(?:0|1|2|31|32|33)m", "", said.replace("\r\n", "\n"))
        assert not ACTIVE.search(rest), ascii(rest)


def in_a_terminal(book: Path, *words: str) -> str:
    """What a command prints to a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "ACCTPLAN_PAGER": "nobody", "COLUMNS": "90"}
    with subprocess.Popen(
        [sys.executable, "-m", "acctplan", *words, "--no-pager"], cwd=book, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):
            while part := os.read(ours, 65536):
                said += part
        process.wait()
    os.close(ours)
    return said.decode("utf-8")


@pytest.mark.parametrize(
    "name", ["own.html.j2", "own.htm.j2", "own.svg.j2", "own.xhtml.j2", "own.j2", "own.html", "own.HTML.j2", "own.html.jinja"]
)
def test_t55_no_template_of_another_name_is_a_page(name: str, tmp_path: Path, acct: Acct) -> None:
    """Escaping does not hang on how a template is called: a page is one name, and that one is escaped."""
    book = plain_book(tmp_path)
    plant(book, body("x").replace("Acme", '"<script>alert(1)</script>"'))
    (book / "templates" / "views").mkdir(parents=True)
    (book / "templates" / "views" / name).write_text("<p>{{ plan.account }}</p>")
    ran = sound(acct("render", "acme", "--view", "own", "--format", "html", cwd=book))
    assert "<script>" not in ran.out
    assert ran.code == (0 if name == "own.html.j2" else 2)


def test_t57_a_table_of_any_size_is_laid_out_in_time(tmp_path: Path, acct: Acct) -> None:
    """500 lines of 200 words, in a terminal of 60 columns and of 4,000."""
    book = plain_book(tmp_path)
    plant(book, front("actions:\n" + "\n".join(f"  a{n}: {{do: {'word ' * 80}, owner: dana, due: 2026-12-05}}" for n in range(500))))
    for columns in ("60", "4000"):
        with at_most(5), pytest.MonkeyPatch.context() as patch:
            patch.setenv("COLUMNS", columns)
            ran = sound(acct("list", "actions", cwd=book))
        assert ran.code == 0 and ran.out.count("dana") + ran.out.count("Dana") >= 500


def test_t62_json_of_any_plan_is_json(tmp_path: Path, acct: Acct) -> None:
    """Whatever a plan says, the document is one JSON text that reads back as it was written."""
    book = plain_book(tmp_path)
    odd = "\u2028 \u2029 \x7f \x85 \u202e ##[error]x \U0001f600 \\u0000 </script> NaN"
    plant(book, front("story: " + json.dumps(odd)))
    for words in (("show", "acme"), ("lint",), ("list", "plans"), ("status",)):
        ran = sound(acct(*words, "--json", cwd=book))
        document = json.loads(ran.out, parse_constant=lambda name: pytest.fail(name))
        assert document["schema_version"] == 1
    assert odd in _texts(json.loads(acct("show", "acme", "--json", cwd=book).out))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inner for text in _texts(item)]


@pytest.mark.deep
@pytest.mark.skipif(shutil.which("chromium") is None or shutil.which("strace") is None, reason="chromium or strace is not installed")
def test_t61_a_browser_runs_nothing_of_a_page_and_loads_nothing(tmp_path: Path, acct: Acct) -> None:
    book = plain_book(tmp_path)
    attack = "<script>document.title='owned'</script><img src=http://127.0.0.1:54321/x onerror=\"document.title='owned'\">"
    plant(
        book,
        body(f"{attack}\n\n[a](javascript:document.title='owned')\n\n![x](http://127.0.0.1:54321/y.png)\n").replace(
            "Acme", json.dumps(attack)
        ),
    )
    page = tmp_path / "page.html"
    assert acct("render", "acme", "--format", "html", "-o", str(page), cwd=book).code == 0
    dom, reached = browsed(page, tmp_path)
    assert "owned</title>" not in dom and "<img" not in dom and "<script" not in dom
    assert not reached
    page.write_text(f"<html><head><title>x</title></head><body>{attack}</body></html>")
    dom, reached = browsed(page, tmp_path)
    assert "owned</title>" in dom and reached, "the browser would not have done it anyway"


def browsed(page: Path, folder: Path) -> tuple[str, bool]:
    """A page as a browser leaves it, and whether it asked port 54321 of this machine for anything."""
    trace = folder / "trace"
    browser = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder}/profile",
        "--virtual-time-budget=2000",
        "--dump-dom",
    ]
    words = ["strace", "-f", "-qq", "-e", "trace=connect", "-o", str(trace), *browser, page.as_uri()]
    dom = subprocess.run(words, capture_output=True, check=False, timeout=120).stdout.decode("utf-8", "replace")
    if "<html" not in dom:
        pytest.skip("the browser does not start here")
    return dom, "htons(54321)" in trace.read_text("utf-8", "replace")
