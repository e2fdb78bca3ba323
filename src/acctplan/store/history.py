"""What git remembers of the plans: who changed which file when, from which content to which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from acctplan.errors import GitFailed
from acctplan.model.revision import FileChange, Revision

from .git import Repository, first_line, run

_FIELDS = ("%H", "%ad", "%cd", "%an", "%aN", "%aE", "%(trailers:key=Acctplan-Mechanical,valueonly,separator=%x2C)",
           "%(trailers:key=Co-authored-by,valueonly,separator=%x1D)", "%s")  # fmt: skip
_FORMAT = "%x1e" + "%x1f".join(_FIELDS)
_IGNORE_FILE = ".git-blame-ignore-revs"


def file_changes(repository: Repository, folder: str, *, until: str = "HEAD", one: str = "") -> list[FileChange]:
    """Changes of the files below a folder of the book, newest first, renames told from new files.

    With `one`, only that file's, followed through renames. Merges count where their result is none of their parents'.
    """
    follow = ("--follow",) if one else ("-c",)
    where = f"{repository.prefix}{one or folder}"
    done = run(
        repository.top, "log", "-z", "--raw", "--no-abbrev", "-M60%", *follow, "--no-ext-diff", "--no-textconv", "--date=raw",
        f"--format={_FORMAT}", "--end-of-options", until, "--", where, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        if repository.hash_of(until) is None:
            return []
        raise GitFailed(first_line(done.stderr), "Run `git log` to see more.")
    return list(_parsed(done.stdout, repository, _ignored(repository)))


def _ignored(repository: Repository) -> frozenset[str]:
    listed = repository.top / _IGNORE_FILE
    try:
        lines = listed.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))


def _parsed(output: bytes, repository: Repository, ignored: frozenset[str]) -> Iterator[FileChange]:
    tokens = iter(output.decode("utf-8", "surrogateescape").split("\0"))
    revision: Revision | None = None
    for token in tokens:
        token = token.lstrip("\n")
        if token.startswith("\x1e"):
            revision = _revision(token[1:], ignored)
        elif token.startswith(":") and revision is not None:
            parents = len(token) - len(token.lstrip(":"))
            fields = token.split()
            status = fields[-1]
            old = next(tokens)
            new = next(tokens) if parents == 1 and status[0] in "RC" else old
            before = tuple(_blob(blob) for blob in fields[parents + 1 : 2 * parents + 1])
            after = _blob(fields[2 * parents + 1])
            yield FileChange(revision, new.removeprefix(repository.prefix), old.removeprefix(repository.prefix), before, after)


def _blob(name: str) -> str | None:
    return None if set(name) == {"0"} else name


def _revision(header: str, ignored: frozenset[str]) -> Revision:
    commit, written, committed, author, person, mail, mechanical, beside, subject = (header.split("\x1f", 8) + [""] * 9)[:9]
    return Revision(
        commit=commit,
        author=author,
        person=person,
        email=mail,
        written_at=_instant(written),
        committed_at=_instant(committed),
        subject=subject.rstrip("\n"),
        mechanical=mechanical.strip().lower() == "yes" or commit in ignored,
        co_authors=tuple(name.partition("<")[0].strip() for name in beside.split("\x1d") if name.strip()),
    )


def _instant(raw: str) -> datetime:
    """An instant from git's raw date, `seconds +hhmm`; a date no calendar holds becomes the epoch."""
    seconds, _, offset = raw.partition(" ")
    try:
        sign = -1 if offset.startswith("-") else 1
        zone = timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5])))
        return datetime.fromtimestamp(int(seconds), zone)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
