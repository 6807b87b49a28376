"""Tables of a page: which hold data, and their cells. Tables that only lay out the page are read like its other blocks."""
from __future__ import annotations

from collections.abc import Iterator

from kexie_nlp.reading.html_nodes import BLOCKS, SKIPPED, Node, clean

BIG_CELL = 300  # a table with a cell of more characters in several paragraphs is layout


def is_data(table: Node, nodes: list[Node]) -> bool:
    """Whether a table holds data and is not part of the layout."""
    if table.tables > 1 or table.cells < 2 or not _has_columns(table, nodes):
        return False
    return not any(node.tag in ("td", "th") and node.length > BIG_CELL and node.paragraphs > 1
                   for node in nodes[table.position:table.end])


def _has_columns(table: Node, nodes: list[Node]) -> bool:
    """Whether some row has two cells with text; the rows of other tables are lines."""
    return any(sum(cell.length > 0 for cell in _inside(row, nodes, ("td", "th"))) > 1 for row in _inside(table, nodes, ("tr",)))


def grid(table: Node, nodes: list[Node]) -> list[list[str]]:
    """Rows of cell texts; positions covered by a spanning cell are empty."""
    rows: list[list[str]] = []
    below: dict[int, int] = {}  # column → rows still covered from above
    for row in _inside(table, nodes, ("tr",)):
        cells: list[str] = []
        for cell in _inside(row, nodes, ("td", "th")):
            _skip_covered(cells, below)
            for n in range(cell.columns):
                if cell.rows > 1:
                    below[len(cells)] = cell.rows - 1
                cells.append("" if n else _cell_text(cell, nodes))
        _skip_covered(cells, below)
        if any(cells):
            rows.append(cells)
    return rows


def _skip_covered(cells: list[str], below: dict[int, int]) -> None:
    while below.get(len(cells), 0) > 0:
        below[len(cells)] -= 1
        cells.append("")


def _inside(node: Node, nodes: list[Node], tags: tuple[str, ...]) -> Iterator[Node]:
    i = node.position + 1
    while i < node.end:
        inner = nodes[i]
        if inner.tag in tags:
            yield inner
            i = inner.end
        else:
            i += 1


def _cell_text(cell: Node, nodes: list[Node]) -> str:
    parts = []
    i = cell.position + 1
    while i < cell.end:
        node = nodes[i]
        if node.tag in SKIPPED:
            i = node.end
            continue
        if node.text is not None:
            parts.append(node.text)
        elif node.tag in BLOCKS or node.tag == "br":
            parts.append(" ")
        i += 1
    return clean("".join(parts))
