"""The git repository around a book: where it lies, what its commits hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from acctplan.errors import GitFailed
from acctplan.named_tuple import NamedTuple
from acctplan.planfile.limits import FILE_BYTES

from .git_process import Begun, BlobReader, run


class Repository(NamedTuple):
    """A git repository that holds a book. `top` is the work tree's root, `prefix` the book's folder in it, ending in `/` or empty;
    `head` the commit at HEAD when it was found, None before the first one."""

    top: Path
    book: Path
    prefix: str
    common: Path
    own: Path
    shallow: bool
    head: str | None

    def hash_of(self, name: str) -> str | None:
        """Full hash of the commit a name stands for, if any. A name never reaches git where it expects an option."""
        if name.startswith(("-", ":")) or "@{" in name or not name.isprintable() or not name:
            return None
        done = run(self.book, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", check=False)
        found = done.stdout.decode().strip()
        return found if re.fullmatch(r"[0-9a-f]{40,64}", found) else None

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Contents of blobs by id, at once; of one over the limit of a file, as many bytes as say so.

        Raises GitFailed for an object the clone does not hold.
        """
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        found: dict[str, bytes] = {}
        for blob, size in zip(wanted, self._sizes(wanted), strict=True):
            if size is None:
                raise GitFailed(f"the clone does not hold object {blob[:12]}", "Fetch the whole history: git fetch --unshallow.")
            if size > FILE_BYTES:
                found[blob] = bytes(FILE_BYTES + 1)
        small = [blob for blob in wanted if blob not in found]
        output = run(self.book, "cat-file", "--batch", "--buffer", stdin="".join(f"{blob}\n" for blob in small).encode()).stdout
        offset = 0
        for blob in small:
            end = output.index(b"\n", offset)
            size = int(output[offset:end].split()[2])
            found[blob] = output[end + 1 : end + 1 + size]
            offset = end + 2 + size
        return found

    def _sizes(self, blobs: list[str]) -> list[int | None]:
        """How many bytes each object holds; None for one the clone lacks."""
        said = run(self.book, "cat-file", "--batch-check", "--buffer", stdin="".join(f"{blob}\n" for blob in blobs).encode()).stdout
        fields = [line.split() for line in said.splitlines()]
        return [int(line[2]) if len(line) == 3 else None for line in fields]

    @property
    def partial(self) -> bool:
        """Whether old versions may be missing here, to be fetched when git needs them."""
        try:
            said = (self.common / "config").read_bytes().lower()
        except OSError:
            return False
        return b"promisor" in said or b"partialclone" in said

    def reader(self) -> BlobReader:
        """A process that gives one blob after another."""
        return BlobReader(self.book)

    def objects(self) -> set[str]:
        """Ids of everything this clone holds; nothing is fetched."""
        output = run(self.book, "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)").stdout
        return set(output.decode().split())

    def tree(self, commit: str, *paths: str) -> dict[str, str]:
        """Regular files below the book's folder, or below these paths of it, at a commit: path relative to the book, to blob id."""
        return self.listed(self.tree_begun(commit, *paths))

    def tree_begun(self, commit: str, *paths: str) -> Begun:
        """Git at work on what `listed` reads."""
        where = [f"{self.prefix}{path}" for path in paths or ("",) if self.prefix or path]
        return Begun(self.top, "ls-tree", "-r", "-z", "--full-tree", commit, *(["--", *where] if where else []))

    def listed(self, begun: Begun) -> dict[str, str]:
        """Paths and blobs as `tree` has them."""
        found: dict[str, str] = {}
        for record in begun.pieces():
            meta, _, path = record.partition("\t")
            mode, _, blob = meta.split()
            if mode in ("100644", "100755"):
                found[path.removeprefix(self.prefix)] = blob
        return found


def blob_id(data: bytes, *, long: bool = False) -> str:
    """The name git gives these bytes; `long` in a repository of SHA-256."""
    from hashlib import sha1, sha256

    return (sha256 if long else sha1)(b"blob %d\0" % len(data) + data).hexdigest()


def identity(folder: Path) -> str:
    """The e-mail git would commit with in a folder, empty if none is set or git is not there."""
    named = os.environ.get("GIT_AUTHOR_EMAIL")
    if named:
        return named
    try:
        return run(folder, "config", "--get", "user.email", check=False).stdout.decode("utf-8", "replace").strip()
    except GitFailed:
        return ""


_WHERE = (
    "rev-parse", "--show-toplevel", "--show-prefix", "--git-common-dir", "--absolute-git-dir", "--is-shallow-repository", "--revs-only",
    "HEAD",
)  # fmt: skip


def asked_for(book: Path) -> Begun | GitFailed | None:
    """Git asked for the repository around a book, to be heard out by `discover`; why not, or None where there can be none."""
    if not any((folder / ".git").exists() for folder in (book, *book.parents)):
        return None
    if "\n" in str(book):
        return GitFailed("the name of the book's folder, or of one above it, holds a line break", "Rename that folder.")
    try:
        return Begun(book, *_WHERE)
    except GitFailed as failure:
        return failure


def discover(book: Path, asked: Begun | GitFailed | None = None) -> Repository | None:
    """The repository around a book, or None without one; what was `asked_for` already is heard out.

    Raises GitFailed where git refuses it (another owner's folder), or cannot name it on one line.
    """
    asked = asked or asked_for(book)
    if asked is None:
        return None
    try:
        if isinstance(asked, GitFailed):
            raise asked
        said = list(asked.pieces(b"\n"))
    except GitFailed as failure:
        if "not installed" in failure.message:
            return None
        if "dubious ownership" in failure.message:
            raise GitFailed(failure.message, f"If you trust its owner: git config --global --add safe.directory {book}") from None
        raise
    top, prefix, common, own, shallow, head = [*said[:6], *[""] * 6][:6]
    if not book.is_relative_to(top) or Path(top, prefix) != book:
        raise GitFailed(f"git's work tree is {top}, and this book is not in it", "Look at `git config core.worktree`.")
    return Repository(Path(top), book, prefix, (book / common).resolve(), Path(own), shallow == "true", head or None)
