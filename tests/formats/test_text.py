"""Text for a terminal: what does not fit is said to be missing."""

from __future__ import annotations

from acctplan.formats import text
from acctplan.report import Cell, Column, Prose, Report, Table

COLUMNS = (Column("account"), Column("renews", drop=2), Column("renew?", drop=1))


def rendered(width: int, rows: int = 1, pieces: int = 1) -> str:
    table = Table(COLUMNS, ((Cell("Larchfield"), Cell("2027-03-31"), Cell("unsure")),) * rows)
    return text.render(Report("status", "Book", (*(table,) * pieces, Prose("One account."))), width=width, color=False)


def test_columns_that_fit_are_all_there_and_nothing_is_said() -> None:
    assert rendered(30).splitlines() == ["account     renews      renew?", "Larchfield  2027-03-31  unsure", "", "One account."]


def test_columns_that_went_are_named_once_at_the_end() -> None:
    assert rendered(29).splitlines()[-3:] == ["", "Not shown at this width:", "renew?."]
    for pieces in (1, 2):
        lines = rendered(12, pieces=pieces).splitlines()
        assert lines[0] == "account"
        assert " ".join(lines).count("Not shown at this width:") == 1
        assert " ".join(lines).endswith("renews, renew?.")


def test_a_table_without_rows_lacks_no_column() -> None:
    assert rendered(12, rows=0).splitlines() == ["Nothing.", "", "One account."]
