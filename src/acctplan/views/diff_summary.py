"""What changed in a book, in a dozen lines."""

from __future__ import annotations

from collections.abc import Iterable

from acctplan.analysis.difference import BookDifference
from acctplan.analysis.movement_totals import Totals, totals
from acctplan.report import Cell, FactList, Heading, Piece, Prose, Report

from ._words import clipped
from .diff import count, spans

_LINE, _NARROWEST = 66, 78


def view(result: BookDifference) -> Report:
    """One line for each thing that is asked first; what did not move is left out."""
    found = totals(result)
    named = Cell(", ".join(plan.account for plan in result.plans))
    rows = [("Most moved", named), *_rows(found)]
    shown = tuple((label, Cell(clipped(cell.text, _LINE), cell.tone)) for label, cell in rows if cell.text)
    changes = sum(len(plan.changes) for plan in result.plans)
    synced = sum(change.source == "synced" for plan in result.plans for change in plan.changes)
    same = f", {result.same} unchanged" if result.same else ""
    pieces: list[Piece] = [Heading("What changed, in short"), Prose(clipped(spans(result), 2 * _NARROWEST), "dim")]
    pieces += [FactList(shown)] if result.plans else []
    of_these = f" ({synced:,} synced)" if synced else ""
    pieces.append(Prose(f"{count(changes, 'change')}{of_these} in {count(len(result.plans), 'account')}{same}.", "dim"))
    if result.unreadable:
        pieces.append(Prose(f"Not compared: {clipped('; '.join(result.unreadable), _LINE - 15)}", "warn"))
    return Report("diff", "What changed, in short", tuple(pieces), result.events())


def _rows(found: Totals) -> Iterable[tuple[str, Cell]]:
    counts = found.counts

    def listed(*parts: tuple[str, str]) -> str:
        return ", ".join(f"{counts[name]} {words}" for name, words in parts if counts[name])

    yield "Health", Cell(
        listed(
            ("renew_today worse", "less sure to renew"), ("renew_today better", "surer to renew"),
            ("band worse", "bands worse"), ("band better", "bands better"),
        ),
        "bad" if counts["renew_today worse"] or counts["band worse"] else "",
    )  # fmt: skip
    money = ", ".join(f"{amount:+,} {currency}".strip() for currency, amount in sorted(found.amounts.items()) if amount)
    sales = listed(("opportunities added", "new"), ("opportunities removed", "removed"), ("closed-won", "won"), ("closed-lost", "lost"))
    yield "Sales", Cell("; ".join(filter(None, (sales, money and f"open amounts {money}"))))
    yield "Dates", Cell(listed(("slipped", "slipped"), ("came forward", "came forward")), "warn" if counts["slipped"] else "")
    yield "Risks", Cell(
        listed(("risks added", "new"), ("risks removed", "removed"), ("risks closed", "closed"), ("risks mitigated", "mitigated"),
               ("risks happened", "happened"))
    )  # fmt: skip
    yield "People", Cell(
        listed(("stakeholders added", "came onto the map"), ("stakeholders removed", "left it"),
               ("support better", "warmer"), ("support worse", "cooler"))
    )  # fmt: skip
