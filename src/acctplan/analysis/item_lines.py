"""The lines of a block that hold each of its items: equal lines say the same, so most old versions need not be parsed."""

from __future__ import annotations

from collections.abc import Mapping


def item_lines(block: str) -> Mapping[str, str]:
    """The lines of each item or field of a block, by its key. A key that is not found may still be there, written in another way.

    >>> item_lines("goals:\\n  a: {title: x}\\n  b:\\n    title: y\\n")
    {'a': '  a: {title: x}\\n', 'b': '  b:\\n    title: y\\n'}
    """
    parts: dict[str, list[str]] = {}
    depth = -1
    key = ""
    for line in block.splitlines(keepends=True)[1:]:
        words = line.lstrip(" ")
        if words.strip() and not words.startswith("#"):
            indent = len(line) - len(words)
            depth = indent if depth < 0 else depth
            if indent <= depth and ":" in words:
                key = words.partition(":")[0].strip(" \"'")
                parts[key] = []
        if key:
            parts[key].append(line)
    return {key: "".join(lines) for key, lines in parts.items()}
