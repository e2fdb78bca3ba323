"""Bytes of a plan file to text, or the one fault that says why not."""

from __future__ import annotations

from acctplan.model.finding import Fault, Position

from .limits import FILE_BYTES

_LFS = b"version https://git-lfs.github.com/spec/"
_LOCKED = (
    b"\x00GITCRYPT\x00",
    b"age-encryption.org/",
    b"-----BEGIN PGP MESSAGE-----",
    b"-----BEGIN AGE ENCRYPTED FILE-----",
)


def decode(data: bytes, most: int = FILE_BYTES) -> str | Fault:
    """The text of a file, line endings and byte order mark kept; a Fault if it has more than `most` bytes, is locked or not UTF-8."""
    if len(data) > most:
        size = f"{most // FILE_BYTES} MiB"
        return Fault("AP111", f"The file is over {size}, the most that is read. Move what does not belong here elsewhere.", at=Position())
    if data.startswith(_LFS):
        return Fault("AP113", "This is a Git LFS pointer, not the plan. Run `git lfs pull`.", at=Position())
    if data.startswith(_LOCKED):
        return Fault("AP116", "The file is still encrypted. Unlock the repository, then try again.", at=Position())
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        message = f"Byte {error.start} is not UTF-8. Save the file as UTF-8."
        return Fault("AP115", message, at=Position(line, column))
