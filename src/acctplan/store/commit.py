"""Commits of exactly our paths, through the git binary: hooks, signing and identity are the person's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from acctplan.errors import AcctplanError, GitFailed, WriteConflict
from acctplan.named_tuple import NamedTuple

from . import files, tracked
from .git import Repository
from .git_process import run
from .git_words import lines_of
from .orderly import orderly
from .tracked import Tip
from .turn import turn
from .underway import Changes, Underway, begin, cut_off, refused

_MOST_LINES, _MOST_CHARACTERS = 12, 200
_UNDER_WAY = {
    "MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert", "rebase-merge": "rebase",
    "rebase-apply": "rebase", "BISECT_LOG": "bisect",
}  # fmt: skip


class Committed(NamedTuple):
    """A commit that was made; `notes` say what the person may not expect of it."""

    hash: str
    notes: tuple[str, ...] = ()


def write(repository: Repository, changes: Changes, message: str) -> Committed:
    """Write files and commit what they then hold, and nothing else.

    `changes` runs from path to the bytes the file holds now (None: there is none) and the bytes it shall hold. Raises
    WriteConflict unless the commit would hold our change and nothing of the person's, GitFailed where git says no: files and
    index are then as they were. A commit of an earlier command that was cut off is mended first.
    """
    author = _author(repository)
    with turn(repository), orderly():
        _refuse_busy(repository)
        told: list[str] = []
        try:
            for left in cut_off(repository):
                told += _mended(left)
            made = _made(repository, changes, message, author)
        except AcctplanError as error:
            error.lines = (*told, *error.lines)
            raise
        except OSError as error:
            raise refused(repository, error) from None
    return made._replace(notes=(*told, *made.notes))


def _refuse_busy(repository: Repository) -> None:
    for mark, work in _UNDER_WAY.items():
        if (repository.own / mark).exists():
            raise WriteConflict(f"a {work} is in progress in this repository", f"Finish or abort the {work} first.")


def _made(repository: Repository, changes: Changes, message: str, author: tuple[str, ...], left: Underway | None = None) -> Committed:
    """One commit from start to end; of a command that was cut off, whose files are written already, the rest."""
    tip = tracked.tip(repository)
    begun = begin(repository, tip, changes, message, author)
    names = begun.names
    try:
        begun.keep_old(changes, of=left)
        if not left:
            for path, (before, _) in changes.items():
                files.refuse_other(path, before)
            found = tracked.changed(repository, tip.commit, dict(zip(names, (before for before, _ in changes.values()), strict=True)))
            if found:
                raise WriteConflict(f"{found} holds changes that are not committed", "Commit or undo them, or leave out --commit.")
            files.write_all(changes)
    except BaseException:
        begun.end()
        raise
    return _recorded(begun, tip, changes, message, author if left else ())


def _recorded(begun: Underway, tip: Tip, changes: Changes, message: str, by: tuple[str, ...]) -> Committed:
    """Have git commit what is written; if it does not, put all back."""
    notes: tuple[str, ...] = ()
    try:
        _commit(begun, [name for name, (before, _) in zip(begun.names, changes.values(), strict=True) if before is None], message, by)
    except BaseException as trouble:
        if not _stands(begun, tip):
            hint = begun.undo(changes)
            begun.end()
            told = refused(begun.repository, trouble) if isinstance(trouble, OSError) else trouble
            if isinstance(told, GitFailed):
                raise GitFailed(told.message, f"{told.hint} {hint}".strip(), told.lines) from None
            raise
        if not isinstance(trouble, GitFailed):
            begun.publish()
            begun.end()
            raise
        notes = (f"{trouble.message.removeprefix('git did not commit: ')}, but the commit was made.",)
    try:
        here = tracked.tip(begun.repository)
        notes += tuple(_surprises(begun, tip, here, changes))
    finally:
        notes += begun.publish()
        begun.end()
    return Committed(here.commit, notes)


def _commit(begun: Underway, fresh: list[str], message: str, by: tuple[str, ...]) -> None:
    """Run git as the person would, on the copy of the index. Raises GitFailed with its words, and those of its hooks."""
    if fresh:
        _git(begun, ("add", "--intent-to-add", *begun.asked(fresh)))
    _git(begun, ("commit", "--quiet", "--only", *by, "-F", "-", *begun.asked(begun.names)), message.encode("utf-8", "replace"))


def _git(begun: Underway, arguments: tuple[str, ...], stdin: bytes = b"") -> None:
    try:
        done = run(begun.repository.top, *arguments, stdin=stdin, safe=False, check=False, index=begun.index, held=begun.descriptor)
    except GitFailed as failure:
        raise GitFailed(f"git did not commit: {failure.message}", failure.hint) from None
    if done.returncode:
        said = [line[:_MOST_CHARACTERS] for line in lines_of(done.stderr)] or ["git commit failed"]
        more = [*said[1:_MOST_LINES], *(["…"] if len(said) > _MOST_LINES else [])]
        raise GitFailed(f"git did not commit: {said[0]}", "", more)


def _author(repository: Repository) -> tuple[str, ...]:
    """Who git would name as the author, and when; nothing where it would name nobody."""
    said = run(repository.top, "var", "GIT_AUTHOR_IDENT", check=False).stdout.decode("utf-8", "replace").strip()
    name, _, date = said.rpartition("> ")
    return ("--author", f"{name}>", "--date", f"@{date}") if name else ()


def _stands(begun: Underway, tip: Tip) -> bool:
    """Whether our commit was made although git ended badly, as after a hook that ran when all was done."""
    now = tracked.tip(begun.repository)
    return now.commit != tip.commit and set(begun.names) <= set(tracked.between(begun.repository, tip.commit, now.commit))


def _surprises(begun: Underway, tip: Tip, here: Tip, changes: Changes) -> Iterator[str]:
    """What the person may not expect of the commit. Where a hook put other bytes in, the index is made to agree with them."""
    repository = begun.repository
    try:
        moved = tracked.between(repository, tip.commit, here.commit)
        others = [name for name in moved if name not in begun.names]
        if others:
            yield f"A hook also committed {', '.join(others[:5])}{' and more' if len(others) > 5 else ''}."
        _catch_up(begun, moved)
        meant = tracked.blobs_of(repository, begun.names)
        for name, (path, (_, after)) in zip(begun.names, changes.items(), strict=True):
            if files.read(path) != after or meant.get(name, "") not in moved.get(name, ("", ""))[1]:
                yield f"A hook changed {path.name}."
    except AcctplanError as error:
        yield f"{error.message}, but the commit was made."
    if not here.branch:
        yield f"Commit {here.commit[:8]} is on no branch. Keep it: git switch -c NAME."


def _catch_up(begun: Underway, moved: Mapping[str, tuple[str, str]]) -> None:
    """Make the copy of the index agree with the commit where it still says what was before, or is ours."""
    entries = {name: entry for name, (_, entry) in tracked.indexed(begun.repository, moved, begun.index).items()}
    late = [
        name
        for name, (before, now) in moved.items()
        if entries.get(name, "") != now and (name in begun.names or entries.get(name, "") == before)
    ]
    if late:
        run(begun.repository.top, "reset", "--quiet", *begun.asked(late), check=False, index=begun.index)


def _mended(left: Underway) -> Iterator[str]:
    """Bring what was cut off to its end: a commit that was made gets its index, files that were written get their commit."""
    repository, said = left.repository, left.said
    tip, here = Tip(said.get("commit", ""), said.get("branch", "")), tracked.tip(repository)
    left.sweep()
    title = (said.get("message", "").splitlines() or [""])[0]
    if here.commit != tip.commit:
        if left.holds_index():
            left.copy_index()
            moved = tracked.between(repository, tip.commit, here.commit)
            _catch_up(left, {name: entries for name, entries in moved.items() if name in left.names})
            left.publish()
    elif here == tip and (changes := left.written()) and not _staged(left, tip):
        left.unlock()
        if len(changes) == len(left.names):
            yield from _finished(left, changes, title)
        else:
            left.undo(changes)
            yield f"Undid what an earlier command that was cut off had begun to write: {title}."
    left.end()


def _staged(left: Underway, tip: Tip) -> bool:
    """Whether the person has staged these files since."""
    entries = {name: entry for name, (_, entry) in tracked.indexed(left.repository, left.names).items()}
    return entries != tracked.at(left.repository, tip.commit, left.names)


def _finished(left: Underway, changes: Changes, title: str) -> Iterator[str]:
    try:
        notes = _made(left.repository, changes, left.said["message"], (*left.said["author"],), left).notes
    except GitFailed as failure:
        yield f"Undid what an earlier command that was cut off had written ({title}): {failure.message}."
    else:
        yield f"Finished the commit of an earlier command that was cut off: {title}."
        yield from notes
