"""Values to YAML text: plain where it reads back the same, double quotes where not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from acctplan.pattern import Pattern

from .events import Refused
from .scan import misread
from .tree import read_tree

_ODD = Pattern("[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]")
_WIDTH = 100


def reads_back(source: str, value: Any) -> bool:
    """Whether `k: source` means exactly the value, to a parser and to our own scan."""
    text = f"k: {source}\n"
    if next(misread(text), None) is not None:
        return False
    try:
        tree, faults = read_tree(text)
    except Refused:
        return False
    return not faults and bool(tree == {"k": value})


def quoted(text: str) -> str:
    """The text in double quotes, with everything invisible escaped."""
    return _ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", json.dumps(text, ensure_ascii=False))


def emit_scalar(text: str, *, flow: bool = False, style: str = "") -> str:
    """One line of YAML for a text; `style` is the quote it had before, kept where it can hold the text."""
    if style == "'" and not _ODD.search(text):
        return "'" + text.replace("'", "''") + "'"
    if style == '"' or not text or text != text.strip() or _ODD.search(text):
        return quoted(text)
    if flow:
        return text if reads_back("{x: " + text + "}", {"x": text}) and reads_back(f"[{text}]", [text]) else quoted(text)
    return text if reads_back(text, text) else quoted(text)


def emit_flow(value: Any) -> str:
    """One line of YAML in flow style."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{emit_scalar(key, flow=True)}: {emit_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(emit_flow(item) for item in value) + "]"
    return "" if value is None else emit_scalar(str(value), flow=True)


def emit_entry(key: str, value: Any, indent: int, step: int = 2) -> str:
    """Lines of YAML for `key: value` in block style, without the last line ending."""
    pad = " " * indent
    name = emit_scalar(key)
    if isinstance(value, Mapping) and value:
        inner = "\n".join(emit_entry(str(sub), item, indent + step, step) for sub, item in value.items())
        return f"{pad}{name}:\n{inner}"
    if isinstance(value, (list, tuple)):
        return f"{pad}{name}: {_emit_list(value, indent, step)}".rstrip()
    if value is None:
        return f"{pad}{name}:"
    return f"{pad}{name}: {emit_text(str(value), indent + step)}"


def _emit_list(values: list[Any] | tuple[Any, ...], indent: int, step: int) -> str:
    line = emit_flow(values)
    if len(line) + indent <= _WIDTH and not any(isinstance(item, Mapping) for item in values):
        return line
    pad = "\n" + " " * (indent + step) + "- "
    return pad + pad.join(emit_flow(item) if isinstance(item, Mapping) else emit_scalar(str(item)) for item in values)


def emit_text(text: str, indent: int) -> str:
    """A scalar for a block context: several lines become a block scalar where that reads back the same."""
    if "\n" in text.strip("\n"):
        keep = "" if text.endswith("\n") else "-"
        pad = " " * indent
        block = f"|{keep}\n" + "\n".join(pad + line if line else "" for line in text.removesuffix("\n").split("\n"))
        if reads_back(block, text):
            return block
    return emit_scalar(text)
