"""A JSON object of a plan's fields, read strictly: every value as the text a plan holds, every refusal with its place."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern
from acctplan.planfile.limits import DEPTH, FILE_BYTES, NODES

_PLAIN = Pattern(r"[\w-]+")
_OBJECT = "Give an object of a plan's fields."


class _Pairs(NamedTuple):
    """An object as written, twice-named keys and all."""

    pairs: list[tuple[str, Any]]


class _NoNumber(NamedTuple):
    """NaN or an infinity, which are no JSON."""

    word: str


def read_fields(file: str) -> dict[str, Any]:
    """The object of a JSON file, - being stdin: objects, lists and text; null is None, numbers keep their digits.

    Raises ValueRefused for what is no JSON object, for a key written twice, NaN, and what is too large or too deep.
    """
    data = _bytes_of(file)
    name = name_of(file)
    if len(data) > FILE_BYTES:
        raise ValueRefused(f"{name} is larger than {FILE_BYTES // 1024} KiB", "Give fewer fields at a time.")
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=_NoNumber)
    except json.JSONDecodeError as error:
        raise ValueRefused(f"{name}:{error.lineno}:{error.colno}: this is no JSON", _OBJECT) from None
    except RecursionError:
        raise _too_deep(name, "$") from None
    except (UnicodeDecodeError, ValueError):
        raise ValueRefused(f"{name}:1:1: this is no JSON", "Give an object of a plan's fields, in UTF-8.") from None
    if not isinstance(found, _Pairs):
        raise ValueRefused(f"{name}: the JSON is no object", _OBJECT)
    fields = _Reading(name).value(found, "$", 0)
    assert isinstance(fields, dict)
    return fields


def name_of(file: str) -> str:
    """What messages call the file."""
    return "stdin" if file == "-" else file[-80:]


def step_in(place: str, key: str) -> str:
    """The place of a key in the object at a place: `$.goals.rosters`, or in brackets where the key is a number or no plain word."""
    if key.isdigit():
        return f"{place}[{key}]"
    return f"{place}.{key}" if _PLAIN.fullmatch(key) else f"{place}[{json.dumps(key, ensure_ascii=False)[:60]}]"


def _bytes_of(file: str) -> bytes:
    from acctplan.store import files

    if file == "-":
        data: bytes | None = sys.stdin.buffer.read(FILE_BYTES + 1)
        sys.stdin = io.TextIOWrapper(io.BytesIO(data or b""), "utf-8")  # a command that is asked anew reads it again
    else:
        data = files.read(Path(file))
    if data is None:
        raise ValueRefused(f"there is no file {file}", "Name a JSON file, or - for stdin.")
    return data


def _too_deep(name: str, place: str) -> ValueRefused:
    return ValueRefused(f"{name}: {place} is nested more than {DEPTH} deep", "Flatten it.")


class _Reading:
    """One walk over what the parser gave; counts the values."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0

    def value(self, found: Any, place: str, depth: int) -> Any:
        """The value in a plan's terms."""
        self.count += 1
        if self.count > NODES:
            raise ValueRefused(f"{self.name} holds more than {NODES:,} values", "Give fewer fields at a time.")
        if depth > DEPTH:
            raise _too_deep(self.name, place[:80])
        if isinstance(found, _NoNumber):
            raise ValueRefused(f"{self.name}: {place} is {found.word}, which is no JSON", "Give a number in digits, or null.")
        if isinstance(found, _Pairs):
            return self.object(found.pairs, place, depth)
        if isinstance(found, list):
            return [self.value(item, f"{place}[{index}]", depth + 1) for index, item in enumerate(found)]
        if isinstance(found, bool):
            return "true" if found else "false"
        return found

    def object(self, pairs: list[tuple[str, Any]], place: str, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for key, item in pairs:
            inner = step_in(place, key)
            if key in fields:
                raise ValueRefused(f"{self.name}: {inner} is written twice", "Keep one.")
            fields[key] = self.value(item, inner, depth + 1)
        return fields
