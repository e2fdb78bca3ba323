"""Front matter and body: where one ends and the other begins."""

from __future__ import annotations

from typing import NamedTuple

from acctplan.model.finding import Fault, Position

from .limits import FRONT_CHARACTERS

BOM = "\ufeff"
FENCE = "---"


class Halves(NamedTuple):
    """The front matter without its fences and the body after them; `start` and `end` are its character offsets."""

    front: str
    body: str
    start: int
    end: int


def _bare(line: str) -> str:
    return line.rstrip("\r\n")


def split(text: str) -> Halves | Fault:
    """The two halves of a plan's text, or the fault that says which fence is missing.

    Fences are lines of exactly `---`; the first must open the file, save for a byte order mark.
    """
    lines = text.split("\n")
    first = _bare(lines[0]).removeprefix(BOM)
    if first != FENCE:
        return _no_opening(first, text)
    start = offset = len(lines[0]) + 1
    for line in lines[1:]:
        if _bare(line) == FENCE:
            if offset - start > FRONT_CHARACTERS:
                message = "The fields are over 256 KiB. Move long text below the second ---, or out of the plan."
                return Fault("AP111", message, at=Position())
            return Halves(text[start:offset], text[offset + len(line) + 1 :], start, offset)
        offset += len(line) + 1
    return _no_closing(lines)


def _no_opening(first: str, text: str) -> Fault:
    if not text.strip(BOM + " \t\r\n"):
        return Fault("AP100", "The file is empty. A plan starts with a line of exactly ---.", at=Position())
    if first.strip() == FENCE:
        return Fault("AP100", "The first line holds spaces beside ---. Make it exactly ---.", at=Position())
    return Fault("AP100", "The plan does not start with a line of exactly ---. Add it above the first field.", at=Position())


def _no_closing(lines: list[str]) -> Fault:
    for number, line in enumerate(lines[1:], 2):
        if line.strip() == FENCE:
            return Fault(
                "AP100",
                f"Line {number} should close the fields but holds spaces. Make it exactly ---.",
                at=Position(number),
            )
    return Fault("AP100", "The fields are not closed. Add a line of exactly --- below the last one.", at=Position(1))
