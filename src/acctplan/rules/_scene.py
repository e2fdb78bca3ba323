"""The comments that set an example's scene, in words: what surrounds a plan is not written in it."""

from __future__ import annotations

import re

_DAY = r"(?P<day>\d{4}-\d{2}-\d{2})"
_WORDS = (
    (rf"change: {_DAY} (?P<old>.+?) ?=> ?(?P<new>.+)", "{day}: “{old}” became “{new}”"),
    (rf"change: {_DAY} ?=> ?(?P<new>.+)", "{day}: “{new}” was added"),
    (rf"change: {_DAY} (?P<old>.+?) ?=>", "{day}: “{old}” was taken out"),
    (rf"mechanical: {_DAY} (?P<old>.*?) ?=> ?(?P<new>.*)", "{day}: “{old}” became “{new}”, by a program"),
    (rf"age: plan {_DAY}", "the plan was last changed on {day}"),
    (rf"age: (?P<block>\S+) {_DAY} confirmed", "{block}: confirmed on {day}"),
    (rf"age: (?P<block>\S+) {_DAY}(?: by (?P<who>.+))?", "{block}: last changed on {day}"),
    (rf"began: {_DAY}", "the plan began on {day}"),
    (rf"wrote: {_DAY} (?P<who>.+)", "{who} changed the plan on {day}"),
    (r"setting: (?P<said>.+)", "in acctplan.yaml: {said}"),
    (r"fact then: (?P<said>.+)", "the facts at that time: {said}"),
    (r"fact: (?P<said>.+)", "the facts: {said}"),
    (r"account: (?P<id>\S+) (?P<said>\{.+\})(?: of \S+)?", "account {id} has no plan; its facts: {said}"),
    (r"planned: (?P<id>\S+) (?P<said>\{.+\})(?: of \S+)?", "account {id} has a plan too; its facts: {said}"),
    (r"beside: (?P<file>\S+) (?P<said>.+)", "in {file}: {said}"),
    (r"exposed: (?P<file>\S+)", "git holds {file}"),
    (r"stale: (?P<id>\S+) (?P<rule>\S+)", "the baseline lists {rule} of {id}, which is gone"),
    (r"encoding: (?P<said>\S+)", "the file is written in {said}"),
    (r"cut short", "this clone's history is cut short"),
    (r"no team", "the book has no team.yaml"),
)
_LINE = re.compile(r"^(\s*# )(.+)$", re.MULTILINE)


def in_words(example: str) -> str:
    """An example as people read it.

    >>> in_words("# age: goals 2026-06-01\\ngoals: {}")
    '# goals: last changed on 2026-06-01\\ngoals: {}'
    """
    return _LINE.sub(lambda line: line[1] + _said(line[2]), example)


def _said(comment: str) -> str:
    for source, words in _WORDS:
        found = re.fullmatch(source, comment)
        if found:
            return words.format(**{name: (value or "").replace("\\n", " / ") for name, value in found.groupdict().items()})
    return comment
