"""What git remembers of the plans: who changed which file when, from which content to which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, tzinfo
from functools import cache

from acctplan.errors import FileRefused, GitFailed
from acctplan.model.revision import FileChange, Revision

from . import files
from .git import Repository
from .git_process import Begun, run
from .instant import instant
from .mailmap import Mailmap, read_mailmap

_FIELDS = ("%H", "%at", "%ct", "%an", "%aN", "%aE", "%(trailers:key=Acctplan-Mechanical,valueonly,separator=%x2C)",
           "%(trailers:key=Co-authored-by,valueonly,separator=%x1D)", "%s")  # fmt: skip
_FORMAT = "%x1e" + "%x00".join(_FIELDS)
_LOG = (
    "log", "-z", "--raw", "--no-abbrev", "-c", "--combined-all-paths", "--date-order", "-M60%", "-l2000", "-O/dev/null", "--no-ext-diff",
    "--no-textconv", "--no-follow", "--no-show-signature", "--no-notes", "--no-color", "--encoding=UTF-8", f"--format={_FORMAT}",
)  # fmt: skip
_PLAIN = "--no-renames"
_WHOLE = "--full-diff"
"""All that a commit changed, which tells a file that was renamed from one that began."""
_IGNORE_FILE = ".git-blame-ignore-revs"


class ChangeLog:
    """Changes of the files below a folder of the book, newest first, no commit before all that grew from it.

    With `only`, at least all that led to those files, under whatever names. Merges count where their result is none of their
    parents'. `since` leaves out commits made before that day, wherever they stand. Git starts at once and is heard out by `read`.

    `cut` says afterwards that the clone lacks what git needed: of a partial clone, what can be told without it is told.
    """

    def __init__(
        self,
        repository: Repository,
        folder: str,
        zone: tzinfo,
        *,
        until: str = "HEAD",
        only: Collection[str] = (),
        since: date | None = None,
    ) -> None:
        self.repository = repository
        self.folder = folder
        self.zone = zone
        self.until = until
        self.paths = sorted(only) or [folder]
        self.lean = bool(only and since)
        self.whole: set[str] = set()
        self.options = [_WHOLE] if only and not since else []
        self.options += [f"--since-as-filter={since}T00:00:00Z"] if since else []
        self.cut = False
        self.begun: Begun | None = self._begin()

    def _begin(self) -> Begun:
        where = [f"{self.repository.prefix}{path}" for path in self.paths]
        return Begun(self.repository.top, *_LOG, *self.options, "--end-of-options", self.until, "--", *where)

    def read(self) -> list[FileChange]:
        """The changes."""
        changes = self._told()
        while self.paths != [self.folder]:
            told = [*changes, *(self._beginnings(changes) if self.lean else ())]
            names = {old for change in told if change.path in self.paths for old in change.old_paths if old.startswith(f"{self.folder}/")}
            if names <= set(self.paths):
                break
            self.paths = sorted({*self.paths, *names})
            self.begun = self._begin()
            changes = self._told()
        return changes

    def _beginnings(self, changes: list[FileChange]) -> list[FileChange]:
        """The commits in which files of ours began, told whole: one that was renamed began as another."""
        commits = {change.revision.commit for change in changes if not any(change.before)} - self.whole
        self.whole |= commits
        if not commits:
            return []
        begun = Begun(self.repository.top, *_LOG, "--no-walk=unsorted", "--end-of-options", *sorted(commits))
        return list(_parsed(begun.pieces(), self.repository, self.zone, frozenset(), frozenset(self.paths)))

    def _told(self) -> list[FileChange]:
        begun, self.begun = self.begun, None
        assert begun is not None
        found: list[FileChange] = []
        try:
            only = None if self.paths == [self.folder] else frozenset(self.paths)
            found.extend(_parsed(begun.pieces(), self.repository, self.zone, _ignored(self.repository), only))
        except GitFailed:
            if self.repository.partial:
                return self._told_without(found)
            if self.repository.hash_of(self.until) is not None:
                raise
        return found

    def _told_without(self, found: list[FileChange]) -> list[FileChange]:
        """What a partial clone can tell: all but renames, whose contents it lacks; without old folders either, what came so far."""
        self.cut = True
        if _PLAIN in self.options:
            return found
        self.options.append(_PLAIN)
        self.begun = self._begin()
        return self._told()

    def drop(self) -> None:
        """Let git go if nobody asked."""
        if self.begun is not None:
            self.begun.drop()
            self.begun = None


def _ignored(repository: Repository) -> frozenset[str]:
    try:
        lines = (files.read(repository.top / _IGNORE_FILE) or b"").decode("utf-8").splitlines()
    except (FileRefused, UnicodeDecodeError):
        return frozenset()
    return frozenset(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))


def _parsed(
    tokens: Iterator[str], repository: Repository, zone: tzinfo, ignored: frozenset[str], only: frozenset[str] | None
) -> Iterator[FileChange]:
    """The changes git tells, or those of some paths."""
    revision: Revision | None = None
    known: dict[str, str] = {}
    people = cache(lambda: read_mailmap(repository.top))
    for token in tokens:
        head = token.lstrip("\n")
        if head.startswith("\x1e"):
            revision = _revision([head[1:], *(next(tokens) for _ in _FIELDS[1:])], zone, ignored, people)
        elif head.startswith(":") and revision is not None:
            change = _change(head, tokens, revision, repository.prefix, known, only)
            if change is not None:
                yield change


def _change(
    raw: str, tokens: Iterator[str], revision: Revision, prefix: str, known: dict[str, str], only: frozenset[str] | None
) -> FileChange | None:
    """A change from a raw line of git, `:mode mode blob blob status` with a colon, mode and blob for each parent, and its paths.

    `known` holds the words met before, so that each is kept once.
    """
    parents = len(raw) - len(raw.lstrip(":"))
    *fields, status = raw.split()
    count = parents + 1 if parents > 1 or status[0] in "RC" else 1
    told = [next(tokens).removeprefix(prefix) for _ in range(count)]
    if only is not None and told[-1] not in only:
        return None
    paths = [known.setdefault(path, path) for path in told]
    blobs = [known.setdefault(blob, blob) if blob.strip("0") else None for blob in fields[parents + 1 :]]
    return FileChange(revision, paths[-1], tuple(paths[:parents]), tuple(blobs[:parents]), blobs[parents])


def _revision(header: list[str], zone: tzinfo, ignored: frozenset[str], people: Callable[[], Mailmap]) -> Revision:
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
        co_authors=tuple(people().person(one) for one in beside.split("\x1d") if one.strip()),
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
