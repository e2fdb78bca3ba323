"""What a run says, kept small while it is said, to be said again."""

from __future__ import annotations

import zlib
from binascii import a2b_base64, b2a_base64
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import Any

_MOST = 24 * 2**20
"""Bytes of a compressed text that is kept: with what JSON adds it stays below the largest answer that is kept."""
_CHUNK = 1 << 14
"""Compressed bytes that are opened at once, some 100 KiB of text."""


class Recording:
    """What a run says, in order, each with its format and where it goes; neither for a line beside the data."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, str]] = []
        self.whole = True

    def heard(self, name: str, pieces: Iterable[str], target: str) -> Iterator[str]:
        """The same pieces, kept once the last of them is taken; a text that is too long is not, nor the rest of the run."""
        packer, packed = zlib.compressobj(1), bytearray()
        for piece in pieces:
            if len(packed) <= _MOST:
                packed += packer.compress(piece.encode("utf-8", "surrogatepass"))
            yield piece
        packed += packer.flush()
        self.whole = self.whole and len(packed) <= _MOST
        if self.whole:
            self.said.append((name, b2a_base64(packed, newline=False).decode("ascii"), target))

    def note(self, line: str) -> None:
        """Keep a line beside the data."""
        self.said.append(("", line, ""))

    def answer(self, code: int) -> dict[str, Any]:
        """What was said, with the exit code, as it is kept."""
        return {"said": self.said, "code": code}


def said_again(kept: str) -> Iterator[str]:
    """The pieces of a text that was kept."""
    opener, reader, packed = zlib.decompressobj(), getincrementaldecoder("utf-8")("surrogatepass"), a2b_base64(kept)
    for start in range(0, len(packed), _CHUNK):
        yield reader.decode(opener.decompress(packed[start : start + _CHUNK]))
    yield reader.decode(opener.flush(), final=True)
