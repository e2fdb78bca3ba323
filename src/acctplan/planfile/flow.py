"""Text inside brackets: where it would be cut, or taken for something else."""

from __future__ import annotations

import re

DOUBLE = '"'
QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'(?!')")}
MARKED = re.compile(r"[*&!](?:[^\w!]|$)|\*\w*(?:\*| +[^\s,\]}#])")
_DASHED = re.compile(r"(?:-|\?+)(?=[\s,\[\]{}]|$)")
_CLOSES = {"[": "]", "{": "}"}
_PLAIN = re.compile(r"(?:[^\s,\[\]{}:#]|:(?![\s,\[\]{}]|$)|(?<!\s)#|\s+(?!#))+")

COLON = "A colon inside the text is taken for the start of another field."
COMMENT = "What follows the # is taken for a comment: the text is cut there."
COMMA = "A comma inside the brackets cuts the text there."
BRACKET = "A bracket inside the text is taken for a list or for fields."
BRACES = "Text in braces is taken for fields of its own."
DOUBLED = "Text that starts with {{ or [[ is taken for a list or a table."
NO_SPACE = "A space is missing after the colon."
AFTER_QUOTE = "Text follows the closing quote: only the quoted part could be read."
AFTER_BRACKET = "Text follows the closing bracket."
OPEN_QUOTE = "The quote at the start is never closed."
OPEN_BRACKET = "The bracket at the start is never closed."
TAB = "A tab follows the colon."
_OTHER_CLOSE = {"[": "A list that opens with [ is closed with } here.", "{": "Fields that open with { are closed with ] here."}
_ACTS = {
    AFTER_BRACKET: "Put all of it in double quotes, or remove it.",
    OPEN_QUOTE: "Close it.",
    OPEN_BRACKET: "Close it, or put the text in double quotes.",
    NO_SPACE: "Add it, or put the text in double quotes.",
    TAB: "Replace it with a space, or put the text in double quotes.",
    _OTHER_CLOSE["["]: "Write ].",
    _OTHER_CLOSE["{"]: "Write }.",
}


def act_on(why: str, text: str) -> str:
    """What mends a text that would be misread for a reason."""
    if why == AFTER_QUOTE:
        return f"Put all of it in {'single' if text.lstrip().startswith(DOUBLE) else 'double'} quotes."
    return _ACTS.get(why, "Put the text in double quotes.")


class Flow:
    """A walk through a value in brackets, line by line. `open` is empty once it is closed.

    `begun` is where the text at hand begins, `prior` where the one before the comma did; `named` tells that its field is named.
    """

    def __init__(self) -> None:
        self.open: list[str] = []
        self.quote = ""
        self.begun = -1
        self.prior = -1
        self.named = False
        self.ended = ""
        self.before = 0

    def walk(self, text: str, start: int = 0) -> tuple[int, str]:
        """Where the walk over a line ended, and why the text there would be misread; no reason if it would not."""
        place = start
        self.begun, self.prior = min(self.begun, start), -1
        if self.quote:
            whole = QUOTED[self.quote].match(self.quote + text)
            if whole is None:
                return len(text), ""
            place, self.quote, self.ended = whole.end() - 1, "", AFTER_QUOTE
        while place < len(text):
            mark = text[place]
            if mark in " \t":
                place += 1
                continue
            if mark == "#" and (place == 0 or text[place - 1] in " \t"):
                cut = text[place + 1 : place + 2].strip() and text[:place].strip()
                return (self.at(place), COMMENT) if cut else (len(text), "")
            place, why = self.step(text, place, mark)
            if why or not self.open:
                return place, why
        return len(text), ""

    def at(self, place: int) -> int:
        """Where the text begins that is misread at a place."""
        return self.begun if self.begun >= 0 else place

    def step(self, text: str, place: int, mark: str) -> tuple[int, str]:
        """One mark or text further."""
        if mark in "]},":
            return self.close(text, place, mark)
        if mark == ":" and (place + 1 == len(text) or text[place + 1] in " \t,[]{}" or self.ended == AFTER_QUOTE):
            if self.named or self.open[-1] == "[":
                return self.at(place), COLON
            self.named, self.ended, self.begun = True, "", -1
            return place + 1, ""
        if self.ended:
            return self.at(place), self.ended
        if mark in "[{":
            if self.begun >= 0:
                return self.at(place), BRACKET
            if text[place + 1 : place + 2] == mark:
                return place, DOUBLED
            self.open.append(mark)
            self.named, self.before = False, 0
            return place + 1, ""
        return self.text(text, place, mark)

    def close(self, text: str, place: int, mark: str) -> tuple[int, str]:
        """A comma or a closing bracket: what stands before it is complete."""
        if self.begun >= 0 and not self.named and self.open[-1] == "{":
            said = text[self.begun : place].strip()
            spaced = re.fullmatch(r"[\w-]+:\S+", said) is None
            why = (COMMA if self.before else BRACES) if spaced else NO_SPACE
            return self.prior if why == COMMA and self.prior >= 0 else self.begun, why
        self.begun, self.prior, self.ended = -1, self.begun, ""
        if mark == ",":
            self.named, self.before = False, self.before + 1
        elif mark != _CLOSES[self.open[-1]]:
            return place, _OTHER_CLOSE[self.open[-1]]
        else:
            self.open.pop()
            self.named, self.before, self.ended, self.prior = True, 1, AFTER_BRACKET, -1
        return place + 1, ""

    def text(self, text: str, place: int, mark: str) -> tuple[int, str]:
        """A quoted or a plain text."""
        if self.begun < 0:
            self.begun = place
            if mark in QUOTED:
                whole = QUOTED[mark].match(text, place)
                self.quote, self.ended = ("", AFTER_QUOTE) if whole else (mark, "")
                return (whole.end() if whole else len(text)), ""
            if mark in "@`%|>" or MARKED.match(text, place) or _DASHED.match(text, place):
                return place, f"Text that starts with {mark} cannot be read."
        plain = _PLAIN.match(text, place)
        return (plain.end() if plain else place + 1), ""
