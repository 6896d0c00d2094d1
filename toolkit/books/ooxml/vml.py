"""The shapes behind notes: VML, changed as bytes because it is not always well-formed XML."""

from __future__ import annotations

import re

from toolkit.errors import RefusedError

__all__ = ["add_shape", "drop_shapes", "is_empty", "new_drawing"]

SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
    'margin-top:2pt;width:200pt;height:{height}pt;z-index:1;visibility:hidden" '
    'fillcolor="#fff2cc" o:insetmode="auto"><v:fill color2="#fff2cc"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{column}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row0}</x:Row><x:Column>{column0}</x:Column>"
    "</x:ClientData></v:shape>"
)
SHAPES = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
IDENTITY = re.compile(rb'id="_x0000_s(\d+)"')
ROW, COLUMN = re.compile(rb"<x:Row>(\d+)</x:Row>"), re.compile(rb"<x:Column>(\d+)</x:Column>")
END = b"</xml>"
IDS_OF_A_SHEET = 1024
LETTERS_OF_A_LINE, POINTS_OF_A_LINE, MOST_LINES = 36, 12, 24


def new_drawing(sheet: int) -> bytes:
    """Return a drawing without shapes; shape numbers are told apart by the sheet's number."""
    return (
        b'<xml xmlns:v="urn:schemas-microsoft-com:vml" '
        b'xmlns:o="urn:schemas-microsoft-com:office:office" '
        b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
        b'<o:idmap v:ext="edit" data="%d"/></o:shapelayout></xml>' % sheet
    )


def add_shape(drawing: bytes, sheet: int, row: int, column: int, text: str) -> bytes:
    """Return the drawing with a hidden note on a cell.

    Raises RefusedError for a drawing that does not end as drawings do.
    """
    if drawing.count(END) != 1:
        raise RefusedError("the drawing behind its notes is not understood")
    numbers = [int(number) for number in IDENTITY.findall(drawing)]
    lines = sum(1 + len(line) // LETTERS_OF_A_LINE for line in text.split("\n"))
    lines = min(lines, MOST_LINES) + 1
    shape = SHAPE.format(
        id=max([*numbers, sheet * IDS_OF_A_SHEET]) + 1,
        height=lines * POINTS_OF_A_LINE,
        column=column,
        right=column + 3,
        top=max(row - 2, 0),
        bottom=max(row - 2, 0) + lines,
        row0=row - 1,
        column0=column - 1,
    ).encode()
    if b'id="_x0000_t202"' not in drawing:
        shape = SHAPE_TYPE + shape
    return drawing.replace(END, shape + END)


def drop_shapes(drawing: bytes, cells: set[tuple[int, int]]) -> bytes:
    """Return the drawing without the notes on these 1-based cells."""
    kept = SHAPES.sub(lambda found: b"" if _cell(found[0]) in cells else found[0], drawing)
    if b'type="#_x0000_t202"' not in kept:
        kept = kept.replace(SHAPE_TYPE, b"")
    return kept


def _cell(shape: bytes) -> tuple[int, int]:
    row, column = ROW.search(shape), COLUMN.search(shape)
    if b'ObjectType="Note"' not in shape or not row or not column:
        return (0, 0)
    return int(row[1]) + 1, int(column[1]) + 1


def is_empty(drawing: bytes) -> bool:
    """Whether a drawing has nothing in it any more, as ours begin."""
    return re.search(rb"<v:(?!fill|stroke|path)\w", drawing) is None
