"""A neglected book of two hundred plans adopts the checks in CI: known debt is written down, one plan mended, one broken."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import TEAM, Ran, commit_all, git

Acct = Callable[..., Ran]
FILE = "acctplan-baseline.jsonl"
PLANS = 200
MENDED, BROKEN = "p011", "p042"


def neglected(number: int) -> str:
    """A plan as three years of haste leave it: each lacks something, no two the same; every tenth lacks much."""
    chance = random.Random(number)
    worse = number % 10 == 0
    owner = "" if chance.random() < 0.5 or worse else "    owner: dana\n"
    severity = "" if chance.random() < 0.3 else "    severity: medium\n"
    action = chance.choice(["Call the plant (dana, 2026-12-12)", "Call the plant (2026-12-12)", "Call the plant"])
    old = "  old: {do: Send the offer, owner: dana, due: 2024-03-01}\n" if chance.random() < 0.5 else ""
    goal = "goals:\n  faster: {title: Faster intake}\n" if number % 3 else ""
    return (
        f"---\naccount: Example Works {number}\nlifecycle: adoption\nposture: {'retian' if worse else 'retain'}\n{goal}"
        f"risks:\n  price:\n    title: Price rise in May\n{severity}{owner}actions:\n  call: {action}\n{old}---\n"
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "plans").mkdir(parents=True)
    (folder / "acctplan.yaml").write_text("commit: never\n")
    (folder / "team.yaml").write_text(TEAM)
    for number in range(PLANS):
        (folder / "plans" / f"p{number:03}.md").write_text(neglected(number))
    git(folder, "init", "-q", "-b", "main")
    commit_all(folder, "Three years of plans", "2026-09-01T10:00:00+01:00")
    return folder


def found(ran: Ran) -> list[dict[str, str]]:
    return json.loads(ran.out)["findings"]


def ci(acct: Acct, book: Path) -> Ran:
    """What the one step of CI runs."""
    return acct("lint", "--require-history", cwd=book)


def test_a_book_with_debt_adopts_the_checks(acct: Acct, book: Path) -> None:
    before = found(acct("lint", "--json", cwd=book))
    errors = {finding["plan"] for finding in before if finding["severity"] == "error"}
    assert ci(acct, book).code == 1
    assert len(errors) > PLANS * 0.9

    # Day one: the debt is written down, and the step is green.
    assert acct("baseline", "write", "--commit", "-m", "Known debt", cwd=book).code == 0
    lines = (book / FILE).read_text().splitlines()
    assert len(lines) == len({finding["fingerprint"] for finding in before})
    green = ci(acct, book)
    assert (green.code, green.err) == (0, "")
    assert green.out.startswith(f"{PLANS} plans checked: nothing to say.")
    assert f"{len(before)} are suppressed" in green.out

    # One plan is mended: the step stays green, and says which lines of the debt are paid.
    mended = book / "plans" / f"{MENDED}.md"
    known = [json.loads(line) for line in lines if json.loads(line)["plan"] == MENDED]
    assert "risk-without-owner" in {line["rule"] for line in known}
    mended.write_text(mended.read_text().replace("    title: Price rise in May\n", "    title: Price rise in May\n    owner: lee\n", 1))
    paid = ci(acct, book)
    assert paid.code == 0
    assert f"A finding of {MENDED} in the baseline is gone. Run `acctplan baseline prune`." in " ".join(paid.out.split())
    assert [finding["code"] for finding in found(acct("lint", "--json", cwd=book))] == ["AP904"]
    assert acct("baseline", "prune", cwd=book).code == 0
    assert len((book / FILE).read_text().splitlines()) == len(lines) - 1
    commit_all(book, "Mend one", "2026-11-03T10:00:00+01:00")
    assert ci(acct, book).out.startswith(f"{PLANS} plans checked: nothing to say.")

    # Another is broken: only what is new is told, at its line, and the step is red.
    broken = book / "plans" / f"{BROKEN}.md"
    text = broken.read_text().replace("risks:\n", "risks:\n  export:\n    title: Payroll export fails\n    cause: Night shifts\n", 1)
    broken.write_text(text)
    red = ci(acct, book)
    assert red.code == 1
    new = found(acct("lint", "--json", cwd=book))
    line = text[: text.index("  export:")].count("\n") + 1
    assert {(finding["plan"], finding["path"], finding["line"]) for finding in new} == {(BROKEN, "risks.export", line)}
    assert "risk-without-owner" in {finding["name"] for finding in new if finding["severity"] == "error"}
    assert f"plans/{BROKEN}.md" in red.out
    assert "Payroll export fails" in red.out

    # It cannot be hidden among the debt by the way, nor by a plan that nobody can read.
    assert acct("baseline", "write", cwd=book).code == 2
    broken.write_text(text.replace("risks:\n", "risks: [\n"))
    assert acct("baseline", "write", "--accept-new", cwd=book).code == 0
    assert ci(acct, book).code == 1
    broken.write_text(neglected(int(BROKEN[1:])))
    assert ci(acct, book).code == 0

    # What the tool can mend for certain or likely it mends of what is new; the debt is left alone.
    other = book / "plans" / "p005.md"
    slip = other.read_text().replace("lifecycle: adoption", "lifecycle: adopton")
    other.write_text(slip)
    assert ci(acct, book).code == 1
    assert acct("lint", "--fix", "--unsafe-fixes", cwd=book).code == 0
    assert other.read_text() == slip.replace("adopton", "adoption")
    assert git(book, "status", "--short") == ""
