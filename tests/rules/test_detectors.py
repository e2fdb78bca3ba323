"""The detectors of secrets and personal data: no text makes them slow, no message repeats what was found."""

from __future__ import annotations

import re
import time

import pytest

from acctplan.model.team import NOBODY
from acctplan.planfile.limits import FRONT_CHARACTERS
from acctplan.rules._judge import rule_named
from acctplan.rules._personal import masked, personal_in
from acctplan.rules._secrets import secrets_in

from .bench_plan import findings_of, text_of
from .test_rules import cases

UNITS = [
    "a@", "@a-", "x@a.b.", "a.b@", "eyJ-", "eyJa.", "sk-", "SG.-", "xox-", "ghp_", "glpat-", "00D0", "pat-eu1-0", "://a:", "http://a:b",
    "password: ", "password", "token=", "secret is ", "bearer ", "api key ", "+1 2", "00 1 ", "(000) ", "tel 0", "phone 0 0", "4111 ", "4111",
    "000-00-", "AA00", "AA00 AAAA ", "GB82 WEST ", "passport no. ", "-----BEGIN A ", "0", "-", "A0", "hooks.slack.com/services/",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_the_largest_fields_of_any_one_thing_are_read_quickly(unit: str) -> None:
    """Measured: under a second for each; what grows with the square of the text takes minutes."""
    text = (unit * FRONT_CHARACTERS)[:FRONT_CHARACTERS]
    start = time.process_time()
    secrets_in(text)
    personal_in(text, NOBODY)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("name", ["secret-in-book", "personal-data-in-plan"])
def test_no_message_repeats_what_was_found(name: str) -> None:
    rule = rule_named(name)
    told = 0
    for _, _, body in (case for case in cases() if case[0] is rule):
        clean = re.sub(r"\s*# AP\d\d\d.*", "", body)
        text = text_of(clean)
        said = [text[find.start : find.end] for find in (*secrets_in(text), *personal_in(text, NOBODY))]
        for finding in findings_of(rule, clean):
            told += 1
            assert not any(words in f"{finding.message} {finding.path} {finding.fingerprint}" for words in said), finding.message
    assert told > 20


@pytest.mark.parametrize(
    ("text", "shown"),
    [("tom.baker@harbour.example", "t…@harbour.example"), ("+49 30 1234567", "+49…"), ("DE89 3704 0044", "DE8…"), ("078-05-1120", "078…")],
)
def test_a_mask_shows_how_it_begins(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_finding_stands_at_the_word_itself() -> None:
    body = "---\naccount: Example Ltd\nstory: Ask Tom, tom@harbour.example\n---\nPasswort: Winter2026\n"
    (mail,) = findings_of(rule_named("AP800"), body)
    (secret,) = findings_of(rule_named("AP801"), body)
    assert (mail.line, mail.column, mail.path) == (3, 17, "story")
    assert (secret.line, secret.column, secret.path) == (5, 11, "")
    assert secret.message == "A password stands in a comment or the body. Make it invalid where it came from, then delete it here."


def test_two_of_a_kind_in_one_place_are_two_findings() -> None:
    body = "---\naccount: Example Ltd\nstory: tom@harbour.example, ana@harbour.example\n---\n"
    assert len({finding.fingerprint for finding in findings_of(rule_named("AP800"), body)}) == 2


def test_a_byte_order_mark_is_no_column() -> None:
    (finding,) = findings_of(rule_named("AP801"), "\ufeff---\naccount: Example Ltd\nstory: AKIAIOSFODNN7EXAMPLE\n---\n")
    assert (finding.line, finding.column) == (3, 8)
