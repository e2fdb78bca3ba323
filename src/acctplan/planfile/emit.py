"""Values to YAML text: plain where it reads back the same, double quotes where not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from acctplan.pattern import Pattern

from .events import Refused
from .scan import misread
from .tree import read_tree

_ODD = Pattern("[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]")
_FIELD = Pattern("[a-z][a-z0-9_]*")
WIDTH = 100
"""Columns that a list or an item on one line may take before it is written one below the other."""


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
        inside = ", ".join(emit_flow(item) for item in value)
        return f"[{' ' if inside.startswith('[') else ''}{inside}]"
    return "" if value is None else emit_scalar(str(value), flow=True)


def emit_entry(key: str, value: Any, indent: int, step: int = 2) -> str:
    """Lines of YAML for `key: value` in block style, without the last line ending."""
    pad = " " * indent
    name = emit_scalar(key)
    if isinstance(value, Mapping) and value:
        return f"{pad}{name}:\n{emit_fields(value, indent + step, step)}"
    if isinstance(value, (list, tuple)) and value:
        head = f"{pad}{name}:"
        flat = not any(isinstance(item, Mapping) or (isinstance(item, str) and " " in item) for item in value)
        line = f"{head} {emit_flow(value)}"
        return line if flat and len(line) <= WIDTH else f"{head}\n{emit_items(value, indent + step, step)}"
    if value is None or isinstance(value, (Mapping, list, tuple)):
        return f"{pad}{name}:" if value is None else f"{pad}{name}: {emit_flow(value)}"
    return f"{pad}{name}: {emit_text(str(value), indent + step)}"


def emit_fields(fields: Mapping[str, Any], indent: int, step: int) -> str:
    """Lines of a block mapping, without the last line ending."""
    return "\n".join(emit_entry(str(key), item, indent, step) for key, item in fields.items())


def emit_items(values: Iterable[Any], indent: int, step: int) -> str:
    """Lines of a block list, without the last line ending."""
    return "\n".join(emit_item(item, indent, step) for item in values)


def emit_item(value: Any, indent: int, step: int = 2, *, block: bool = True) -> str:
    """Lines of one item of a block list, without the last line ending; `block` writes its fields one below the other."""
    pad = " " * indent
    if isinstance(value, Mapping) and value and block and _FIELD.fullmatch(next(iter(value))):
        return f"{pad}- {emit_fields(value, indent + 2, step).lstrip(' ')}"
    if isinstance(value, (Mapping, list, tuple)):
        return f"{pad}- {emit_flow(value)}"
    return f"{pad}-" if value is None else f"{pad}- {emit_text(str(value), indent + 2)}"


def emit_text(text: str, indent: int) -> str:
    """A scalar for a block context: several lines become a block scalar where that reads back the same."""
    if "\n" in text.strip("\n"):
        keep = "" if text.endswith("\n") else "-"
        pad = " " * indent
        block = f"|{keep}\n" + "\n".join(pad + line if line else "" for line in text.removesuffix("\n").split("\n"))
        if reads_back(block, text):
            return block
    return emit_scalar(text)
