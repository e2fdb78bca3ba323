"""`snapshot`: the book kept as it stood at a period's end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran, commit_all, git
from tests.store.untouched import whole

from .asked import refused, told

Acct = Callable[..., Ran]


def test_a_snapshot_is_made_listed_and_shown(acct: Acct, changed: Path) -> None:
    before = whole(changed)
    ran = acct("snapshot", "create", "2026-11", "--today", "2026-12-03", "-m", "After the first review", cwd=changed)
    assert (ran.code, ran.out) == (0, "")
    head = git(changed, "rev-parse", "HEAD")
    assert ran.err.startswith(f"Made plan/2026-11 on {head[:8]}.\n")
    assert "git push origin plan/2026-11" in ran.err
    assert git(changed, "cat-file", "-t", "plan/2026-11") == "tag"
    message = git(changed, "tag", "-l", "--format=%(contents)", "plan/2026-11")
    for words in ("Snapshot 2026-11", "After the first review", "acctplan 0.", "    time_zone: Europe/Berlin"):
        assert words in message
    assert {**whole(changed), "refs": 0} == {**before, "refs": 0}
    document = told(acct("snapshot", "list", "--json", cwd=changed), "snapshot")
    assert [(row["period"], row["commit"], row["committed_on"]) for row in document["snapshots"]] == [("2026-11", head, "2026-11-10")]
    shown = told(acct("snapshot", "show", "2026-11", "--json", cwd=changed), "snapshot")
    assert shown["snapshots"][0]["plans"] == 2
    assert "After the first review" in acct("snapshot", "show", cwd=changed).out
    assert acct("snapshot", cwd=changed) == acct("snapshot", "list", cwd=changed)
    assert acct("show", "harbour", "--as-of", "2026-11", "--today", "2026-12-03", cwd=changed).err.startswith(
        "as of 2026-11 → snapshot plan/2026-11"
    )


def test_a_period_is_tagged_where_it_ended(acct: Acct, changed: Path) -> None:
    git(changed, "stash", "-q")
    (changed / "x.txt").write_text("x")
    commit_all(changed, "December", "2026-12-02T10:00:00+01:00")
    assert acct("snapshot", "create", "2026-11", "--today", "2026-12-03", cwd=changed).code == 0
    assert git(changed, "rev-parse", "plan/2026-11^{}") == git(changed, "rev-parse", "HEAD~1")


def test_without_a_period_the_last_one_that_ended(acct: Acct, changed: Path) -> None:
    assert acct("snapshot", "create", "--today", "2027-02-03", cwd=changed).code == 0
    assert git(changed, "tag", "-l") == "plan/FY2027-Q4"


def test_an_open_period_only_where_it_is_wanted(acct: Acct, changed: Path) -> None:
    refused(acct("snapshot", "create", "2026-11", cwd=changed), "2026-11 is open until 2026-11-30", "--open")
    assert git(changed, "tag", "-l") == ""
    ran = acct("snapshot", "create", "2026-11", "--open", cwd=changed)
    assert ran.code == 0
    assert "the period is open until 2026-11-30" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "2027-01"), "begins on 2027-01-01"), (("create", "Q3-26"), "is no period"), (("create", "x"), "is no period"),
        (("create", "-x"), ""), (("create", "CY2020"), "before the book began"), (("show", "CY2020"), "there is no snapshot of CY2020"),
        (("show",), "there is no snapshot"), (("creat",), "Did you mean create"), (("show", "x"), "is no period"),
    ],
)  # fmt: skip
def test_what_snapshot_refuses(acct: Acct, changed: Path, words: tuple[str, ...], said: str) -> None:
    refused(acct("snapshot", *words, cwd=changed), said)
    assert git(changed, "tag", "-l") == ""


def test_a_snapshot_is_made_once(acct: Acct, changed: Path) -> None:
    assert acct("snapshot", "create", "2026-11", "--today", "2026-12-03", cwd=changed).code == 0
    before = git(changed, "rev-parse", "plan/2026-11")
    refused(acct("snapshot", "create", "2026-11", "--today", "2026-12-03", cwd=changed), "there is a snapshot of 2026-11 already")
    assert git(changed, "rev-parse", "plan/2026-11") == before


def test_a_snapshot_without_identity_is_gits_to_refuse(acct: Acct, changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(name)
    git(changed, "config", "user.useConfigOnly", "true")
    refused(acct("snapshot", "create", "2026-11", "--today", "2026-12-03", cwd=changed), "identity unknown")
    assert git(changed, "tag", "-l") == ""


def test_a_prefix_that_begins_with_a_hyphen_is_no_option(acct: Acct, changed: Path) -> None:
    (changed / "acctplan.yaml").write_text('snapshots: {prefix: "-d"}\n')
    commit_all(changed, "Prefix", "2026-11-11T10:00:00+01:00")
    refused(acct("snapshot", "create", "2026-11", "--today", "2026-12-03", cwd=changed))
    assert git(changed, "tag", "-l") == ""


def test_snapshots_of_the_example(acct: Acct, story: Path) -> None:
    document = told(acct("snapshot", "--json", cwd=story), "snapshot")
    assert [row["period"] for row in document["snapshots"]][-1] == "FY2027-Q3"
    assert len(document["snapshots"]) == 8
    assert json.loads(acct("snapshot", "show", "--json", cwd=story).out)["snapshots"][0]["plans"] == 18
