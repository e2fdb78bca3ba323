"""For a terminal: headings, tables and trees that fit its width."""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.report import Branch, Cell, Code, FactList, Heading, Listing, Piece, Prose, Report, Table, Tree, Trend

from ._inert import inert, one_line, unheeded
from ._layout import cells, longest_word, pad, paint, shares, wrap
from ._stream import in_pieces

SUFFIX = ".txt"
_BARS = "▁▂▃▄▅▆▇█"
_PROSE_WIDTH = 96


def render(report: Report, *, width: int, color: bool) -> str:
    """The report as lines of at most `width` columns where the words allow it."""
    return "".join(pieces(report, width=width, color=color))


def pieces(report: Report, *, width: int, color: bool) -> Iterator[str]:
    """The same piece by piece."""
    return in_pieces(f"{unheeded(line.rstrip())}\n" for line in _lines(report, width, color))


def _lines(report: Report, width: int, color: bool) -> Iterator[str]:
    left_out: dict[str, None] = {}
    previous: Piece | None = None
    for piece in report.pieces:
        if previous is not None and not isinstance(previous, Heading) and not (isinstance(piece, Prose) and isinstance(previous, Prose)):
            yield ""
        yield from _piece(piece, width, color, left_out)
        previous = piece
    if left_out:
        yield ""
        for line in wrap(f"Not shown at this width: {', '.join(left_out)}.", width):
            yield paint(line, "dim", color)


def _piece(piece: Piece, width: int, color: bool, left_out: dict[str, None]) -> list[str]:
    """The lines of a piece; names of columns that found no place join those left out."""
    match piece:
        case Heading():
            return [paint(one_line(piece.text), "strong", color)] if piece.level > 1 else _title(one_line(piece.text), width, color)
        case Prose():
            return [paint(line, piece.tone, color) for line in wrap(inert(piece.text), min(width, _PROSE_WIDTH))]
        case Listing():
            return [line for point in piece.points for line in _point(point, width, color)]
        case FactList():
            return _facts(piece, width, color)
        case Table():
            kept = _kept(piece, width)
            left_out |= {column.name: None for place, column in enumerate(piece.columns) if place not in kept}
            return _table(piece, kept, width, color)
        case Tree():
            return [line for root in piece.roots for line in _branch(root, "", "", width, color)]
        case Trend():
            return _trend(piece, width, color)
        case Code():
            return [inert(line) for line in piece.text.split("\n")]


def _title(text: str, width: int, color: bool) -> list[str]:
    lines = wrap(text, width)
    return [*(paint(line, "strong", color) for line in lines), paint("─" * min(max(map(cells, lines)), width), "dim", color)]


def _point(point: Cell, width: int, color: bool, mark: str = "• ") -> list[str]:
    lines = wrap(inert(point.text), min(width, _PROSE_WIDTH) - len(mark))
    return [(mark if index == 0 else " " * len(mark)) + paint(line, point.tone, color) for index, line in enumerate(lines)]


def _facts(piece: FactList, width: int, color: bool) -> list[str]:
    rows = [(one_line(label), cell) for label, cell in piece.rows]
    margin = min(max((cells(label) for label, _ in rows), default=0), width // 3) + 2
    lines = []
    for label, cell in rows:
        for index, line in enumerate(wrap(inert(cell.text), max(width - margin, 20))):
            head = paint(pad(label, margin), "dim", color) if index == 0 else " " * margin
            lines.append(head + paint(line, cell.tone, color))
    return lines


def _table(table: Table, kept: list[int], width: int, color: bool) -> list[str]:
    if not table.rows:
        return [paint(table.empty, "dim", color)]
    columns = [table.columns[index] for index in kept]
    rows = [[Cell(one_line(row[index].text), row[index].tone) for index in kept] for row in table.rows]
    natural = [max(cells(column.name), *(cells(row[place].text) for row in rows)) for place, column in enumerate(columns)]
    least = [max(min(column.least, natural[place]), cells(column.name)) for place, column in enumerate(columns)]
    unbroken = [max(low, *(longest_word(row[place].text) for row in rows)) for place, low in enumerate(least)]
    room = width - 2 * (len(columns) - 1)
    widths = shares(natural, unbroken if sum(unbroken) <= room else least, room)
    header = "  ".join(pad(column.name, size, column.right) for column, size in zip(columns, widths, strict=True))
    lines = [paint(header.rstrip(), "dim", color)]
    for row in rows:
        wrapped = [wrap(cell.text, size) for cell, size in zip(row, widths, strict=True)]
        for level in range(max(map(len, wrapped))):
            parts = []
            for place, (cell, size) in enumerate(zip(row, widths, strict=True)):
                text = wrapped[place][level] if level < len(wrapped[place]) else ""
                padded = pad(text, size, columns[place].right)
                parts.append(padded.replace(text, paint(text, cell.tone, color), 1) if text else padded)
            lines.append("  ".join(parts).rstrip())
    return lines


def _kept(table: Table, width: int) -> list[int]:
    """Columns that stay: those with a drop mark go, lowest first, while some word would have to be broken."""
    kept = list(range(len(table.columns)))
    if not table.rows:
        return kept
    needs = [
        max(
            cells(column.name),
            min(column.least, max(cells(one_line(row[i].text)) for row in table.rows)),
            *(longest_word(row[i].text) for row in table.rows),
        )
        for i, column in enumerate(table.columns)
    ]
    for index in sorted((i for i in kept if table.columns[i].drop), key=lambda i: table.columns[i].drop):
        if sum(needs[i] for i in kept) + 2 * (len(kept) - 1) <= width:
            break
        kept.remove(index)
    return kept


def _branch(branch: Branch, lead: str, below: str, width: int, color: bool) -> list[str]:
    lines = wrap(one_line(branch.cell.text), max(width - cells(lead), 20))
    drawn = [(lead if index == 0 else below) + paint(line, branch.cell.tone, color) for index, line in enumerate(lines)]
    for index, child in enumerate(branch.below):
        last = index == len(branch.below) - 1
        drawn += _branch(child, below + ("└─ " if last else "├─ "), below + ("   " if last else "│  "), width, color)
    return drawn


def _trend(trend: Trend, width: int, color: bool) -> list[str]:
    bars = "".join(paint("·" if height is None else _BARS[round(height * 7)], cell.tone, color) for _, cell, height in trend.points)
    lines = [f"{one_line(trend.label)}  {bars}"]
    margin = max((cells(label) for label, _, _ in trend.points), default=0) + 2
    for label, cell, _ in () if trend.brief else trend.points:
        for index, line in enumerate(wrap(inert(cell.text), max(width - margin - 2, 20))):
            lines.append("  " + (pad(label, margin) if index == 0 else " " * margin) + paint(line, cell.tone if index == 0 else "", color))
    return lines
