"""Commits of exactly our paths, through the git binary: hooks, signing and identity are the person's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from acctplan.errors import GitFailed, WriteConflict

from . import files
from .git import Repository, run

_SECONDS = 10
_UNDER_WAY = {
    "MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert", "rebase-merge": "rebase",
    "rebase-apply": "rebase", "BISECT_LOG": "bisect",
}  # fmt: skip


@contextmanager
def lock(repository: Repository | None) -> Iterator[None]:
    """One writer at a time in one repository; raises WriteConflict after ten seconds of waiting."""
    if repository is None:
        yield
        return
    from filelock import FileLock, Timeout

    try:
        with FileLock(repository.common / "acctplan.lock", timeout=_SECONDS):
            yield
    except Timeout:
        raise WriteConflict("another acctplan command is writing to this book", "Try again when it has ended.") from None


def refuse_unsafe(repository: Repository, paths: Mapping[Path, bytes | None]) -> None:
    """Raise WriteConflict unless a commit of these paths would hold our change and nothing of the person's.

    `paths` maps each file to the bytes it holds now.
    """
    for mark, work in _UNDER_WAY.items():
        if (repository.own / mark).exists():
            raise WriteConflict(f"a {work} is in progress in this repository", f"Finish or abort the {work} first.")
    held = repository.own / "index.lock"
    if held.exists():
        raise WriteConflict(f"git's index is locked: {held}", "End the other git command, or delete the lock if none runs.")
    for path, now in paths.items():
        name = path.relative_to(repository.top).as_posix()
        if repository.head is None:
            staged = run(repository.top, "ls-files", "--cached", "-z", "--", name).stdout
            dirty = bool(staged) or now is not None
        else:
            dirty = run(repository.top, "diff-index", "--quiet", "HEAD", "--", name, check=False).returncode != 0 and _differs(
                repository, name, now
            )
            tracked = bool(run(repository.top, "ls-files", "--cached", "-z", "--", name).stdout)
            dirty = dirty or (now is not None and not tracked)
        if dirty:
            raise WriteConflict(f"{name} holds changes that are not committed", "Commit or undo them, or leave out --commit.")


def _differs(repository: Repository, name: str, now: bytes | None) -> bool:
    """Whether git would commit other bytes than HEAD's: a stale index alone is no difference."""
    staged = run(repository.top, "diff-index", "--cached", "--quiet", "HEAD", "--", name, check=False).returncode != 0
    if staged or now is None:
        return True
    ours = run(repository.top, "hash-object", "--stdin", f"--path={name}", stdin=now).stdout.decode().strip()
    theirs = (
        run(repository.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"HEAD:{name}", check=False).stdout.decode().strip()
    )
    return ours != theirs


def commit(repository: Repository, paths: Mapping[Path, bytes | None], message: str) -> str:
    """Commit what these paths hold now, and nothing else; the commit's hash.

    `paths` maps each file to its bytes before our change: if git says no, files and index are put back and GitFailed is raised.
    """
    names = [path.relative_to(repository.top).as_posix() for path in paths]
    fresh = [name for name, before in zip(names, paths.values(), strict=True) if before is None]
    try:
        if fresh:
            run(repository.top, "add", "--intent-to-add", "--", *fresh)
        run(repository.top, "commit", "--quiet", "--only", "-F", "-", "--", *names, stdin=message.encode(), safe=False)
    except GitFailed as failure:
        _undo(repository, paths, fresh)
        raise GitFailed(f"git did not commit: {failure.message}", "The files are as they were before.") from None
    return run(repository.top, "rev-parse", "HEAD").stdout.decode().strip()


def _undo(repository: Repository, paths: Mapping[Path, bytes | None], fresh: list[str]) -> None:
    for path, before in paths.items():
        if before is not None:
            files.write(path, before, files.read(path))
        else:
            path.unlink(missing_ok=True)
    if fresh:
        run(repository.top, "rm", "--cached", "--quiet", "--force", "--", *fresh, check=False)
