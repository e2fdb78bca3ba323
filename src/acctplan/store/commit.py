"""Commits of exactly our paths, through the git binary: hooks, signing and identity are the person's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from acctplan.errors import GitFailed, WriteConflict

from . import files
from .git import Repository, lines_of, run

_SECONDS = 10
_MOST_LINES, _MOST_CHARACTERS = 12, 200
_UNDER_WAY = {
    "MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert", "rebase-merge": "rebase",
    "rebase-apply": "rebase", "BISECT_LOG": "bisect",
}  # fmt: skip


class Committed(NamedTuple):
    """A commit that was made; `notes` say what the person may not expect of it."""

    hash: str
    notes: tuple[str, ...] = ()


@contextmanager
def lock(repository: Repository | None) -> Iterator[None]:
    """One writer at a time in one repository; raises WriteConflict after ten seconds of waiting."""
    if repository is None:
        yield
        return
    from filelock import FileLock, Timeout

    held = FileLock(repository.common / "acctplan.lock", timeout=_SECONDS)
    try:
        held.acquire()
    except Timeout:
        raise WriteConflict("another acctplan command is writing to this book", "Try again when it has ended.") from None
    except OSError as error:
        why = (error.strerror or "refused").lower()
        raise GitFailed(f"{repository.common} cannot be written: {why}", "Check its permissions.") from None
    try:
        yield
    finally:
        held.release()


def refuse_unsafe(repository: Repository, paths: Mapping[Path, bytes | None]) -> None:
    """Raise WriteConflict unless a commit of these paths would hold our change and nothing of the person's.

    `paths` maps each file to the bytes it holds now.
    """
    for mark, work in _UNDER_WAY.items():
        if (repository.own / mark).exists():
            raise WriteConflict(f"a {work} is in progress in this repository", f"Finish or abort the {work} first.")
    held = repository.own / "index.lock"
    if held.exists():
        since = datetime.fromtimestamp(held.stat().st_mtime).strftime("%Y-%m-%d %H:%M")
        raise WriteConflict(f"git's index is locked since {since}: {held}", "End the other git command, or delete the lock if none runs.")
    for path, now in paths.items():
        name = path.relative_to(repository.top).as_posix()
        if _changed(repository, name, now):
            raise WriteConflict(f"{name} holds changes that are not committed", "Commit or undo them, or leave out --commit.")


def _changed(repository: Repository, name: str, now: bytes | None) -> bool:
    """Whether HEAD, the index and the file differ in any way that git would commit, be it hidden from `git status`."""
    tag, *entry = _fields(run(repository.top, "ls-files", "--stage", "-v", "-z", "--", name).stdout) or [""]
    mode, _, blob = _fields(run(repository.top, "ls-tree", "HEAD", "--", name, check=False).stdout) or ["", "", ""]
    if not entry and not mode and now is None:
        return False
    if now is None or entry != [mode, blob, "0"]:
        return True
    seen = _fields(run(repository.top, "diff-index", "HEAD", "--", name).stdout.lstrip(b":"))
    if tag == "H" and not seen:
        return False
    ours = run(repository.top, "hash-object", "--stdin", f"--path={name}", stdin=now).stdout.decode().strip()
    return ours != blob or (bool(seen) and seen[0] != seen[1])


def _fields(record: bytes) -> list[str]:
    """What stands before the path in the first line of git's plumbing; nothing where it gave no line."""
    return record.partition(b"\t")[0].decode().split() if b"\t" in record else []


def commit(repository: Repository, paths: Mapping[Path, bytes | None], message: str) -> Committed:
    """Commit what these paths hold now, and nothing else.

    `paths` maps each file to its bytes before our change: if git says no, files and index are put back and GitFailed is raised.
    """
    names = [path.relative_to(repository.top).as_posix() for path in paths]
    fresh = [name for name, before in zip(names, paths.values(), strict=True) if before is None]
    written = {path: files.read(path) for path in paths}
    tip, _ = _tip(repository)
    try:
        if fresh:
            _git(repository, ("add", "--intent-to-add", "--", *fresh))
        _git(repository, ("commit", "--quiet", "--only", "-F", "-", "--", *names), message.encode("utf-8", "replace"))
    except BaseException as trouble:
        if not _stands(repository, tip, names):
            _undo(repository, paths, fresh)
            raise
        if not isinstance(trouble, GitFailed):
            raise
        return Committed(
            _tip(repository)[0],
            (f"{trouble.message.removeprefix('git did not commit: ')}, but the commit was made.", *_surprises(repository, names, written)),
        )
    return Committed(_tip(repository)[0], tuple(_surprises(repository, names, written)))


def _git(repository: Repository, arguments: tuple[str, ...], stdin: bytes = b"") -> None:
    """Run git as the person would. Raises GitFailed with its words, and those of its hooks."""
    hint = "The files are as they were before."
    try:
        done = run(repository.top, *arguments, stdin=stdin, safe=False, check=False)
    except GitFailed as failure:
        raise GitFailed(f"git did not commit: {failure.message}", f"{failure.hint} {hint}") from None
    if done.returncode:
        said = [line[:_MOST_CHARACTERS] for line in lines_of(done.stderr)] or [f"git {arguments[0]} failed"]
        more = [*said[1:_MOST_LINES], *(["…"] if len(said) > _MOST_LINES else [])]
        raise GitFailed(f"git did not commit: {said[0]}", hint, more)


def _tip(repository: Repository) -> tuple[str, str]:
    """The commit and the branch at HEAD, either empty where there is none."""
    commit = run(repository.top, "rev-parse", "--verify", "--quiet", "HEAD", check=False).stdout.decode().strip()
    branch = run(repository.top, "symbolic-ref", "--quiet", "HEAD", check=False).stdout.decode("utf-8", "replace").strip()
    return commit, branch


def _paths_of(repository: Repository, commit: str) -> list[str]:
    output = run(repository.top, "diff-tree", "-r", "-z", "--root", "--no-commit-id", "--name-only", commit).stdout
    return [name for name in output.decode("utf-8", "surrogateescape").split("\0") if name]


def _stands(repository: Repository, tip: str, names: list[str]) -> bool:
    """Whether our commit was made although git ended badly, as after a hook that ran when all was done."""
    now, _ = _tip(repository)
    return now != tip and set(names) <= set(_paths_of(repository, now))


def _surprises(repository: Repository, names: list[str], written: Mapping[Path, bytes | None]) -> Iterator[str]:
    """What the person may not expect of the commit. Where a hook put other bytes in, the index is made to agree with them."""
    commit, branch = _tip(repository)
    others = [name for name in _paths_of(repository, commit) if name not in names]
    if others:
        yield f"A hook also committed {', '.join(others[:5])}{' and more' if len(others) > 5 else ''}."
    if run(repository.top, "diff-index", "--cached", "--quiet", "HEAD", "--", *names, check=False).returncode:
        run(repository.top, "reset", "--quiet", "HEAD", "--", *names, check=False)
    for path, data in written.items():
        if files.read(path) != data:
            yield f"A hook changed {path.name}."
    if not branch:
        yield f"Commit {commit[:8]} is on no branch. Keep it: git switch -c NAME."


def _undo(repository: Repository, paths: Mapping[Path, bytes | None], fresh: list[str]) -> None:
    for path, before in paths.items():
        if before is not None:
            files.write(path, before, files.read(path))
        else:
            path.unlink(missing_ok=True)
    if fresh:
        run(repository.top, "rm", "--cached", "--quiet", "--force", "--", *fresh, check=False)
