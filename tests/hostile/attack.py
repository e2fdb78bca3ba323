"""What the tests of hostile input share: books to attack, and what must hold after every command."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import Ran, make_book

Acct = Callable[..., Ran]
HEAD = "---\naccount: Acme\nowner: dana\n"
ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
PLACED = re.compile(r"plans/acme\.md:\d+:\d+: AP\d{3} ")
CODES = frozenset({0, 1, 2, 130})
FORMATS = ("text", "concise", "json", "markdown", "html")


def front(fields: str) -> str:
    """A plan of these fields beside the two that every plan has."""
    return f"{HEAD}{fields}\n---\n"


def body(text: str) -> str:
    """A plan of this text below the fields."""
    return f"{HEAD}---\n{text}"


def plain_book(folder: Path) -> Path:
    """A book without git and without plans."""
    book = make_book(folder / "book", commit=False)
    (book / "plans" / "harbour.md").unlink()
    return book


def plant(book: Path, text: str | bytes, name: str = "acme.md") -> Path:
    """Put a plan into a book."""
    path = book / "plans" / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return path


def sound(ran: Ran) -> Ran:
    """Hold what must hold after any command: a documented code, no traceback, nothing that acts on a terminal."""
    assert ran.code in CODES, ran
    assert "Traceback" not in ran.out + ran.err, ran
    assert "this is a bug" not in ran.err, ran.err
    found = ACTIVE.search(ran.out + ran.err)
    assert found is None, f"{found[0]!r} is printed raw"
    return ran


def refused(ran: Ran, *said: str) -> Ran:
    """Hold that a command gave no answer and said why: exit 2, nothing on stdout."""
    sound(ran)
    assert (ran.code, ran.out) == (2, ""), ran
    lines = [line for line in ran.err.splitlines() if not line.startswith("as of ")]
    assert lines[0].startswith("acctplan: "), ran.err
    for words in said:
        assert words in " ".join(ran.err.split()), ran.err
    return ran


def found(book: Path, acct: Acct, *codes: str) -> list[str]:
    """Lines of `lint` on the planted plan, one a finding, each of them placed; all of these codes are among them."""
    ran = sound(acct("lint", "--format", "concise", "--select", "schema,hidden-characters", cwd=book))
    lines = ran.out.splitlines()
    assert all(PLACED.match(line) for line in lines), lines
    assert {*codes} <= {line.split()[1] for line in lines}, lines
    assert ran.code == (1 if codes else 0), ran
    return lines


def snapshot(folder: Path) -> dict[str, tuple[object, ...]]:
    """Every file, link and folder below a folder, with bytes and mode."""
    held: dict[str, tuple[object, ...]] = {}
    for top, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(top, name)
            state = path.lstat()
            data: object = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
            held[path.relative_to(folder).as_posix()] = (state.st_mode, data)
    return held


class TookTooLong(BaseException):
    """More processor time than was allowed; no `except Exception` of a command catches it."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail where more processor time is taken."""

    def over(*_: object) -> None:
        raise TookTooLong(f"over {seconds:.2f} seconds of processor time")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def effort(work: Callable[[], object]) -> float:
    """Processor seconds that work takes in this process, the better of two runs."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)
