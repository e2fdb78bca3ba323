"""T01 to T24: files that are hostile or broken; beside the cases of tests/planfile/test_hostile.py."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from .attack import Acct, found, front, plain_book, plant, snapshot, sound


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book without git and without plans."""
    return plain_book(tmp_path)


def frugal(book: Path, *words: str, stdin: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command with 500 MB of memory and five seconds of processor time."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (500 * 2**20, 500 * 2**20))
        resource.setrlimit(resource.RLIMIT_CPU, (5, 6))

    with (stdin or Path(os.devnull)).open("rb") as given:
        return subprocess.run(
            [sys.executable, "-m", "acctplan", *words],
            cwd=book,
            stdin=given,
            capture_output=True,
            text=True,
            preexec_fn=bounded,
            check=False,
        )


@pytest.mark.parametrize("name", ["plans/acme.md", "facts/acme.yaml", "team.yaml", "acctplan.yaml"])
def test_t20_a_file_larger_than_memory(name: str, book: Path) -> None:
    """A file of a terabyte, of which nothing is on the disk."""
    (book / "facts").mkdir()
    plant(book, front("tier: growth"))
    path = book / name
    with path.open("r+b" if path.exists() else "wb") as file:
        file.truncate(2**40)
    others = (("set", "acme", "tier=growth"), ("edit", "acme"), ("doctor",)) if name.startswith("plans/") else ()
    for words in (("lint", "--format", "concise"), ("show", "acme"), *others):
        ran = frugal(book, *words)
        assert ran.returncode in (1, 2), ran
        assert "over 1 MiB" in " ".join((ran.stdout + ran.stderr).split()), (words, ran)
        assert "bug" not in ran.stderr
    assert path.stat().st_size == 2**40


@pytest.mark.parametrize("name", ["templates/views/own.html.j2", "templates/plans/own.md", ".git-blame-ignore-revs"])
def test_t20_other_files_larger_than_memory(name: str, book: Path) -> None:
    plant(book, front("template: own"))
    subprocess.run(["git", "init", "-q"], cwd=book, check=True)
    (book / name).parent.mkdir(parents=True, exist_ok=True)
    with (book / name).open("wb") as file:
        file.truncate(2**40)
    for words in (
        ("lint",),
        ("render", "acme", "--view", "own", "--format", "html"),
        ("history", "acme"),
        ("new", "X", "--template", "own"),
    ):
        ran = frugal(book, *words)
        assert ran.returncode in (0, 1, 2), ran
        assert "bug" not in ran.stderr, ran


def test_t20_a_plan_without_end_on_stdin(book: Path) -> None:
    ran = frugal(book, "lint", "-", "--format", "concise", stdin=Path("/dev/zero"))
    assert (ran.returncode, ran.stdout.split()[1]) == (1, "AP111"), ran


EDGES = (
    "renewal: {renews_on: 9999-12-31, notice_on: 0001-01-01}",
    "actions: {a: 'Do it (dana, 9999-12-31)', b: 'Do it (dana, 0001-01-01)'}",
    "goals: {g: {title: x, due: 9999-Q4, said_on: 0001-01-01}}\nconfirmed: {goals: 0001-01-01}",
    "movements: {m: {happened_on: 0001-01-01, type: other, what: x}, n: {happened_on: 9999-12-31, type: other, what: x}}",
    "reviews: {0001-01-01: {kind: qbr}, 9999-12-31: {kind: qbr}}\ntouchpoints: {ana: {every: 9999999 weeks, last_on: 9999-12-31}}",
    "period: 9999-Q4\nmode: point-in-time\nwritten_on: 0001-01-01",
)


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("fields", EDGES)
def test_t09_days_at_the_edges_of_the_calendar(fields: str, today: str, book: Path, acct: Acct) -> None:
    """No day is reckoned past the calendar's end, whatever a plan or the settings say."""
    plant(book, front(fields))
    settings = "lint: {rules: {no-next-action: {days: 999999999999999}, solo-plan: {days: 999999999999999}}}\n"
    for said in ("currency: EUR\n", settings, "tiers: {growth: {stale_days: 999999999999999}}\n"):
        (book / "acctplan.yaml").write_text(said)
        for words in (
            ("lint",),
            ("show", "acme"),
            ("status",),
            ("review", "--agenda"),
            ("list", "actions", "--where", "due < today+9999"),
            ("list", "actions", "--where", "due < today-9999"),
            ("set", "acme", "tier=growth", "--dry-run"),
        ):
            sound(acct(*words, "--today", today, cwd=book))


def test_t18_ids_that_look_alike(book: Path, acct: Acct) -> None:
    """Names of files are ids: twins that some computers cannot keep apart, and a Cyrillic letter among Latin ones."""
    for name in ("harbour.md", "Harbour.md", "caf\u00e9.md", "cafe\u0301.md", "r\u0430mp.md"):
        plant(book, front("tier: growth"), name)
    ran = sound(acct("lint", "--format", "concise", "--select", "duplicate-id,mixed-script", cwd=book))
    said = ran.out.splitlines()
    assert [line.split()[1] for line in said] == ["AP104", "AP104", "AP117"], said
    assert "“plans/Harbour.md”" in ran.out and "Cyrillic (U+0430)" in ran.out


def test_t44_a_name_is_found_however_its_accents_are_stored(book: Path, acct: Acct) -> None:
    plant(book, front("tier: growth"), "cafe\u0301.md")
    for typed in ("caf\u00e9", "cafe\u0301", "plans/caf\u00e9.md"):
        assert sound(acct("show", typed, cwd=book)).code == 0
        assert acct("set", typed, "tier=strategic", cwd=book).code == 0
        assert acct("set", typed, "tier=growth", cwd=book).code == 0
    assert os.listdir(book / "plans") == ["cafe\u0301.md"]


@pytest.mark.parametrize(
    "name", ["-x.md", "--output=x.md", "-", ".md", "..md", "con.md", "a b.md", "$(x).md", "`x`.md", "a;b.md", "a\nb.md", "x" * 250 + ".md", "{{x}}.md", "[a].md", "*.md", "%s.md", "'.md"]
)  # fmt: skip
def test_t74_names_of_files_are_only_names(name: str, book: Path, acct: Acct) -> None:
    """Nothing is taken for an option, a pattern, a path or a line of its own."""
    plant(book, front("tier: growth"), name)
    plant(book, front("tier: growth"), "other.md")
    before = snapshot(book)
    for words in (
        ("lint", "--fail-on", "never"),
        ("status",),
        ("list",),
        ("doctor",),
        ("show", "--", name.removesuffix(".md")),
        ("lint", "--", name),
    ):
        sound(acct(*words, cwd=book))
    assert snapshot(book) == before
    acct("set", "--", name.removesuffix(".md"), "tier=strategic", cwd=book)
    assert (book / "plans" / "other.md").read_bytes() == front("tier: growth").encode()


@pytest.mark.parametrize(
    "text", ["[/]", "[red]x[/red]", "[bold", "[link=https://x.example]x[/link]", ":smile:", "\\[x]", "[[x]]", "{x}", "%(x)s", "$x", "{{ 7*7 }}"]
)  # fmt: skip
def test_t52_marks_of_other_tools_are_text(text: str, book: Path, acct: Acct) -> None:
    plant(book, front(f'story: "{text}"\nstakeholders: {{ana: {{name: "{text}"}}}}'.replace("\\", "\\\\")))
    for words in (("show", "acme"), ("list", "stakeholders")):
        for color in ("never", "always"):
            ran = acct(*words, "--color", color, cwd=book)
            assert ran.code == 0 and text in ran.out, ran


@pytest.mark.parametrize(
    ("instant", "day"),
    [("2026-06-30T22:30:00Z", "2026-07-01"), ("2026-06-30T21:30:00Z", "2026-06-30"), ("2026-07-01T01:00:00+05:00", "2026-06-30")],
)
def test_t10_one_zone_decides_the_day(instant: str, day: str, book: Path, acct: Acct) -> None:
    """Near a quarter's end the book's own zone says which day a commit was made on, whatever zone it was written in."""
    (book / "acctplan.yaml").write_text("time_zone: Europe/Berlin\n")
    plant(book, front("tier: growth"))
    environment = {**os.environ, "GIT_AUTHOR_DATE": instant, "GIT_COMMITTER_DATE": instant}
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run(["git", *words], cwd=book, env=environment, check=True)
    assert f"of {day}" in acct("show", "acme", "--as-of", "2026-07-02", cwd=book).err
    assert acct("show", "acme", "--as-of", "2026-06-30", cwd=book).code == (0 if day == "2026-06-30" else 2)


YES = ("yes", "on", "y", "True", "TRUE", "1", "1.0", "no", "off", "~true")


@pytest.mark.parametrize("word", YES)
def test_t06_only_true_and_false_are_truths(word: str, book: Path, acct: Acct) -> None:
    """And where a field takes text, the word stays as it was typed."""
    plant(book, front(f"goals: {{a: {{title: {word}, share: {word}}}}}"))
    assert len(found(book, acct, "AP102")) == 1
    assert word in acct("show", "acme", "--json", cwd=book).out


@pytest.mark.parametrize(
    "number",
    [
        "010",
        "0o10",
        "0x1f",
        "1_000",
        "1:30",
        "1e3",
        "+1",
        ".5",
        "1.",
        "1,000",
        "\u0661",
        "\uff11",
        ".inf",
        "-.inf",
        ".nan",
        "1e999",
        "9" * 5000,
    ],
)
def test_t07_t08_only_plain_digits_are_numbers(number: str, book: Path, acct: Acct) -> None:
    plant(book, front(f"health: {{sentiment: '{number}'}}\npulse: {{confidence: '{number}'}}\narr: '{number}'"))
    assert len(found(book, acct, "AP102")) == 3


@pytest.mark.parametrize("word", ["x" * 3000, "x" * 3000 + ".md", "plans/" + "x" * 3000, "é" * 200, "a/" * 3000])
def test_t74_names_that_no_file_can_have(word: str, book: Path, acct: Acct) -> None:
    plant(book, front("tier: growth"))
    for words in (
        ("lint", word),
        ("show", word),
        ("upgrade", word),
        ("fmt", word),
        ("status", "-o", word),
        ("new", "--from-json", word),
        ("diff", word),
        ("lint", "-C", word),
    ):
        ran = sound(acct(*words, cwd=book))
        assert (ran.code, ran.out) == (2, ""), (words[0], ran)
        assert all(len(line) < 400 for line in ran.err.splitlines()), words[0]
