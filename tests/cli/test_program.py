"""The program around the commands: exit codes, streams, folders, options before and after, crashes."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from acctplan import __version__, registry
from acctplan.cli.program import PACKAGE
from tests.conftest import LITE, Ran, git, make_book

from .asked import flat, program, refused

Acct = Callable[..., Ran]
COMMANDS = registry.names(PACKAGE)
OWNER = ("list", "plans", "--columns", "owner,age_days", "--format", "concise")


# --- version, help, unknown words, the end


def _ended(before: str, book: Path) -> tuple[int, list[str]]:
    """Exit code and last lines of a run in a process where something was begun before."""
    script = f"import atexit, sys, threading, time\n{before}\nfrom acctplan.cli.main import run\nsys.argv = ['acctplan', 'show', 'nobody']\nrun()"
    ran = subprocess.run([sys.executable, "-c", script], cwd=book, capture_output=True, check=False)
    return ran.returncode, ran.stdout.decode().splitlines()[-1:]


def test_the_end_calls_what_waits_for_it_and_takes_nothing_apart(book: Path) -> None:
    class_ = "class Left:\n    def __del__(self): print('apart', flush=True)\nleft = Left()"
    assert _ended("atexit.register(print, 'called')", book) == (2, ["called"])
    assert _ended(class_, book) == (2, [])


def test_the_end_waits_for_a_thread_at_work(book: Path) -> None:
    assert _ended("threading.Thread(target=lambda: (time.sleep(1), print('worked'))).start()", book) == (2, ["worked"])


@pytest.mark.parametrize("words", [["--version"], ["--debug", "--version"]])
def test_the_version(tmp_path: Path, words: list[str]) -> None:
    ran = program(*words, cwd=tmp_path)
    assert (ran.returncode, ran.stdout.decode(), ran.stderr) == (0, f"acctplan {__version__}\n", b"")


@pytest.mark.parametrize("words", [(), ("--help",)])
def test_help_lists_every_command(acct: Acct, words: tuple[str, ...]) -> None:
    ran = acct(*words)
    assert ran.code == 0
    assert ran.err == ""
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", ran.out, re.MULTILINE), name


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command(acct: Acct, tmp_path: Path, name: str) -> None:
    """Outside any book, with an example that names the command and its own options."""
    ran = acct(name, "--help", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: acctplan ")
    assert f"Example: acctplan {name}" in flat(ran.out)
    for option in ("--book", "--today", "--as", "--color"):
        assert option in ran.out


def test_an_unknown_command_is_offered_the_nearest(acct: Acct) -> None:
    refused(acct("staus"), "there is no command “staus”", "Did you mean status")
    refused(acct("xyzzy"), "acctplan --help")
    refused(acct("x" * 500))


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option(acct: Acct, book: Path, name: str) -> None:
    refused(acct(name, "--nonsense", cwd=book), "no such option: --nonsense", f"acctplan {name} --help")


@pytest.mark.parametrize("name", ["show", "set", "record", "confirm", "blame", "render", "demo"])
def test_a_missing_argument(acct: Acct, book: Path, name: str) -> None:
    refused(acct(name, cwd=book), "issing")


@pytest.mark.parametrize("words", [("--top", "many"), ("--top", "1.5"), ("--top",)])
def test_a_number_that_is_none(acct: Acct, book: Path, words: tuple[str, ...]) -> None:
    refused(acct("status", *words, cwd=book))


# --- which book


@pytest.mark.parametrize("name", ["my\nbook", "my\nbooks/north"])
def test_a_folder_whose_name_has_two_lines(acct: Acct, tmp_path: Path, name: str) -> None:
    book = make_book(tmp_path / name)
    for command in ("lint", "status"):
        refused(acct(command, cwd=book), "the name of the book's folder, or of one above it, holds a line break", "Rename that folder.")
    plain = make_book(tmp_path / "without\ngit", commit=False)
    assert acct("lint", cwd=plain).code == 0


def test_a_sub_folder_finds_its_book(acct: Acct, book: Path) -> None:
    (book / "plans" / "deep" / "er").mkdir(parents=True)
    for folder in (book, book / "plans", book / "plans" / "deep" / "er"):
        ran = acct("show", "harbour", cwd=folder)
        assert ran.code == 0
        assert ran.out.startswith("Harbour Bakery Group\n")


def test_no_book(acct: Acct, tmp_path: Path) -> None:
    for words in (("status",), ("lint",), ("show", "x"), ("new", "X", "--no-input"), ("set", "x", "a=b"), ("review",), ("snapshot",)):
        refused(acct(*words, cwd=tmp_path), "no book here", "acctplan init", "acctplan demo")


@pytest.mark.parametrize("name", ["--book", "-C"])
def test_the_book_by_name(acct: Acct, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for words in ((name, str(book), "show", "harbour"), ("show", "harbour", name, str(book)), ("show", name, str(book), "harbour")):
        assert acct(*words, cwd=tmp_path).out.startswith("Harbour Bakery Group\n"), words
    assert acct(f"--book={book}", "show", "harbour", cwd=tmp_path).code == 0
    assert acct(name, "book", "show", "harbour", cwd=tmp_path).code == 0
    refused(acct(name, str(tmp_path), "show", "harbour", cwd=book), "holds no acctplan.yaml")
    refused(acct(name, str(book / "plans"), "show", "harbour", cwd=book), "holds no acctplan.yaml")
    refused(acct(name, str(tmp_path / "nowhere"), "show", "harbour", cwd=book))


def test_the_book_by_environment(acct: Acct, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_book(tmp_path / "other")
    (other / "plans" / "harbour.md").write_text(LITE.replace("Harbour Bakery Group", "Other"))
    monkeypatch.setenv("ACCTPLAN_BOOK", str(other))
    assert acct("show", "harbour", cwd=tmp_path).out.startswith("Other\n")
    assert acct("show", "harbour", cwd=book).out.startswith("Other\n")
    assert acct("show", "harbour", "--book", str(book), cwd=tmp_path).out.startswith("Harbour Bakery Group\n")
    monkeypatch.setenv("ACCTPLAN_BOOK", str(tmp_path / "nowhere"))
    refused(acct("show", "harbour", cwd=book))


def test_settings_that_do_not_fit_name_their_place(acct: Acct, book: Path) -> None:
    (book / "acctplan.yaml").write_text("currency: EUR\ntime_zon: Europe/Berlin\n")
    for words in (("show", "harbour"), ("status",), ("lint",), ("set", "harbour", "owner=lee")):
        refused(acct(*words, cwd=book), "acctplan.yaml:2:1", "time_zone")
    (book / "acctplan.yaml").write_text("a: [\n")
    refused(acct("show", "harbour", cwd=book), "acctplan.yaml:")


def test_a_team_that_does_not_fit_names_its_place(acct: Acct, book: Path) -> None:
    (book / "team.yaml").write_text("dana: {name: Dana, rol: csm}\n")
    refused(acct("show", "harbour", cwd=book), "team.yaml:1:")


# --- the day, the person, the colour: before the command and after it


def test_today_before_and_after(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert acct("--today", "2026-11-12", *OWNER, cwd=book).out.split() == ["dana", "10"]
    assert acct(*OWNER, "--today", "2026-11-12", cwd=book).out.split() == ["dana", "10"]
    assert acct("--today=2026-11-13", *OWNER, cwd=book).out.split() == ["dana", "11"]
    monkeypatch.setenv("ACCTPLAN_TODAY", "2026-11-22")
    assert acct(*OWNER, cwd=book).out.split() == ["dana", "20"]
    assert acct(*OWNER, "--today", "2026-11-12", cwd=book).out.split() == ["dana", "10"]
    for day in ("yesterday", "2026-02-30", "12.11.2026", "2026-11"):
        refused(acct(*OWNER, "--today", day, cwd=book), "--today must be a date", day)


def test_the_later_of_two_options_counts(acct: Acct, book: Path) -> None:
    """What stands nearer to the command is what was meant."""
    assert acct("--today", "2026-11-12", *OWNER, "--today", "2026-11-13", cwd=book).out.split() == ["dana", "11"]


def test_without_a_day_the_clock_of_the_book_counts(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACCTPLAN_TODAY")
    days = []
    for zone in ("Etc/GMT+12", "Etc/GMT-14"):
        (book / "acctplan.yaml").write_text(f"time_zone: {zone}\n")
        days.append(date.fromisoformat(acct("status", "--json", cwd=book).out.split('"as_of": "')[1][:10]))
    assert (days[1] - days[0]).days in (1, 2)


def test_me_is_the_person_with_gits_e_mail(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = ("list", "actions", "--where", "owner = me", "--columns", "id", "--format", "concise")
    dana, lee = ["train-leads", "fix-export"], ["price-night"]
    assert acct(*mine, cwd=book).out.split() == dana
    assert acct("--as", "lee", *mine, cwd=book).out.split() == acct(*mine, "--as", "lee", cwd=book).out.split() == lee
    monkeypatch.setenv("ACCTPLAN_ME", "lee")
    assert acct(*mine, cwd=book).out.split() == lee
    assert acct(*mine, "--as", "dana", cwd=book).out.split() == dana
    monkeypatch.delenv("ACCTPLAN_ME")
    monkeypatch.delenv("GIT_AUTHOR_EMAIL")
    refused(acct(*mine, cwd=book), "nobody in team.yaml has the e-mail git knows you by", "--as PERSON")
    git(book, "config", "user.email", "LEE@NorthPeak.example")
    assert acct(*mine, cwd=book).out.split() == lee
    refused(acct(*mine, "--as", "leee", cwd=book), "nobody in team.yaml is called “leee”", "lee")
    assert acct("status", "--owner", "me", cwd=book).code == 0
    assert acct("status", "--owner", "me", "--json", cwd=book).out.count('"plan"') == 0
    assert acct("set", "harbour", "owner=me", cwd=book).code == 0
    assert "\nowner: lee\n" in (book / "plans" / "harbour.md").read_text()


@pytest.mark.parametrize(
    ("environment", "options", "coloured"),
    [
        ({}, (), False), ({}, ("--color", "always"), True), ({"NO_COLOR": "1"}, ("--color", "always"), True), ({"FORCE_COLOR": "1"}, (), True),
        ({"CLICOLOR_FORCE": "1"}, (), True), ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, (), False), ({"NO_COLOR": ""}, (), False),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False), ({"NO_COLOR": "", "FORCE_COLOR": "1"}, (), True),
    ],
)  # fmt: skip
def test_colour(
    acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], options: tuple[str, ...], coloured: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = acct("status", *options, cwd=book)
    assert ran.code == 0
    assert ("\x1b[" in ran.out) == coloured
    assert "\x1b[" not in acct("status", *options, "--json", cwd=book).out


def test_a_colour_that_is_none(acct: Acct, book: Path) -> None:
    refused(acct("status", "--color", "sometimes", cwd=book), "--color is auto, always or never")


# --- formats and files


@pytest.mark.parametrize("name", registry.names("acctplan.formats"))
@pytest.mark.parametrize(
    "words",
    [("status",), ("show", "harbour"), ("list", "actions"), ("lint", "--fail-on", "never"), ("diff",), ("history", "harbour"), ("rule", "--all"),
     ("doctor",), ("review", "--agenda"), ("render", "harbour")],
)  # fmt: skip
def test_every_format_of_every_report(acct: Acct, book: Path, name: str, words: tuple[str, ...]) -> None:
    ran = acct(*words, "--format", name, cwd=book)
    assert ran.code == 0, ran.err
    assert ran.out.endswith("\n") or ran.out == ""
    assert "\x1b" not in ran.out


def test_json_is_a_format(acct: Acct, book: Path) -> None:
    assert acct("status", "--json", cwd=book) == acct("status", "--format", "json", cwd=book)


def test_an_unknown_format(acct: Acct, book: Path) -> None:
    refused(acct("status", "--format", "docx", cwd=book), "there is no format “docx”", "html")


@pytest.mark.parametrize(
    ("name", "start"), [("a.html", "<!doctype html>"), ("a.json", "{"), ("a.md", "# "), ("a.txt", "Book of business"), ("a", "Book of")]
)
def test_a_file_gets_the_format_of_its_ending(acct: Acct, book: Path, tmp_path: Path, name: str, start: str) -> None:
    for option in ("-o", "--output"):
        target = tmp_path / name
        ran = acct("status", option, str(target), cwd=book)
        assert (ran.code, ran.out, ran.err) == (0, "", f"Wrote {target}.\n")
        assert target.read_text().startswith(start)
        target.unlink()


def test_a_format_beats_the_ending(acct: Acct, book: Path, tmp_path: Path) -> None:
    assert acct("status", "-o", str(tmp_path / "a.html"), "--format", "json", cwd=book).code == 0
    assert (tmp_path / "a.html").read_text().startswith("{")


def test_a_hyphen_is_stdout(acct: Acct, book: Path) -> None:
    assert acct("status", "-o", "-", cwd=book) == acct("status", cwd=book)


def test_an_output_file_is_replaced_whole_and_never_through_a_link(acct: Acct, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("x" * 100_000)
    assert acct("status", "-o", str(target), cwd=book).code == 0
    assert target.read_text() == acct("status", cwd=book).out
    (tmp_path / "link.txt").symlink_to(book / "plans" / "harbour.md")
    refused(acct("status", "-o", str(tmp_path / "link.txt"), cwd=book), "is a link")
    for name in (str(tmp_path), "/proc/nowhere/a.txt", str(tmp_path / "none" / "a.txt"), "/dev/full", "/dev/null"):
        refused(acct("status", "-o", name, cwd=book), "cannot be written")
    assert (book / "plans" / "harbour.md").read_text() == LITE


def test_a_file_is_never_coloured(acct: Acct, book: Path, tmp_path: Path) -> None:
    assert acct("status", "-o", str(tmp_path / "a.txt"), "--color", "always", cwd=book).code == 0
    assert "\x1b" not in (tmp_path / "a.txt").read_text()


# --- pipes, full disks, closed streams


LONG = ("schema", "plan")


@pytest.mark.parametrize("words", [LONG, ("--help",), (), ("show", "harbour")])
def test_a_pipe_that_closes_early_is_silence(book: Path, words: tuple[str, ...]) -> None:
    running = subprocess.Popen([sys.executable, "-m", "acctplan", *words], cwd=book, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout
    running.stdout.close()
    assert running.stderr
    said = running.stderr.read().decode()
    assert (running.wait(30), said) == (0, "")
    running.stderr.close()


@pytest.mark.parametrize(
    "words", [LONG, ("--version",), ("--help",), (), ("status",), ("show", "harbour", "--json"), ("render", "harbour", "--format", "html")]
)
def test_a_full_disk_is_said(book: Path, words: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        ran = subprocess.run([sys.executable, "-m", "acctplan", *words], cwd=book, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 2
    assert ran.stderr.decode() == "acctplan: the output could not be written: no space is left.\n  Free some space and run it again.\n"


def test_findings_into_a_full_disk_are_no_findings(book: Path) -> None:
    """Exit 1 would say that the answer was given."""
    (book / "plans" / "broken.md").write_text("---\nno\n")
    with open("/dev/full", "w") as full:
        ran = subprocess.run([sys.executable, "-m", "acctplan", "lint"], cwd=book, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 2


def test_stderr_that_is_full_or_closed_changes_no_answer(book: Path) -> None:
    for redirect in ("2>/dev/full", "2>&-"):
        ran = subprocess.run(
            f"{sys.executable} -m acctplan show harbour --as-of HEAD {redirect}", shell=True, cwd=book, capture_output=True, check=False
        )
        assert ran.returncode == 0
        assert ran.stdout.decode().startswith("Harbour Bakery Group")
        ran = subprocess.run(f"{sys.executable} -m acctplan show nobody {redirect}", shell=True, cwd=book, capture_output=True, check=False)
        assert ran.returncode == 2


def test_stdout_that_is_closed(book: Path) -> None:
    for words in ("status", "--help", "--version", "schema plan"):
        ran = subprocess.run(f"{sys.executable} -m acctplan {words} >&-", shell=True, cwd=book, capture_output=True, check=False)
        assert ran.returncode == 2, ran
        assert b"bug" not in ran.stderr
        assert b"Traceback" not in ran.stderr


def test_stdin_that_is_closed(book: Path) -> None:
    for words in ("status", "review", "lint -", "new Wren --set owner=dana", "new X --from-json -"):
        ran = subprocess.run(f"{sys.executable} -m acctplan {words} <&-", shell=True, cwd=book, capture_output=True, check=False)
        assert ran.returncode in (0, 1, 2, 130), ran
        assert b"bug" not in ran.stderr, ran
        assert b"Traceback" not in ran.stderr


# --- locales (T64)

LATIN = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii:strict"}, LATIN])
def test_any_locale_gives_utf_8(book: Path, environment: dict[str, str]) -> None:
    (book / "plans" / "harbour.md").write_text(LITE.replace("Harbour Bakery Group", "Bäckerei 日本 “Öl”"), encoding="utf-8")
    for words in (("status",), ("show", "Bäckerei")):
        ran = program(*words, cwd=book, **environment)
        assert ran.returncode == (2 if words[0] == "show" else 0), ran
        assert b"bug" not in ran.stderr
        said = (ran.stdout + ran.stderr).decode("utf-8")
        assert "Bäckerei" in said or (words[0] == "show" and environment is LATIN)


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, LATIN])
def test_values_from_the_command_line(book: Path, environment: dict[str, str]) -> None:
    """Where Python itself is told not to read UTF-8, a value that is no ASCII is refused, never mangled."""
    ran = program("set", "harbour", "intent.now=Öfen für 日本", "--commit", "-m", "Öfen", cwd=book, **environment)
    text = (book / "plans" / "harbour.md").read_text("utf-8")
    if ran.returncode:
        assert environment is LATIN
        assert b"not UTF-8" in ran.stderr
        assert text == LITE
    else:
        assert "  now: Öfen für 日本\n" in text
        assert git(book, "log", "-1", "--format=%s") == "Öfen"


@pytest.mark.parametrize(
    "words",
    [("set", "harbour", "intent.now=\udcff\udcfe"), ("show", "\udcff"), ("\udcff",), ("list", "--where", "owner = \udcff"), ("show", "harbour", "--as-of", "\udcff"),
     ("new", "\udcff"), ("new", "Wren \udcff", "--set", "owner=dana"), ("record", "harbour", "other", "\udcff"), ("-C", "\udcff", "status"), ("lint", "plans/\udcff.md"),
     ("set", "harbour", "owner=lee", "-m", "\udcff"), ("diff", "\udcff"), ("history", "harbour", "\udcff"), ("rule", "\udcff"), ("status", "-o", "\udcff.txt")],
)  # fmt: skip
def test_bytes_that_are_no_text(acct: Acct, book: Path, words: tuple[str, ...]) -> None:
    """Python hands bytes that are not UTF-8 over as lone surrogates."""
    ran = acct(*words, cwd=book)
    assert ran.code in (0, 2), ran
    assert "bug" not in ran.err, ran
    assert "\udcff" not in ran.out + ran.err
    (book / "plans" / "harbour.md").read_bytes().decode("utf-8")


# --- nowhere to be


@pytest.mark.parametrize("words", [("lint",), ("show", "harbour"), ("diff", "a.md", "b.md"), ("status", "-o", "x.json"), ("demo", "x")])
@pytest.mark.parametrize("named", [True, False])
def test_a_folder_that_is_gone(book: Path, tmp_path: Path, words: tuple[str, ...], named: bool) -> None:
    (tmp_path / "gone").mkdir()
    program = f"import os, sys; os.rmdir(os.getcwd()); sys.argv[1:] = {['-C', str(book)] * named + [*words]!r}; from acctplan.cli.main import run; run()"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path / "gone", capture_output=True, text=True)
    assert (done.returncode, "bug" in done.stderr, "Traceback" in done.stderr) == (2, False, False), done
    assert len(done.stderr.splitlines()) == 2, done


# --- crashes and interrupts


def test_a_bug_is_one_line_and_a_log(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault \x1b[31mof ours")

    monkeypatch.setattr("acctplan.cli.context.Session.read", broken)
    ran = acct("show", "harbour", cwd=book)
    assert (ran.code, ran.out) == (2, "")
    first, second = ran.err.splitlines()
    assert first == "acctplan: this is a bug in acctplan (ZeroDivisionError), not a fault of your book."
    log = Path(re.search(r"The details are in (\S+): please report them\.", second)[1])  # type: ignore[index]
    assert "ZeroDivisionError: a fault" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0
    log.unlink()


@pytest.mark.parametrize("words", [("--debug", "show", "harbour"), ("show", "harbour", "--debug")])
def test_debug_shows_the_traceback(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("acctplan.cli.context.Session.read", broken)
    ran = acct(*words, cwd=book)
    assert ran.code == 2
    assert "Traceback" in ran.err
    assert "ZeroDivisionError: a fault of ours" in ran.err


def test_debug_by_environment(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acctplan.cli.context.Session.read", lambda *_, **__: 1 / 0)
    monkeypatch.setenv("ACCTPLAN_DEBUG", "1")
    assert "Traceback" in acct("show", "harbour", cwd=book).err


def test_a_bug_without_room_for_a_log(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acctplan.cli.context.Session.read", lambda *_, **__: 1 / 0)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lambda *_, **__: Path("/nowhere").read_text())
    ran = acct("show", "harbour", cwd=book)
    assert ran.code == 2
    assert ran.err.startswith("acctplan: this is a bug in acctplan (ZeroDivisionError)")


@pytest.mark.parametrize(
    "error", [RecursionError("deep"), MemoryError(), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "odd"), KeyError("x"), AssertionError()]
)
def test_every_fault_of_ours_is_exit_2(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("acctplan.cli.context.Session.read", broken)
    ran = acct("show", "harbour", cwd=book)
    assert ran.code == 2
    assert f"this is a bug in acctplan ({type(error).__name__})" in ran.err


def test_an_interrupt(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("acctplan.cli.context.Session.read", interrupted)
    assert acct("show", "harbour", cwd=book) == Ran(130, "", "Interrupted.\n")


def test_ctrl_c_at_a_question(book: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "acctplan", "review"],
        cwd=book,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert running.stdout
    seen = b""
    while b"Would they renew today?" not in seen:
        seen += os.read(running.stdout.fileno(), 4096)
    time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert (running.returncode, said.decode()) == (130, "Interrupted.\n")
    assert git(book, "status", "--porcelain") == ""


def test_nothing_is_said_beside_the_data(acct: Acct, book: Path) -> None:
    for words in (
        ("show", "harbour"),
        ("status",),
        ("list",),
        ("lint", "--fail-on", "never"),
        ("diff",),
        ("history", "harbour"),
        ("doctor",),
    ):
        assert acct(*words, cwd=book).err == "", words


def test_two_runs_are_the_same_bytes(book: Path) -> None:
    for words in (
        ("status", "--json"),
        ("show", "harbour"),
        ("render", "harbour", "--format", "html"),
        ("lint", "--json", "--fail-on", "never"),
        ("diff", "--json"),
    ):
        runs = [program(*words, cwd=book, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale).stdout
                for seed, zone, locale in (("0", "UTC", "C"), ("7", "Pacific/Auckland", "C.UTF-8"))]  # fmt: skip
        assert runs[0] == runs[1] != b""


def test_no_run_looks_for_plugins_of_other_packages(book: Path) -> None:
    """A plan is validated and nobody read package metadata; what asks the stand-in for more gets the real module."""
    script = (
        "import sys\n"
        "from acctplan.cli.main import _travel_light\n"
        "_travel_light()\n"
        "from acctplan.planfile.parse import parse\n"
        "parsed = parse(open('plans/harbour.md').read().replace('tier: growth', 'risks2: x'), 'harbour')\n"
        "assert parsed.plan.goals['rosters'].title, parsed\n"
        "assert 'importlib.metadata' not in sys.modules\n"
        "import pydantic.plugin._loader as loader\n"
        "assert loader.PYDANTIC_ENTRY_POINT_GROUP == 'pydantic'\n"
        "import importlib.metadata\n"
        "import pydantic.plugin._loader as real\n"
        "assert real is not loader and real.get_plugins() == ()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=book, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("lint", "--changed-since", ""),
        ("lint", "--changed-since="),
        ("lint", "--as-of", ""),
        ("lint", "--baseline", ""),
        ("lint", "--book", ""),
        ("lint", "-C", ""),
        ("status", "--as-of="),
        ("--book", "", "status"),
        ("-C", "", "lint"),
        ("show", "harbour", "--book="),
    ],
)
def test_an_option_that_was_given_an_empty_text_is_refused(acct: Acct, book: Path, words: tuple[str, ...]) -> None:
    name = next(word for word in words if word.startswith("-")).rstrip("=").replace("-C", "--book")
    ran = acct(*words, cwd=book)
    refused(ran, f"{name} was given an empty text")
    assert f"Give {name} a value or leave it out" in ran.err


def test_what_may_be_empty_is_taken_as_left_out(acct: Acct, book: Path) -> None:
    said = acct("lint", cwd=book).out
    assert acct("lint", "--select", "", "--fail-on", "", "--today", "", cwd=book).out == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status", "x"), ("“x” is more than `acctplan status` takes.", "Put words that belong together in quotes")),
        (("show", "harbour", "b", "c"), ("“b c” is more than `acctplan show` takes.",)),
        (("status", "x" * 200), ("x…” is more than",)),
        (("status", "--owne", "dana"), ("no such option: --owne.", "Did you mean --owner", "`acctplan status --help`")),
        (("status", "--zzzz"), ("no such option: --zzzz.", "Try `acctplan status --help`.")),
        (("show", "-5"), ("no such option: -5.", "Put -- before text that starts with a dash.")),
        (("lint", "--format"), ("--format needs a value.",)),
        (("lint", "--fix=1"), ("--fix takes no value.",)),
        (("show",), ("PLAN is missing.", "Try `acctplan show --help`.")),
        (("status", "--top", "x"), ("--top: “x” is no whole number.",)),
    ],
)
def test_words_that_do_not_fit_a_command(acct: Acct, book: Path, words: tuple[str, ...], said: tuple[str, ...]) -> None:
    refused(acct(*words, cwd=book), *said)


@pytest.mark.parametrize("damage", [lambda data: data[:300], lambda data: data[:16] + b"\1garbage"])
def test_a_compiled_file_that_is_damaged_is_no_interruption(book: Path, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    source = Path(importlib.util.find_spec("acctplan.analysis.portfolio").origin)
    compiled = tmp_path / "compiled"
    run = [sys.executable, "-X", f"pycache_prefix={compiled}", "-c", "import acctplan.cli.main as main; main.run()", "status", "--no-cache"]
    whole = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    assert subprocess.run(run, cwd=book, capture_output=True, check=False, env=whole).returncode == 0
    file = Path(importlib.util.cache_from_source(source.name)).name
    broken = next(compiled.rglob(f"analysis/{file}"))
    broken.write_bytes(damage(broken.read_bytes()))
    ran = subprocess.run(run, cwd=book, capture_output=True, check=False, env=whole)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert f"acctplan: the compiled file {broken} is damaged." in ran.stderr.decode()
    broken.unlink()
    assert subprocess.run(run, cwd=book, capture_output=True, check=False, env=whole).returncode == 0
