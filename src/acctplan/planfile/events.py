"""YAML text to events: the C parser first; what it refuses, the pure parser judges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from acctplan.model.finding import Fault, Position
from acctplan.pattern import Pattern

_UNLIKE = Pattern("[\x85\u2028\u2029\ufeff]|\r(?!\n)")
_LONE_RETURN = Pattern("\r(?!\n)")


class Refused(Exception):
    """The text is no plan's front matter; holds the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Unfit(YAMLError):
    """A character that no parser takes; `line` counts from 0."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


def position_of(mark: Any) -> Position:
    """Position inside the text that was parsed, from a parser's mark."""
    return Position(mark.line + 1, mark.column + 1) if mark is not None else Position()


def odd(text: str) -> bool:
    """Whether a text holds a character that parsers and editors do not take alike."""
    return not (text.isascii() and "\r" not in text) and bool(_UNLIKE.search(text))


def fast(text: str) -> Iterator[Any]:
    """Events of the C parser. Raises YAMLError on what it refuses; ImportError where it is not installed.

    It ends a line at characters that no editor shows as a line's end, and passes over a byte order mark inside the
    text: a field could hide behind a comment. Text that holds one of them is the pure parser's to judge.
    """
    from _ruamel_yaml import CParser

    if odd(text):
        raise YAMLError()
    return iter(CParser(text).get_event, None)


def pure(text: str) -> Iterator[Any]:
    """Events of the pure parser. Raises YAMLError on what it refuses, and on a carriage return alone: it ends no line here."""
    from ruamel.yaml import YAML

    lone = _LONE_RETURN.search(text)
    if lone:
        raise Unfit(text.count("\n", 0, lone.start()))
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except ReaderError as error:
        raise Unfit(text.count("\n", 0, error.position)) from None
    except (AssertionError, ValueError, AttributeError, IndexError) as error:  # ruamel asserts on directives, for one
        raise YAMLError() from error


def fault_of(error: YAMLError) -> Fault:
    """What a parser's refusal means, in plain words, at its place."""
    if isinstance(error, MarkedYAMLError):
        opened = error.context_mark if (error.context or "").startswith(_BLAME_THE_OPENING) else None
        return Fault("AP100", _plain_words(error.problem or error.context or ""), at=position_of(opened or error.problem_mark))
    if isinstance(error, Unfit):
        return Fault("AP100", "A character here cannot stand in a plan. Remove it.", at=Position(error.line + 1))
    return Fault("AP100", "The fields cannot be read from here on. Look for a stray quote, bracket or colon.", at=Position())


_BLAME_THE_OPENING = ("while scanning a simple key", "while scanning a quoted", "while parsing a flow")
_WORDS = (
    ("mapping values are not allowed", "A colon stands where none fits. Line the field up with those above, or quote the text."),
    (
        "cannot start any token",
        "This character cannot start a value. Put the text in double quotes, and indent with spaces.",
    ),
    (
        "could not find expected ':'",
        "A field needs a colon and a space after its name. Add them, or join the text to the line above.",
    ),
    ("expected <block end>", "The indentation does not fit the lines above. Line it up with the fields beside it."),
    ("found unexpected end of stream", "A quote is opened here and never closed. Close it."),
    (
        "did not find expected ',' or",
        "A bracket is opened and not closed, or text follows it. Quote the text or close the bracket.",
    ),
    ("expected ',' or", "A bracket is opened and not closed, or text follows it. Quote the text or close the bracket."),
    (
        "expected the node content",
        "A value is missing between these brackets or commas. Fill it in or remove the comma.",
    ),
    ("unknown escape", "A backslash inside double quotes starts a code. Write it twice."),
    ("escape sequence", "A backslash inside double quotes starts a code. Write it twice."),
    ("undefined alias", "Text that starts with * must stand in double quotes."),
    ("undefined tag handle", "Text that starts with ! must stand in double quotes."),
)


def _plain_words(problem: str) -> str:
    for known, words in _WORDS:
        if known in problem:
            return words
    return "This line cannot be read. Check its indentation, quotes and brackets."
