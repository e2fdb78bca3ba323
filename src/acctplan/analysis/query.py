"""A small language of questions: `status = at-risk and owner = me`. Parsed by hand, never evaluated as code.

question   = term {("and" | "or") term}        and binds tighter than or
term       = ["not"] (comparison | "(" question ")")
comparison = field ("=" | "!=" | "<" | "<=" | ">" | ">=" | "~") value
           | field ("<" | "<=" | ">" | ">=") field
           | field "in" "(" value {"," value} ")"
           | field "is" ["not"] "set"
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.day import read_day
from acctplan.model.money import Money
from acctplan.model.scalar import read_number
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

Test = Callable[[Mapping[str, Any]], bool]
_TOKEN = Pattern(r"\s*(?:(?P<quoted>\"[^\"]*\"|'[^']*')|(?P<sign><=|>=|!=|[=<>~(),])|(?P<word>[^\s=<>~!(),\"']+)|(?P<bad>\S))")
_TODAY = Pattern(r"today(?:([+-]\d{1,4})d?)?")
_ORDERS = ("<", "<=", ">", ">=")
_BEFORE, _BEHIND = 60, 30
_DEEPEST = 50


class _Token(NamedTuple):
    text: str
    column: int
    kind: str


def question(
    text: str, fields: tuple[str, ...], *, today: date, me: Callable[[], str], words: Mapping[str, tuple[str, ...]] | None = None
) -> Test:
    """A test for records of these fields. Raises ValueRefused pointing at the column of what cannot be understood.

    `words` gives what some fields can say: another word there is refused, for it would never be found.

    A field the record lacks is unset: it equals nothing. `me` is asked only where the question says so.
    """
    return _Parser(text, fields, today, me, words or {}).whole()


class _Parser:
    def __init__(
        self, text: str, fields: tuple[str, ...], today: date, me: Callable[[], str], words: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.text, self.fields, self.today, self.me, self.words = text, fields, today, me, words
        self.depth = 0
        self.tokens = [
            _Token(match[kind], match.start(kind) + 1, kind) for match in _TOKEN.finditer(text) if (kind := match.lastgroup or "")
        ]
        self.place = 0

    def whole(self) -> Test:
        test = self.any_of()
        if self.place < len(self.tokens):
            raise self.trouble("“and” or “or”")
        return test

    def any_of(self) -> Test:
        tests = [self.all_of()]
        while self.taken("or"):
            tests.append(self.all_of())
        return lambda record: any(test(record) for test in tests)

    def all_of(self) -> Test:
        tests = [self.term()]
        while self.taken("and"):
            tests.append(self.term())
        return lambda record: all(test(record) for test in tests)

    def term(self) -> Test:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueRefused(f"the question is over {_DEEPEST} brackets or nots deep", "Ask it more simply.")
        if self.taken("not"):
            inner = self.term()
            return lambda record: not inner(record)
        if self.taken("("):
            inner = self.any_of()
            self.expect(")")
            return inner
        self.depth = 0
        return self.comparison()

    def comparison(self) -> Test:
        field = self.field()
        if self.taken("is"):
            negated = self.taken("not")
            self.expect("set")
            return lambda record: (record.get(field) in (None, (), "")) == negated
        if self.taken("in"):
            self.expect("(")
            values = [self.sayable(field)]
            while self.taken(","):
                values.append(self.sayable(field))
            self.expect(")")
            return lambda record: any(_equal(record.get(field), value) for value in values)
        sign = self.sign()
        other = self.other_field() if sign in _ORDERS else ""
        if other:
            return lambda record: _in_order(_between(record.get(field), record.get(other)), sign)
        value = self.sayable(field) if sign in ("=", "!=") else self.value()
        self.refuse_impossible_day(field, value)
        return lambda record: _compare(record.get(field), sign, value)

    def other_field(self) -> str:
        """The field a bare word names, as in `current < target`; empty where it is a value."""
        token = self.tokens[self.place] if self.place < len(self.tokens) else None
        name = token.text.replace("-", "_") if token and token.kind == "word" else ""
        if name not in self.fields:
            return ""
        self.place += 1
        return name

    def sayable(self, field: str) -> str:
        """A value that the field can have."""
        column = self.tokens[self.place].column if self.place < len(self.tokens) else len(self.text) + 1
        value = self.value()
        known = self.words.get(field, ())
        if known and value not in known:
            raise ValueRefused(
                f"column {column}: {field} is never “{value[:40]}”", f"It is one of {', '.join(known)}.", self.pointer(column)
            )
        return value

    def refuse_impossible_day(self, field: str, value: str) -> None:
        """What is compared with a day must be one."""
        if field != "due" and not field.endswith("_on"):
            return
        try:
            read_day(value)
        except ValueError as error:
            column = self.tokens[self.place - 1].column
            raise ValueRefused(f"column {column}: {field} must be {error}", "today+14 is a day too.", self.pointer(column)) from None

    def field(self) -> str:
        token = self.next("a field")
        name = token.text.replace("-", "_") if token.text.replace("-", "_") in self.fields else token.text
        if token.kind != "word" or name not in self.fields:
            from acctplan.nearest import nearest

            near = " or ".join(nearest(token.text, self.fields, most=3, at_least=0))
            raise ValueRefused(
                f"column {token.column}: there is no field “{token.text[:40]}” here", f"Did you mean {near}?", self.pointer(token.column)
            )
        return name

    def sign(self) -> str:
        token = self.next("=, !=, <, <=, >, >=, ~, “in” or “is”")
        if token.text not in ("=", "!=", "<", "<=", ">", ">=", "~"):
            self.place -= 1
            raise self.trouble("=, !=, <, <=, >, >=, ~, “in” or “is”")
        return token.text

    def value(self) -> str:
        token = self.next("a value")
        if token.kind == "quoted":
            return token.text[1:-1]
        if token.kind != "word":
            self.place -= 1
            raise self.trouble("a value")
        if token.text == "me":
            return self.me()
        day = _TODAY.fullmatch(token.text)
        try:
            return (self.today + timedelta(days=int(day[1] or 0))).isoformat() if day else token.text
        except OverflowError:
            pointer = self.pointer(token.column)
            raise ValueRefused(f"column {token.column}: no calendar reaches {token.text}", "Name a nearer day.", pointer) from None

    def taken(self, word: str) -> bool:
        if self.place < len(self.tokens) and self.tokens[self.place].kind != "quoted" and self.tokens[self.place].text == word:
            self.place += 1
            return True
        return False

    def expect(self, word: str) -> None:
        if not self.taken(word):
            raise self.trouble(f"“{word}”")

    def next(self, wanted: str) -> _Token:
        if self.place >= len(self.tokens):
            raise self.trouble(wanted)
        self.place += 1
        return self.tokens[self.place - 1]

    def trouble(self, wanted: str) -> ValueRefused:
        token = self.tokens[self.place] if self.place < len(self.tokens) else None
        column, found = (token.column, f"“{token.text[:40]}”") if token else (len(self.text) + 1, "the end")
        return ValueRefused(f"column {column}: expected {wanted}, found {found}", "Correct the question.", self.pointer(column))

    def pointer(self, column: int) -> tuple[str, str]:
        """The question and a mark below one of its columns; a long one is cut around it."""
        start = max(column - _BEFORE, 0)
        return self.text[start : column + _BEHIND], " " * (column - 1 - start) + "^"


def _compare(held: Any, sign: str, value: str) -> bool:
    if sign == "=":
        return _equal(held, value)
    if sign == "!=":
        return not _equal(held, value)
    if sign == "~":
        return any(value.casefold() in _text(item).casefold() for item in _each(held))
    return _in_order(_order(held, value), sign)


def _in_order(order: int | None, sign: str) -> bool:
    return order is not None and {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[sign]


def _between(one: Any, other: Any) -> int | None:
    """-1, 0 or 1 for two days, two numbers, or amounts of one currency; None where they cannot be compared."""
    if isinstance(one, Money) and isinstance(other, Money):
        return _between(one.amount, other.amount) if one.currency == other.currency else None
    days = isinstance(one, date) and isinstance(other, date)
    numbers = all(isinstance(value, (Decimal, int)) and not isinstance(value, bool) for value in (one, other))
    return (one > other) - (one < other) if days or numbers else None


def _each(held: Any) -> tuple[Any, ...]:
    return tuple(held) if isinstance(held, (tuple, list)) else () if held is None else (held,)


def _equal(held: Any, value: str) -> bool:
    return any(_text(item).casefold() == value.casefold() or _order(item, value) == 0 for item in _each(held))


def _order(held: Any, value: str) -> int | None:
    """-1, 0 or 1 for days, numbers, money and levels; None where the two cannot be compared."""
    try:
        if isinstance(held, date):
            return (held > read_day(value)) - (held < read_day(value))
        number = held.amount if isinstance(held, Money) else held
        if isinstance(number, (Decimal, int, float)) and not isinstance(number, bool):
            other = read_number(value)
            return (number > other) - (number < other)
        levels = ("low", "medium", "high")
        if held in levels and value in levels:
            return (levels.index(held) > levels.index(value)) - (levels.index(held) < levels.index(value))
    except ValueError:
        return None
    return None


def _text(item: Any) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    return item.written() if isinstance(item, Money) else str(item)
