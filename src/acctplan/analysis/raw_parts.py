"""The lines of a plan's text that hold a block or an item: equal lines say the same, so most old versions need not be parsed."""

from __future__ import annotations

from collections.abc import Mapping


def raw_parts(data: str, block: str) -> Mapping[str, str] | None:
    """The lines of each item or field of a block by its key, and under the empty key those of the whole block.

    None where the block is not found at the start of a line. A key that is not found may still be there, written in another way.
    """
    start = data.find(f"\n{block}:") + 1
    if not start:
        return None
    whole = data[start : _end(data, start)]
    parts = {"": whole}
    depth = -1
    key = ""
    for line in whole.splitlines(keepends=True)[1:]:
        words = line.lstrip(" ")
        if words.strip() and not words.startswith("#"):
            indent = len(line) - len(words)
            depth = indent if depth < 0 else depth
            if indent <= depth and ":" in words:
                key = words.partition(":")[0].strip(" \"'")
                parts[key] = ""
        if key:
            parts[key] += line
    return parts


def _end(data: str, start: int) -> int:
    """Where the block that starts there ends: at the next line that is neither indented, blank, a comment nor an entry of a list."""
    at = data.find("\n", start)
    while at >= 0:
        if data[at + 1 : at + 2] not in " \t\r\n#-" or data.startswith("---", at + 1):
            return at + 1
        at = data.find("\n", at + 1)
    return len(data)
