"""What a book holds, as one digest: two books of the same digest give the same answers on the same day.

A content is known by its bytes or by git's name for them. Git's word is taken only where git compares the file itself: a file
that is changed, unknown, hidden from git or filtered on the way is read.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from acctplan.errors import AcctplanError

from . import files
from .git import Repository
from .git_process import run
from .root import CONTACTS, FACTS, PLANS, PLAYBOOKS, SETTINGS, SYNCED, TEAM, TEMPLATES

EXACT = ("-c", "core.trustctime=true", "-c", "core.checkStat=default", "-c", "core.ignoreStat=false")
FOLDERS = {PLANS: ".md", FACTS: ".yaml", TEMPLATES: ".md", PLAYBOOKS: ".yaml"}
FILES = (SETTINGS, TEAM, CONTACTS)
_ALIKE = (b"H 100644 ", b"H 100755 ")
_FILTERS = (b"text", b"eol", b"crlf", b"filter", b"ident", b"working-tree-encoding")
_LAST = b"\xff"
_LARGE = 2**24


def digest_of(book: Path, repository: Repository | None, accounts: Iterable[str] | None = None, listing: bytes | None = None) -> str | None:
    """The digest of a book in its work tree, or of these accounts in it; None where it cannot be told.

    Everything a command may read counts: plans, facts, settings, team, templates, playbooks, whether git has the contacts, the commit at
    HEAD, and what bends history. `listing` is the one of `listing_of`, without which files are read.
    """
    return _digested(blake2b(digest_size=20), _parts(book, repository, accounts, listing))


def listing_of(repository: Repository) -> bytes | None:
    """Files of the book as git's index has them, then those that differ from it.

    None where git would run a filter to tell, or where nobody can say whether it would.
    """
    try:
        if filtered(repository):
            return None
    except OSError:
        return None
    return run(repository.top, *EXACT, "ls-files", "-v", "-s", "-c", "-m", "-o", "-z", "--", *_where(repository)).stdout


def _where(repository: Repository) -> list[str]:
    return [f"{repository.prefix}{name}" for name in (*FOLDERS, *FILES)]


def ground_of(book: Path, repository: Repository, commit: str) -> str | None:
    """The digest of what rules go by beside a plan's own files: settings, team, templates, and history up to a commit.

    None where it cannot be told, or where the clone may come to hold more of that history.
    """
    if repository.partial:
        return None
    digest = blake2b(repository.prefix.encode("utf-8", "surrogateescape"), digest_size=20)
    return _digested(digest, (part for parts in (_beside(book), _bends(repository, commit)) for part in parts))


def names_of(repository: Repository) -> str:
    """Branches, tags and the like with what they stand for, as one digest."""
    listed = run(repository.top, "for-each-ref", "--format=%(refname) %(objectname)").stdout
    return blake2b(listed, digest_size=20).hexdigest()


def _digested(digest: blake2b, parts: Iterable[bytes]) -> str | None:
    try:
        for part in parts:
            digest.update(part)
            digest.update(_LAST)
    except (AcctplanError, OSError):
        return None
    return digest.hexdigest()


class _Untold(AcctplanError):
    """Something lies in the book whose content git and we do not see alike."""


def _parts(book: Path, repository: Repository | None, accounts: Iterable[str] | None, listing: bytes | None) -> Iterator[bytes]:
    yield from _beside(book)
    if repository is not None:
        yield from _bends(repository, repository.head or "")
    if accounts is not None:
        yield from _some(book, set(accounts))
    elif repository is None or listing is None:
        yield from _read(path for folder, suffix in ((PLANS, ".md"), (FACTS, ".yaml")) for path in files.walk(book / folder, suffix))
        if repository is not None:
            yield run(repository.top, *EXACT, "ls-files", "-s", "-z", "--", f"{repository.prefix}{CONTACTS}").stdout
            yield _content(files.below(book, CONTACTS))
    else:
        yield from _listed(repository, listing)


def _beside(book: Path) -> Iterator[bytes]:
    for name in (SETTINGS, TEAM, SYNCED):
        yield _content(files.below(book, name))
    yield from _read(path for folder, suffix in ((TEMPLATES, ".md"), (PLAYBOOKS, ".yaml")) for path in files.walk(book / folder, suffix))


def _bends(repository: Repository, commit: str) -> Iterator[bytes]:
    """What decides how history reads: the commit it ends at, who is who, what is left out."""
    yield commit.encode()
    own, common = repository.own, repository.common
    for path in (
        repository.top / ".mailmap", repository.top / ".git-blame-ignore-revs", common / "shallow", common / "info" / "grafts",
        common / "config", own / "config.worktree", own / "info" / "sparse-checkout", *_personal(),
    ):  # fmt: skip
        yield _content(path, linked=True)


def _personal() -> Iterator[Path]:
    """The person's git settings, which say whose e-mail is whose."""
    said = os.environ.get("GIT_CONFIG_GLOBAL")
    if said:
        yield Path(said)
        return
    home = Path(os.environ.get("HOME", ""))
    yield home / ".gitconfig"
    yield Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config", "git", "config")


def _some(book: Path, accounts: set[str]) -> Iterator[bytes]:
    """Which plans there are, and the bytes of the wanted ones with their facts."""
    for folder, suffix in ((PLANS, ".md"), (FACTS, ".yaml")):
        for path in files.names(files.below(book, folder), suffix):
            yield os.fsencode(path)
            if path[path.rfind(os.sep) + 1 : -len(suffix)] in accounts:
                yield _content(Path(path))


def _read(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        yield from (os.fsencode(path), _content(path))


def _listed(repository: Repository, listing: bytes) -> Iterator[bytes]:
    """Names and contents as git's index has them; what differs from it is read. What lies beside plans and facts was read before."""
    yield listing
    ours = tuple(os.fsencode(f"{repository.prefix}{name}") for name in (PLANS, FACTS, CONTACTS))
    for record in listing.split(b"\0"):
        if not record or record.startswith(_ALIKE):
            continue
        path = record[2:] if record.startswith(b"? ") else record.partition(b"\t")[2]
        if not path.startswith(ours):
            continue
        if record.startswith(b"S ") or path.endswith(b"/"):
            raise _Untold(os.fsdecode(path))
        yield _content(repository.top / os.fsdecode(path))


def _content(path: Path, *, linked: bool = False) -> bytes:
    """A file's bytes as a digest, or that there is none. Raises FileRefused, OSError."""
    if linked and path.is_file():
        return blake2b(_beginning(path), digest_size=20).digest()
    data = None if linked else files.read(path)
    return b"" if data is None else blake2b(data, digest_size=20).digest()


def _beginning(path: Path) -> bytes:
    """A file of git's own; raises OSError for one too large to be that."""
    with path.open("rb") as file:
        data = file.read(_LARGE + 1)
    if len(data) > _LARGE:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data


def filtered(repository: Repository) -> bool:
    """Whether git may turn a file's bytes into others on the way in or out."""
    attributes = [repository.top / ".gitattributes", repository.common / "info" / "attributes", repository.book / ".gitattributes"]
    attributes += [repository.book / folder / ".gitattributes" for folder in (PLANS, FACTS)]
    said = b" ".join(_beginning(path) for path in attributes if path.is_file())
    return _configured(repository) or any(word in said for word in _FILTERS)


def _configured(repository: Repository) -> bool:
    """Whether settings do so, or the repository's own name a filter: comparing a file could run it, wherever its attribute stands."""
    keys = r"^(core\.(autocrlf|attributesfile|eol)|filter\..*)$"
    listed = run(repository.book, "config", "--show-scope", "--name-only", "-z", "--get-regexp", keys, check=False).stdout.split(b"\0")
    return any(
        key.startswith(b"core.") or scope not in (b"global", b"system") for scope, key in zip(listed[::2], listed[1::2], strict=False)
    )
