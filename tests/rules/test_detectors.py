"""The detectors of secrets and personal data: no text makes them slow, no message repeats what was found."""

from __future__ import annotations

import re
import time

import pytest

from acctplan.model.team import NOBODY
from acctplan.planfile.config import parse_team
from acctplan.planfile.limits import FRONT_CHARACTERS
from acctplan.rules._detect import Find, apart, position
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


PERSONAL = [
    ("tom@harbour.example", ["e-mail address"]),
    ("a" * 70 + "@harbour.example", ["e-mail address"]),
    (".tom@harbour.example", ["e-mail address"]),
    ("@harbour.example", []),
    ("info@harbour.example", []),
    ("tom@harbour", []),
    ("(415) 555-0132", ["phone number"]),
    ("415-555-0132", ["phone number"]),
    ("+49 30 1234", ["phone number"]),
    ("+49 30 123", []),
    ("+4930123456", ["phone number"]),
    ("+493012345", []),
    ("+1230000 00000", ["phone number"]),
    ("0049 30 1234567", ["phone number"]),
    ("00493012345678", []),
    ("+10 2026-11-30", []),
    ("tel 030 123456", ["phone number"]),
    ("tel 0301234567", ["phone number"]),
    ("tel 030 12 34 56", ["phone number"]),
    ("tel 030/123456", ["phone number"]),
    ("cell 415-555-0132", ["phone number"]),
    ("tel 02026-11-30 000000", []),
    ("motel 030 123456", []),
    ("4111 1111 1111 1111", ["card number"]),
    ("4111-1111-1111-1111", ["card number"]),
    ("4111111111111111", ["card number"]),
    ("3782 822463 10005", ["card number"]),
    ("4222222222222", ["card number"]),
    ("4111 1111 1111 1112", []),
    ("DE89370400440532013000", ["bank account number"]),
    ("NO93 8601 1117 947", ["bank account number"]),
    ("MT84 MALT 0110 0001 2345 MTLC AST0 01S", ["bank account number"]),
    ("DE89370400440532013001", []),
    ("078-05-1120", ["identity number"]),
    ("AB123456C", ["identity number"]),
    ("AB 12 34 56 C", ["identity number"]),
    ("passport no. 12345678", ["identity number"]),
    ("passport AB1234567", ["identity number"]),
    ("Reisepass Nr. C01X00T47", ["identity number"]),
    ("passport XXXXA00", ["identity number"]),
    ("passport 00XXXXX", ["identity number"]),
    ("XK751234567890", []),
    ("MT88AAAAAAAA1111111111111111111111", ["bank account number"]),
    ("MT14AAAAAAAA11111111111111111111111", []),
    ("4111111111111111110", ["card number"]),
    ("6666666666666", []),
    ("passport needed", []),
    ("passport C01", []),
]


@pytest.mark.parametrize(("text", "kinds"), PERSONAL)
def test_personal_data_alone_in_a_text(text: str, kinds: list[str]) -> None:
    """Each form by itself, so that the cheap look before the exact one must let it pass."""
    assert [find.kind for find in personal_in(text, NOBODY)] == kinds
    assert [find.kind for find in personal_in(f"Ask ({text}) about it", NOBODY)] == kinds


OURS = parse_team(b"dana: {name: Dana, email: dana@northpeak.example}\nlee: {name: Lee, email: lee.wong@gmail.com}\nmo: {name: Mo}\n").value


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("DANA@northpeak.example", 0),
        ("zoe@northpeak.example", 0),
        ("lee.wong@gmail.com", 0),
        ("tom.baker@gmail.com", 1),
        ("dana@harbour.example", 1),
    ],
)
def test_addresses_of_our_own_and_of_their_domains(text: str, count: int) -> None:
    """A domain that anybody may have an address in is nobody's own."""
    assert len(personal_in(text, OURS)) == count


SECRETS = [
    ("AKIAIOSFODNN7EXAMPLE", "an AWS access key"),
    ("ghs_abcdefghij0123456789", "a GitHub token"),
    ("xoxp-0123456789ab", "a Slack token"),
    ("xapp-1-A0123456789-abc", "a Slack token"),
    ("GOCSPX-abcdefghij0123456789", "a Google key"),
    ("whsec_0123456789", "a Stripe key"),
    ("pat-na1-01234567-89ab-cdef-0123-456789abcdef", "a HubSpot token"),
    ("sk-proj-abcdefgHIJKL0123456789mnop", "an OpenAI or Anthropic key"),
    ("shpat_0123456789abcdef0123456789abcdef", "a Shopify token"),
    ("SK0123456789abcdef0123456789abcdef", "a Twilio key"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl", "a web token"),
    ("-----BEGIN OPENSSH PRIVATE KEY-----", "a private key"),
    ("-----BEGIN PGP PRIVATE KEY BLOCK-----", "a private key"),
    ("AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ", "a private key"),
    ("ftp://tom:abc@harbour.example", "a password in an address"),
    ("passwort: abc123", "a password"),
    ("wachtwoord: fiets!fiets", "a password"),
    ("contraseña = gato2026", "a password"),
    ("passphrase=correcthorse", "a password"),
    ("İ password: hunter2", "a password"),
    ("token: 0123456789abcdef", "a secret key"),
    ("api_key=0123456789abcdef", "a secret key"),
    ("private key: q1w2e3r4t5y6u7i8", "a secret key"),
    ("access-key: q1w2e3r4t5y6u7i8", "a secret key"),
    ("bearer q1w2e3r4t5y6u7i8", "a secret key"),
    ("token: a1b2c3d4a1b2c3d4", "a secret key"),
]
INNOCENT = [
    "passwort: abc12", "password: expired!", "password: what?ever", "token: 0123456789abcde", "token: 0123456789012345", "password: abcdefgh",
    "api: q1w2e3r4t5y6u7i8", "ftp://tom:ab@harbour.example", "a-very-long-kebab-word-of-2026-and-more", "ghs_abcdefghij012345678",
    "The private key people", "token: a1a1a1a1a1a1a1a1", "password: 2026-11-30", "password: ${PASS_WORD1}", "password: PASS_WORD1",
    "password: 12~34~56", "token: {{q1w2e3r4t5y6u7i8}}", "token: files-of-2026-report", "token: files--of-2026-report",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), SECRETS, ids=[kind for _, kind in SECRETS])
def test_a_secret_alone_in_a_text(text: str, kind: str) -> None:
    assert [find.kind for find in secrets_in(text)] == [kind]
    assert [find.kind for find in secrets_in(f"Ask for\t({text})\nabout it")] == [kind]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_like_a_secret(text: str) -> None:
    assert secrets_in(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ftp://tom:abc@harbour.example", "abc"),
        ("Login AKIAIOSFODNN7EXAMPLE, please", "AKIAIOSFODNN7EXAMPLE"),
        ("Passwort: Winter2026!", "Winter2026!"),
        ("bearer q1w2e3r4t5y6u7i8", "q1w2e3r4t5y6u7i8"),
        ("api_key=0123456789abcdef", "0123456789abcdef"),
    ],
)
def test_a_find_is_the_secret_and_not_what_stands_around_it(text: str, said: str) -> None:
    assert [text[find.start : find.end] for find in secrets_in(text)] == [said]


def test_two_detectors_on_one_word_tell_it_once() -> None:
    assert [find.kind for find in secrets_in("password: AKIAIOSFODNN7EXAMPLE")] == ["an AWS access key"]
    assert len(secrets_in("a: AKIAIOSFODNN7EXAMPLE,AKIAIOSFODNN7EXAMPLF")) == 2


def test_finds_side_by_side_are_two_and_of_two_that_overlap_the_first_counts() -> None:
    first, second, within, longer = Find("a", 0, 3), Find("b", 3, 5), Find("c", 2, 4), Find("d", 0, 4)
    assert apart([second, first]) == [first, second]
    assert apart([within, first, second]) == [first, second]
    assert apart([first, longer]) == [longer]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("story: AKIAIOSFODNN7EXAMPLE\n", "story of the plan"),
        ("story: x  # AKIAIOSFODNN7EXAMPLE\n", "a comment or the body"),
        ("# whole\n---\naccount: Example Ltd\n---\nAKIAIOSFODNN7EXAMPLE\n", "a comment or the body"),
        ("# beside: notes.txt AKIAIOSFODNN7EXAMPLE\n", "this file"),
        ("# fact: crm: {note: AKIAIOSFODNN7EXAMPLE, owner: , seats: 3}\n", "the facts"),
    ],
)
def test_a_message_says_where_it_stands(body: str, place: str) -> None:
    messages = [finding.message for finding in findings_of(rule_named("AP801"), body)]
    assert messages == [f"An AWS access key stands in {place}. Make it invalid where it came from, then delete it here."]


@pytest.mark.parametrize(("offset", "place"), [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (5, (2, 3)), (6, (3, 1))])
def test_places_count_from_one(offset: int, place: tuple[int, int]) -> None:
    assert position("ab\ncd\nef", offset) == place
