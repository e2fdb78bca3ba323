"""Hostile and broken files through the real command line: one clear line, the right code and place, nothing changed.

Cases are numbered as in the threat list: T01 to T24 for plans, T74 for `new`.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, make_book

Acct = Callable[..., Ran]
HEAD = "---\naccount: Acme\nowner: dana\n"
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
ONLY = ("--format", "concise", "--select", "schema,hidden-characters")


@dataclass(frozen=True)
class Case:
    """A file, and the one thing to be said of it. `broken`: nothing is shown; `doubted`: shown, but not to be written to."""

    name: str
    data: str | bytes
    code: str
    at: str
    word: str
    state: str = "broken"

    @property
    def bytes(self) -> bytes:
        return self.data if isinstance(self.data, bytes) else self.data.encode("utf-8")


def bomb(levels: int = 9) -> str:
    rows = ["  a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"  a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, levels + 1)]
    return HEAD + "custom:\n" + "\n".join(rows) + "\n---\n"


def front(text: str) -> str:
    return f"{HEAD}{text}\n---\n"


CASES = [
    Case("T01 alias bomb", bomb(), "AP114", "5:7", "anchor"),
    Case("T01 lone alias", front("story: *x"), "AP114", "4:8", "starts with *"),
    Case("T02 key twice", front("tier: growth\nowner: lee"), "AP103", "5:1", "“owner” is written twice: here and 2 lines above", "doubted"),
    Case("T02 key twice inside", front("goals:\n  a: {title: x}\n  a: {title: z}"), "AP103", "6:3", "here and 1 line above", "doubted"),
    Case("T02 key twice in braces", front("team: {dana: csm, lee: am, dana: se}"), "AP103", "4:28", "earlier on this line", "doubted"),
    Case("T03 merge key", front("goals:\n  b:\n    <<: {title: y}"), "AP114", "6:5", "<<"),
    Case("T04 brackets, 1000 deep", front("custom: " + "[" * 1000 + "]" * 1000), "AP111", "4:40", "nested"),
    Case("T04 never closed", front("custom: " + "[" * 1000), "AP111", "4:40", "nested"),
    Case("T04 braces, 1000 deep", front("custom: " + "{a: " * 1000 + "}" * 1000), "AP111", "4:133", "nested"),
    Case("T04 lists, 1000 deep", front("custom:\n " + "- " * 1000 + "x"), "AP111", "5:64", "nested"),
    Case("T04 lines, 100 deep", front("custom:\n" + "\n".join(" " * depth + "a:" for depth in range(1, 100))), "AP111", "36:33", "nested"),
    Case("T05 5000 digits", front("arr: " + "9" * 5000), "AP102", "4:6", "an amount", "sound"),
    Case("T05 5000 digits where a whole number is", front("format: " + "9" * 5000), "AP102", "4:9", "whole number", "sound"),
    Case("T06 yes is no truth", front("goals:\n  a: {title: x, share: yes}"), "AP102", "5:24", "true or false", "sound"),
    Case("T07 octal", front("health: {sentiment: 0o3}"), "AP102", "4:21", "whole number", "sound"),
    Case("T07 grouped digits", front("arr: 48_000"), "AP102", "4:6", "an amount", "sound"),
    Case("T08 infinity", front("pulse: {confidence: .inf}"), "AP102", "4:21", "digits", "sound"),
    Case("T09 a date as 0", front("written_on: 0"), "AP102", "4:13", "a date", "sound"),
    Case("T09 a date-time", front('written_on: "2026-11-30T00:00:00Z"'), "AP102", "4:13", "a date", "sound"),
    Case("T10 a zone in a date", front("written_on: 2026-11-30T23:30:00+05:30"), "AP102", "4:13", "a date", "sound"),
    Case("T11 tab that indents", front("goals:\n\ta: {title: x}"), "AP100", "5:1", "tab"),
    Case("T11 tab after a colon", front("tier:\tgrowth"), "AP118", "4:7", "tab", "doubted"),
    Case("T11 tab and space after a colon", front("tier:\t growth"), "AP118", "4:8", "tab", "doubted"),
    Case("T12 NUL", front("tier: gro\x00wth"), "AP804", "4:10", "U+0000"),
    Case("T12 raw ESC", front("story: a\x1b[31mred"), "AP804", "4:9", "U+001B"),
    Case("T12 raw ESC in the words", f"{HEAD}---\nbody \x1b]0;x\x07\n", "AP804", "5:6", "U+001B", "sound"),
    Case("T12 C1 control", front("story: a\x9bred"), "AP804", "4:9", "U+009B"),
    Case("T12 a return alone", front("story: x # y\rowner: mallory"), "AP804", "4:13", "U+000D"),
    Case("T14 dots", front("..."), "AP114", "4:1", "dots"),
    Case("T14 another document", front("--- \naccount: Two"), "AP114", "4:1", "second document"),
    Case("T14 another plan behind", f"{HEAD}---\n---\naccount: Other\n---\n", "AP114", "6:1", "second set", "doubted"),
    Case("T14 a directive", front("%YAML 1.1"), "AP114", "4:1", "directive"),
    Case("T15 nothing", "", "AP100", "1:1", "empty"),
    Case("T15 blank lines", "\n\n", "AP100", "1:1", "empty"),
    Case("T15 a mark alone", "\ufeff", "AP100", "1:1", "empty"),
    Case("T15 no fields", "---\n---\n", "AP100", "2:1", "account"),
    Case("T15 comments alone", "---\n# x\n---\n", "AP100", "2:1", "account"),
    Case("T15 text", "---\njust text\n---\n", "AP100", "2:1", "not fields"),
    Case("T15 a list", "---\n- a\n- b\n---\n", "AP100", "2:1", "not fields"),
    Case("T15 prose alone", "just prose\n", "AP100", "1:1", "---"),
    Case("T15 never closed", "---\naccount: x\n", "AP100", "1:1", "not closed"),
    Case("T15 closed with a space", "---\naccount: Acme\n--- \n", "AP100", "3:1", "spaces"),
    Case("T15 an opening alone", "---", "AP100", "1:1", "not closed"),
    Case("T16 unknown field", front("gaols:\n  a: {title: x}"), "AP101", "4:1", "Write goals", "sound"),
    Case("T16 unknown field with a value", front("ower: dana"), "AP101", "4:1", "Write owner", "sound"),
    Case("T16 unknown field inside", front("risks:\n  a: {titel: x}"), "AP101", "5:7", "Write title", "sound"),
    Case("T16 a field with ESC and a newline", front('"go\\e[31mals\\nx": 1'), "AP101", "4:1", "\\u{1b}", "sound"),
    Case("T16 text where items are", front("goals: text"), "AP102", "4:8", "fields of its own", "sound"),
    Case("T16 a list where items are", front("goals: [1, 2]"), "AP102", "4:1", "fields of its own", "sound"),
    Case("T17 bidi override", front("story: pay \u202emallory\u202c now"), "AP804", "4:12", "U+202E", "sound"),
    Case("T17 zero-width space", front("story: a\u200bb"), "AP804", "4:9", "U+200B", "sound"),
    Case("T17 zero-width in a field's name", front("sto\u200bry: ab"), "AP804", "4:4", "U+200B", "sound"),
    Case("T17 bidi in the words", f"{HEAD}---\nbody \u202e x\n", "AP804", "5:6", "U+202E", "sound"),
    Case("T17 a line that only a parser sees", front("story: x # y\u2028owner: mallory"), "AP804", "4:13", "U+2028"),
    Case("T18 accents in an id", front("goals:\n  café: {title: x}"), "AP102", "5:3", "Write cafe", "sound"),
    Case("T19 Latin-1", front("story: café").encode("latin-1"), "AP115", "4:11", "Byte 40"),
    Case("T19 UTF-16", front("story: x").encode("utf-16"), "AP115", "1:1", "Byte 0"),
    Case("T19 in the words", HEAD.encode() + b"---\nbody \xff\n", "AP115", "5:6", "Byte 39"),
    Case("T19 a surrogate", HEAD.encode() + b"story: \xed\xa0\x80\n---\n", "AP115", "4:8", "Byte 37"),
    Case("T20 two million words", front("story: " + "word " * 800_000), "AP111", "1:1", "over 1 MiB"),
    Case("T20 long fields", front("story: " + "word " * 60_000), "AP111", "1:1", "256 KiB"),
    Case("T21 comment lines", HEAD + "# comment\n" * 200_000 + "---\n", "AP111", "1:1", "over 1 MiB"),
    Case("T21 comment lines below a megabyte", HEAD + "# comment\n" * 90_000 + "---\n", "AP111", "1:1", "256 KiB"),
    Case("T22 anchors", front("custom:\n" + "\n".join(f"  a{n}: &a{n} x" for n in range(50_000))), "AP111", "1:1", "256 KiB"),
    Case("T22 anchors below the limit", front("custom:\n" + "\n".join(f"  a{n}: &a{n} x" for n in range(9000))), "AP114", "5:7", "anchor"),
    Case("T22 nodes", front("custom: [" + "x," * 20_000 + "]"), "AP111", "4:19996", "10,000"),
    Case("T23 conflict", front("<<<<<<< HEAD\ntier: growth\n=======\ntier: strategic\n>>>>>>> b"), "AP112", "4:1", "“tier: growth”, the other “tier: strategic”"),
    Case("T23 conflict, CRLF, base shown", front("<<<<<<< a\ntier: x\n||||||| o\ntier: y\n=======\ntier: z\n>>>>>>> b").replace("\n", "\r\n"), "AP112", "4:1", "“tier: x”"),
    Case("T23 conflict in the words", f"{HEAD}---\n<<<<<<< HEAD\nold\n=======\nnew\n>>>>>>> b\n", "AP112", "5:1", "“old”, the other “new”"),
    Case("T24 LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "AP113", "1:1", "git lfs pull"),
    Case("git-crypt", b"\x00GITCRYPT\x00abc", "AP116", "1:1", "encrypted"),
]  # fmt: skip
EACH = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
HEAVY = [case for case in CASES if case.name[:3] in ("T01", "T04", "T20", "T21", "T22")]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A book without git, and without plans."""
    book = make_book(tmp_path / "book", commit=False)
    (book / "plans" / "harbour.md").unlink()
    return book


def plant(book: Path, data: bytes) -> Path:
    path = book / "plans" / "acme.md"
    path.write_bytes(data)
    return path


def clean(ran: Ran) -> None:
    """Nothing raw from a file, no traceback, no apology for a bug."""
    assert not RAW.search(ran.out + ran.err)
    assert "Traceback" not in ran.out + ran.err and "bug" not in ran.err


@EACH
def test_lint_says_one_line(case: Case, plain: Path, acct: Acct) -> None:
    path = plant(plain, case.bytes)
    ran = acct("lint", *ONLY, cwd=plain)
    clean(ran)
    assert (ran.code, ran.err) == (1, "")
    (line,) = ran.out.splitlines()
    assert re.match(rf"plans/acme\.md:{case.at}: {case.code} [a-z0-9-]+ [^ ]", line), line
    assert case.word in line and len(line) < 500
    assert path.read_bytes() == case.bytes


@EACH
def test_lint_of_stdin_says_the_same(case: Case, plain: Path, acct: Acct) -> None:
    ran = acct("lint", "-", "--stdin-filename", "plans/acme.md", *ONLY, cwd=plain, stdin=case.bytes)
    clean(ran)
    assert ran.code == 1
    assert [line.split(" ")[:2] for line in ran.out.splitlines()] == [[f"plans/acme.md:{case.at}:", case.code]]


@EACH
@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_no_format_lets_a_raw_character_through(case: Case, form: str, plain: Path, acct: Acct) -> None:
    plant(plain, case.bytes)
    for command in (("lint",), ("show", "acme"), ("status",)):
        ran = acct(*command, "--format", form, cwd=plain)
        clean(ran)
        assert ran.code in (0, 1, 2)


@EACH
def test_show_and_set(case: Case, plain: Path, acct: Acct) -> None:
    path = plant(plain, case.bytes)
    shown = acct("show", "acme", cwd=plain)
    clean(shown)
    told = f"plans/acme.md:{case.at}: {case.code} "
    assert shown.code == (0 if case.state == "sound" else 2)
    assert (told in shown.err) == (case.state != "sound")
    assert bool(shown.out) == (case.state != "broken")
    assert path.read_bytes() == case.bytes
    changed = acct("set", "acme", "owner=lee", cwd=plain)
    clean(changed)
    if case.state == "sound":
        assert changed.code == 0
        assert path.read_bytes() == case.bytes.replace(b"owner: dana", b"owner: lee")
    else:
        assert changed.code == 2 and told in changed.err.splitlines()[0]
        assert path.read_bytes() == case.bytes
    assert os.listdir(plain / "plans") == ["acme.md"]


@EACH
@pytest.mark.parametrize(
    "command", [("record", "acme", "sponsor-change", "Ana left"), ("confirm", "acme", "goals"), ("new", "Acme", "--set", "owner=dana")]
)
def test_no_other_write_touches_it(case: Case, command: tuple[str, ...], plain: Path, acct: Acct) -> None:
    path = plant(plain, case.bytes)
    ran = acct(*command, cwd=plain)
    clean(ran)
    if case.state != "sound" or command[0] == "new":
        assert ran.code == 2
        assert path.read_bytes() == case.bytes


def test_look_alike_letters(plain: Path, acct: Acct) -> None:
    """T18: an id outside a to z is an error; a name of mixed letters a warning."""
    plant(plain, front("goals:\n  r\u0430mp: {title: x}\nstakeholders:\n  ana: {name: An\u0430 Ruiz}").encode())
    ran = acct("lint", *ONLY, cwd=plain)
    assert ran.code == 1
    assert {tuple(line.split(" ")[:2]) for line in ran.out.splitlines()} == {
        ("plans/acme.md:5:3:", "AP102"), ("plans/acme.md:5:3:", "AP117"), ("plans/acme.md:7:15:", "AP117"),
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_marks_and_line_endings_are_kept(ending: str, mark: str, last: bool, plain: Path, acct: Acct) -> None:
    """T13: a byte order mark, CRLF and a missing final newline are no fault, and stay."""
    text = mark + front("story: words   # why").replace("\n", ending)
    data = (text if last else text.removesuffix(ending)).encode()
    path = plant(plain, data)
    assert acct("lint", *ONLY, cwd=plain) == Ran(0, "", "")
    assert acct("set", "acme", "story=other: words", cwd=plain).code == 0
    assert path.read_bytes() == data.replace(b"story: words", b'story: "other: words"')
    assert acct("set", "acme", "tier=growth", cwd=plain).code == 0
    assert path.read_bytes().count(b"\r\n") == (data.count(b"\r\n") + 1 if ending == "\r\n" else 0)
    assert path.read_bytes().startswith(mark.encode()) and path.read_bytes().endswith(data[-4:])


def test_the_bad_file_first_in_the_middle_and_last(plain: Path, acct: Acct) -> None:
    """The exit code is a fold over all files."""
    for bad in ("a", "m", "z"):
        for name in ("a", "m", "z"):
            (plain / "plans" / f"{name}.md").write_text(front("owner: dana") if name == bad else front("tier: growth"))
        ran = acct("lint", *ONLY, cwd=plain)
        assert ran.code == 1 and [line.split(":")[0] for line in ran.out.splitlines()] == [f"plans/{bad}.md"]


def test_many_faults_are_cut_off_and_said(plain: Path, acct: Acct) -> None:
    plant(plain, (f"{HEAD}---\n" + "\u200b\n" * 200_000).encode())
    lines = acct("lint", *ONLY, cwd=plain).out.splitlines()
    assert len(lines) == 100 and "on lines below" in lines[-1]


# P4: time and memory.

LIMITED = "import sys; from acctplan.cli.exits import guarded; sys.exit(guarded(sys.argv[1:]))"


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (500 * 2**20, 500 * 2**20))
    resource.setrlimit(resource.RLIMIT_CPU, (5, 6))


def within_limits(book: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command with five seconds and 500 MB."""
    words = [sys.executable, "-c", LIMITED, *command]
    return subprocess.run(words, cwd=book, capture_output=True, text=True, preexec_fn=bounded, timeout=120, check=False)


@pytest.mark.parametrize("case", HEAVY, ids=[case.name for case in HEAVY])
def test_within_time_and_memory(case: Case, plain: Path) -> None:
    path = plant(plain, case.bytes)
    for command, code in ((("lint", *ONLY), 1), (("show", "acme"), 2), (("set", "acme", "owner=lee"), 2)):
        ran = within_limits(plain, *command)
        assert ran.returncode == code, ran.stderr
        assert f"plans/acme.md:{case.at}: {case.code} " in ran.stdout + ran.stderr
    assert path.read_bytes() == case.bytes


LARGE = {
    "hidden characters on every line": f"{HEAD}---\n" + "\u200b\n" * 250_000,
    "every line misread": front("custom:\n" + "\n".join(f" a{n}: b: c" for n in range(15_000))),
    "one key over and over": front("custom:\n" + " a: x\n" * 4900),
    "unknown fields": front("\n".join(f"x{n}: y" for n in range(4900))),
    "ids that are none": front("goals:\n" + "\n".join(f"  A{n}: {{title: x}}" for n in range(2400))),
    "a quote never closed": front("story: 'x\n" + " y\n" * 60_000),
    "a bracket never closed": front("custom: [\n" + " y\n" * 60_000),
    "brackets line by line": front("custom:\n" + " - [\n" * 40_000),
    "escaped quotes": front('story: "' + '\\"' * 100_000),
    "parentheses in an action": front("actions:\n  a: " + "() " * 60_000 + "x"),
    "nothing but an opening parenthesis": front("actions:\n  a: " + "(" * 120_000),
    "a signal of parentheses": front("opportunities: {o: {signals: ['2026-10-05 " + "a(" * 60_000 + "']}}"),
    "a chain of reports": front("stakeholders:\n" + "\n".join(f"  a{n}: {{name: x, reports_to: a{n + 1}}}" for n in range(1600))),
    "unknown references": front("actions:\n" + "\n".join(f"  a{n}: Do it (dana, 2026-12-05, zz{n})" for n in range(4000))),
    "question marks": front("? " * 50_000),
    "underscores": front("story: '" + "_" * 200_000 + "'"),
    "words in brackets": f"{HEAD}---\n" + "[" * 500_000,
}


@pytest.mark.parametrize("name", LARGE)
def test_large_but_allowed(name: str, plain: Path) -> None:
    plant(plain, LARGE[name].encode())
    for command in (("lint",), ("show", "acme"), ("set", "acme", "tier=growth")):
        ran = within_limits(plain, *command)
        assert ran.returncode in (0, 1, 2), ran.stderr
        assert "Traceback" not in ran.stderr and "bug" not in ran.stderr


# What cannot be opened.


def closed_files(book: Path) -> dict[str, Callable[[Path], None]]:
    outside = book.parent / "outside.md"
    outside.write_text(LITE)
    return {
        "a link": lambda path: path.symlink_to(outside),
        "a link to nowhere": lambda path: path.symlink_to("nowhere"),
        "a link to itself": lambda path: path.symlink_to(path.name),
        "a link to a device": lambda path: path.symlink_to("/dev/zero"),
        "a pipe": lambda path: os.mkfifo(path),
    }


@pytest.mark.parametrize("kind", ["a link", "a link to nowhere", "a link to itself", "a link to a device", "a pipe"])
def test_what_cannot_be_opened_is_2(kind: str, plain: Path, acct: Acct) -> None:
    path = plain / "plans" / "acme.md"
    closed_files(plain)[kind](path)
    (plain / "plans" / "zed.md").write_text(front("owner: lee"))
    ran = acct("lint", *ONLY, cwd=plain)
    clean(ran)
    assert ran.code == 2
    assert "plans/acme.md" in ran.err and len(ran.err.splitlines()) == 1
    assert "plans/zed.md:4:1: AP103" in ran.out, "the other files were not judged"
    for command in (("lint", "acme"), ("show", "acme"), ("set", "acme", "owner=lee"), ("edit", "acme")):
        ran = acct(*command, cwd=plain)
        clean(ran)
        assert ran.code == 2 and "plans/acme.md" in ran.err + ran.out
    assert path.is_symlink() or path.is_fifo()
    assert (plain.parent / "outside.md").read_text() == LITE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_door_is_2(plain: Path, acct: Acct) -> None:
    path = plant(plain, LITE.encode())
    path.chmod(0)
    for command in (("lint", *ONLY), ("show", "acme"), ("set", "acme", "owner=lee")):
        assert acct(*command, cwd=plain).code == 2


# T74: names of new plans.

REFUSED = [
    "../x", "../../x", "/etc/x", "..", ".", "", " ", "...", "....", "./x", "~/x", "x/../../y", "plans/x", "x.md", "C:\\x", "..\\x", "a/.git/hooks/x",
    "con", "NUL", "com1", "aux", "-", "日本", "a\x1b[31mb", "\u202eabc", "a\nb", "/dev/null", "\\\\host\\share",
]  # fmt: skip
REFUSED_IDS = [
    "../x", "/etc/x", "a/b", "..", ".", "...", "x.md", "X", "con", "nul", "lpt9", "-x", "x-", "a--b", ".hidden", "a b", "a\\b", "a\n", "a" * 61, "é", "~",
    "\x1b[31m", "harbour\u200b",
]  # fmt: skip
NAMES = {
    "a/b": "a-b",
    "A/S Norden": "a-s-norden",
    "..x": "x",
    ".NET Foundation": "net-foundation",
    "a" * 5000: "a" * 40,
    "ä" * 300: "a" * 40,
    "Ærø & Co.": "r-co",
    "#1": "1",
}


def files_around(book: Path) -> set[str]:
    return {str(path.relative_to(book.parent)) for path in book.parent.rglob("*")}


@pytest.mark.parametrize("name", REFUSED, ids=[ascii(name) for name in REFUSED])
def test_new_refuses_a_name(name: str, book: Path, acct: Acct) -> None:
    before = files_around(book)
    ran = acct("new", "--set", "owner=dana", "--no-input", "--", name, cwd=book)
    clean(ran)
    assert ran.code == 2 and len(ran.err.splitlines()) <= 2
    assert files_around(book) == before


@pytest.mark.parametrize("key", REFUSED_IDS, ids=[ascii(key)[:30] for key in REFUSED_IDS])
def test_new_refuses_an_id(key: str, book: Path, acct: Acct) -> None:
    before = files_around(book)
    ran = acct("new", "Acme", f"--id={key}", "--set", "owner=dana", "--no-input", cwd=book)
    clean(ran)
    assert ran.code == 2 and len(ran.err.splitlines()) <= 2
    assert files_around(book) == before


@pytest.mark.parametrize("name", NAMES, ids=[ascii(name)[:30] for name in NAMES])
def test_new_stays_in_its_folder(name: str, book: Path, acct: Acct) -> None:
    before = files_around(book)
    ran = acct("new", name, "--set", "owner=dana", "--no-input", cwd=book)
    assert ran.code == 0, ran.err
    assert files_around(book) - before == {f"book/plans/{NAMES[name]}.md"}
    assert acct("lint", NAMES[name], *ONLY, cwd=book).code == 0


@pytest.mark.parametrize("again", ["harbour", "Harbour", "HARBOUR!"])
def test_new_overwrites_nothing(again: str, book: Path, acct: Acct) -> None:
    ran = acct("new", again, "--set", "owner=dana", cwd=book)
    assert ran.code == 2 and "plans/harbour.md" in ran.err
    assert (book / "plans" / "harbour.md").read_text() == LITE


def test_new_follows_no_link(book: Path, acct: Acct) -> None:
    target = book.parent / "elsewhere"
    target.mkdir()
    (book / "plans" / "acme.md").symlink_to(target / "acme.md")
    assert acct("new", "Acme", "--set", "owner=dana", cwd=book).code == 2
    assert list(target.iterdir()) == []


BAD_JSON = {
    "a number": "1", "a list": "[]", "nothing": "", "broken": '{"owner": ', "not UTF-8": b'{"owner": "\xff"}', "deep": '{"story": ' + "[" * 100_000,
    "a surrogate": '{"story": "\\ud800"}', "a control": '{"story": "a\\u001bb"}', "an unknown field": '{"gaols": {}}', "a long number": '{"arr": ' + "9" * 5000 + "}",
    "infinity": '{"pulse": {"confidence": Infinity}}', "a path in an id": '{"goals": {"../x": {"title": "x"}}}', "fields where text is": '{"tier": {"a": 1}}', "a list where text is": '{"template": ["a"]}', "items that are none": '{"goals": "x"}',
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_JSON)
def test_new_refuses_json(name: str, book: Path, acct: Acct) -> None:
    before = files_around(book)
    data = BAD_JSON[name]
    ran = acct("new", "Acme", "--set", "owner=dana", "--from-json", "-", cwd=book, stdin=data)
    clean(ran)
    assert ran.code == 2 and len(ran.err.splitlines()) <= 2
    assert files_around(book) == before


def test_new_refuses_a_json_file_that_is_not_there(book: Path, acct: Acct) -> None:
    ran = acct("new", "Acme", "--from-json", "nowhere.json", cwd=book)
    clean(ran)
    assert ran.code == 2 and "nowhere.json" in ran.err


# Values of `set`.

VALUES = ["a\x1b[31mb", "a\x00b", "\u202eb", "a\u200bb", "a\rb", "a\u2028b", "\udcff", "\ufeff"]


@pytest.mark.parametrize("value", VALUES, ids=[ascii(value) for value in VALUES])
def test_set_refuses_what_nobody_can_see(value: str, book: Path, acct: Acct) -> None:
    ran = acct("set", "harbour", f"rosters.why={value}", cwd=book)
    clean(ran)
    assert ran.code == 2 and "goals.rosters.why" in ran.err
    assert (book / "plans" / "harbour.md").read_text() == LITE


@pytest.mark.parametrize(
    "value",
    ["a: b", "#1", "@ana", "two\nlines", "- dash", "'tis", '"', "\\", "{{x}}"[:1], "null", "0010", "---", "...", "<<: x", "%", "a" * 5000],
)
def test_set_writes_any_text(value: str, book: Path, acct: Acct) -> None:
    assert acct("set", "harbour", f"rosters.why={value}", cwd=book).code == 0
    assert acct("lint", "harbour", "--select", "unreadable-plan,misread-text,duplicate-key", cwd=book).code == 0
    assert acct("set", "harbour", "rosters.why=", cwd=book).code == 0
    assert (book / "plans" / "harbour.md").read_text() == LITE


# The other files of a book.

SETTINGS = {
    "broken": ("currency: [EUR\n", "1:11", "AP118", "never closed"),
    "a key twice": ("currency: EUR\ncurrency: USD\n", "2:1", "AP103", "1 line above"),
    "a key twice inside": ("fiscal_year: {starts: may, starts: june}\n", "1:28", "AP103", "this line"),
    "an alias": ("organisation: &a x\ncurrency: *a\n", "1:15", "AP114", "anchor"),
    "an anchor on a table": ("fiscal_year: &a {starts: may}\n", "1:14", "AP114", "anchor"),
    "a merge key": ("fiscal_year:\n  <<: {starts: may}\n", "2:3", "AP114", "<<"),
    "a tag": ("currency: !!python/object:os.system x\n", "1:11", "AP114", "tag"),
    "a tab that indents": ("fiscal_year:\n\tstarts: may\n", "2:1", "AP100", "tab"),
    "a tab after a colon": ("currency:\tEUR\n", "1:11", "AP118", "tab"),
    "an unknown field": ("curency: EUR\n", "1:1", "AP101", "Write currency"),
    "an unknown field below": ("tiers:\n  gold: {stale_day: 3}\n", "2:10", "AP101", "Write stale_days"),
    "an unknown field of a section": ("fiscal_year: {start: may}\n", "1:15", "AP101", "Write starts"),
    "a word that is none": ("fiscal_year: {starts: mai}\n", "1:23", "AP102", "january"),
    "a list": ("- a\n", "1:1", "AP100", "fields"),
    "text": ("hello\n", "1:1", "AP100", "fields"),
    "two documents": ("currency: EUR\n---\ncurrency: USD\n", "2:1", "AP114", "second document"),
    "a control character": ("currency: E\x00R\n", "1:12", "AP804", "U+0000"),
    "bidi": ("organisation: a\u202eb\n", "1:16", "AP804", "U+202E"),
    "a field with ESC": ('"cur\\e[31m": x\n', "1:1", "AP101", "\\u{1b}"),
    "a conflict": ("<<<<<<< a\ncurrency: EUR\n=======\ncurrency: USD\n>>>>>>> b\n", "1:1", "AP112", "“currency: EUR”"),
    "depth": ("tiers: " + "[" * 100 + "]" * 100 + "\n", "1:39", "AP111", "nested"),
    "size": ("# x\n" * 400_000, "1:1", "AP111", "MiB"),
}  # fmt: skip
TEAM = {
    "broken": ("dana: {name\n", "1:7", "AP118", "never closed"),
    "a key twice": ("dana: {name: A}\ndana: {name: B}\n", "2:1", "AP103", "1 line above"),
    "a key twice inside": ("dana: {name: A, name: B}\n", "1:17", "AP103", "this line"),
    "an alias": ("dana: &x {name: A}\nlee: *x\n", "1:7", "AP114", "anchor"),
    "a tab that indents": ("dana:\n\tname: A\n", "2:1", "AP100", "tab"),
    "an unknown field": ("dana: {nmae: A}\n", "1:8", "AP101", "Write name"),
    "a date": ("dana: {left_on: 2026-02-30}\n", "1:17", "AP102", "calendar"),
    "a flag": ("dana: {partner: yes}\n", "1:17", "AP102", "true or false"),
    "a list": ("- dana\n", "1:1", "AP100", "fields"),
}
FACTS = {
    "broken": ("crm: {owner: dana\n", "1:6", "AP118", "never closed"),
    "a key twice": ("account: A\naccount: B\n", "2:1", "AP103", "1 line above"),
    "an alias": ("crm: &x {owner: dana}\nusage: *x\n", "1:6", "AP114", "anchor"),
    "a tab that indents": ("crm:\n\towner: dana\n", "2:1", "AP100", "tab"),
    "an unknown field": ("acount: A\n", "1:1", "AP101", "Write account"),
    "a list": ("- a\n", "1:1", "AP100", "fields"),
    "a conflict": ("<<<<<<< a\naccount: A\n=======\naccount: B\n>>>>>>> b\n", "1:1", "AP112", "“account: A”"),
}
OTHERS = [
    (file, name, *row)
    for file, rows in (("acctplan.yaml", SETTINGS), ("team.yaml", TEAM), ("facts/harbour.yaml", FACTS))
    for name, row in rows.items()
]


@pytest.mark.parametrize(("file", "name", "text", "at", "code", "word"), OTHERS, ids=[f"{file}: {name}" for file, name, *_ in OTHERS])
def test_the_books_other_files(file: str, name: str, text: str, at: str, code: str, word: str, book: Path, acct: Acct) -> None:
    path = book / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    for command in (("lint", *ONLY), ("show", "harbour"), ("set", "harbour", "tier=strategic"), ("status",)):
        ran = acct(*command, cwd=book)
        clean(ran)
        assert ran.code == 2
        first, *rest = ran.err.splitlines()
        assert first.startswith(f"acctplan: {file}:{at}: {code} "), first
        assert word in first and len(rest) <= 1
    assert path.read_text() == text
    assert (book / "plans" / "harbour.md").read_text() == LITE


@pytest.mark.parametrize("file", ["acctplan.yaml", "team.yaml", "facts/harbour.yaml"])
def test_the_books_other_files_are_no_links(file: str, book: Path, acct: Acct) -> None:
    path = book / file
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to("/etc/passwd")
    for command in (("lint", *ONLY), ("show", "harbour"), ("set", "harbour", "tier=strategic")):
        ran = acct(*command, cwd=book)
        clean(ran)
        assert ran.code == 2 and file in ran.err and "root:" not in ran.out + ran.err
