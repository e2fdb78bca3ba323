"""Front matter and body: where one ends and the other begins."""

from __future__ import annotations

from acctplan.model.finding import Fault, Position
from acctplan.named_tuple import NamedTuple

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
    first = _bare(text.partition("\n")[0]).removeprefix(BOM)
    if first != FENCE:
        return _no_opening(first, text)
    start = text.find("\n") + 1 or len(text) + 1
    end = _closing(text, start)
    if end < 0:
        return _no_closing(text.split("\n"))
    if end - start > FRONT_CHARACTERS:
        message = "The fields are over 256 KiB. Move long text below the second ---, or out of the plan."
        return Fault("AP111", message, at=Position())
    below = text.find("\n", end) + 1
    return Halves(text[start:end], text[below:] if below else "", start, end)


def _closing(text: str, start: int) -> int:
    """Where the first line of exactly --- begins from here on; -1 for none."""
    found = start if text.startswith(FENCE, start) else text.find(f"\n{FENCE}", start) + 1
    while found > 0:
        line = text[found : (text.find("\n", found) + 1 or len(text) + 1) - 1]
        if _bare(line) == FENCE:
            return found
        found = text.find(f"\n{FENCE}", found) + 1
    return -1


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
