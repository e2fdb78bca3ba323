"""Comments beside the fields, and what only looks like one."""

from __future__ import annotations

from collections import Counter

import pytest

from acctplan.planfile.remarks import remarks


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_comments_are_found_wherever_they_stand(ending: str) -> None:
    front = (
        "# first\naccount: a#b  # second\nstory: 'it # is'\nwhy: >-  # third\n  folded # text\n# fourth\n"
        'team: {dana: csm, lee: am} # fifth\noutcomes: [\n  one, # sixth\n  two\n]\nnow: "#"\n# first\n'
    ).replace("\n", ending)
    assert remarks(front) == Counter({"# first": 2, "# second": 1, "# third": 1, "# fourth": 1, "# fifth": 1, "# sixth": 1})


def test_a_text_that_cannot_be_read_has_none() -> None:
    assert remarks("a: {b # c\n") == Counter()
    assert remarks("") == Counter()
