"""What git remembers of the plans: who changed which file when, from which content to which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from acctplan.errors import FileRefused, GitFailed
from acctplan.model.revision import FileChange, Revision

from . import files
from .git import Repository, first_line, run
from .instant import instant

_FIELDS = ("%H", "%at", "%ct", "%an", "%aN", "%aE", "%(trailers:key=Acctplan-Mechanical,valueonly,separator=%x2C)",
           "%(trailers:key=Co-authored-by,valueonly,separator=%x1D)", "%s")  # fmt: skip
_FORMAT = "%x1e" + "%x00".join(_FIELDS)
_LOG = (
    "log", "-z", "--raw", "--no-abbrev", "-c", "--combined-all-paths", "--date-order", "-M60%", "-l2000", "-O/dev/null", "--no-ext-diff",
    "--no-textconv", "--no-follow", "--no-show-signature", "--no-notes", "--no-color", "--encoding=UTF-8", f"--format={_FORMAT}",
)  # fmt: skip
_IGNORE_FILE = ".git-blame-ignore-revs"


def file_changes(repository: Repository, folder: str, zone: tzinfo, *, until: str = "HEAD", one: str = "") -> list[FileChange]:
    """Changes of the files below a folder of the book, newest first, no commit before all that grew from it.

    With `one`, at least all that led to that file, under whatever name. Merges count where their result is none of their parents'.
    """
    if not one:
        return _logged(repository, [folder], zone, until)
    paths: list[str] = []
    names = {one}
    changes: list[FileChange] = []
    while names - set(paths):
        paths += sorted(names - set(paths))
        changes = _logged(repository, paths, zone, until, "--full-diff")
        names = {old for change in changes if change.path in paths for old in change.old_paths if old.startswith(f"{folder}/")}
    return changes


def _logged(repository: Repository, paths: list[str], zone: tzinfo, until: str, *options: str) -> list[FileChange]:
    where = [f"{repository.prefix}{path}" for path in paths]
    done = run(repository.top, *_LOG, *options, "--end-of-options", until, "--", *where, check=False)
    if done.returncode != 0:
        if repository.hash_of(until) is None:
            return []
        raise GitFailed(first_line(done.stderr), "Run `git log` to see more.")
    return list(_parsed(done.stdout, repository, zone, _ignored(repository)))


def _ignored(repository: Repository) -> frozenset[str]:
    try:
        lines = (files.read(repository.top / _IGNORE_FILE) or b"").decode("utf-8").splitlines()
    except (FileRefused, UnicodeDecodeError):
        return frozenset()
    return frozenset(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))


def _parsed(output: bytes, repository: Repository, zone: tzinfo, ignored: frozenset[str]) -> Iterator[FileChange]:
    tokens = iter(output.decode("utf-8", "surrogateescape").split("\0"))
    revision: Revision | None = None
    for token in tokens:
        head = token.lstrip("\n")
        if head.startswith("\x1e"):
            revision = _revision([head[1:], *(next(tokens) for _ in _FIELDS[1:])], zone, ignored)
        elif head.startswith(":") and revision is not None:
            yield _change(head, tokens, revision, repository.prefix)


def _change(raw: str, tokens: Iterator[str], revision: Revision, prefix: str) -> FileChange:
    """A change from a raw line of git, `:mode mode blob blob status` with a colon, mode and blob for each parent, and its paths."""
    parents = len(raw) - len(raw.lstrip(":"))
    *fields, status = raw.split()
    paths = [next(tokens).removeprefix(prefix) for _ in range(parents + 1 if parents > 1 or status[0] in "RC" else 1)]
    blobs = [_blob(blob) for blob in fields[parents + 1 :]]
    return FileChange(revision, paths[-1], tuple(paths[:parents]), tuple(blobs[:parents]), blobs[parents])


def _blob(name: str) -> str | None:
    return None if set(name) == {"0"} else name


def _revision(header: list[str], zone: tzinfo, ignored: frozenset[str]) -> Revision:
    commit, written, committed, author, person, mail, mechanical, beside, subject = header
    return Revision(
        commit=commit,
        author=author,
        person=person,
        email=mail,
        written_at=instant(written, zone),
        committed_at=instant(committed, zone),
        subject=subject.rstrip("\n"),
        mechanical=mechanical.strip().lower() == "yes" or commit in ignored,
        co_authors=tuple(name.partition("<")[0].strip() for name in beside.split("\x1d") if name.strip()),
    )


def alterations(repository: Repository) -> list[tuple[str, str]]:
    """Ways in which git could show another history here than was committed, or lacks some of it; each with what to do."""
    found = []
    if run(repository.top, "for-each-ref", "--count=1", "refs/replace/").stdout:
        found.append(("Some commits are replaced (git replace). What was committed counts here.", "List them with `git replace`."))
    if (repository.common / "info" / "grafts").exists():
        found.append(("Some commits are grafted onto others.", "Look at .git/info/grafts."))
    if run(repository.top, "config", "--get-regexp", r"^remote\..*\.promisor$", check=False).stdout:
        found.append(("The clone is partial: old versions are fetched when git needs them, and never by acctplan.",
                      "Fetch all with `git fetch --refetch --no-filter`."))  # fmt: skip
    return found
