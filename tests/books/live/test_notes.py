"""Which notes of an open book are ours; Calc forgets who wrote a file's, Excel does not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from toolkit.books.live.notes import clear_notes


class Comment(SimpleNamespace):
    """One of Excel's, in a list that it takes itself out of."""

    def Text(self) -> str:  # noqa: N802
        return str(self.text)

    def Delete(self) -> None:  # noqa: N802
        self.of.remove(self)


class Comments(list[Any]):
    Count = property(len)


def sheet(*notes: tuple[int, str, str]) -> Any:
    found = Comments()
    for row, author, text in notes:
        place = SimpleNamespace(Row=row, Column=1)
        found.append(Comment(Author=author, text=text, Parent=place, of=found))
    return SimpleNamespace(name="Jobs", api=SimpleNamespace(Comments=found))


def test_notes_of_a_file_and_of_a_press_go_and_a_persons_stay() -> None:
    jobs = sheet(
        (2, "Account Services Toolkit", "late"),
        (3, "Dana Reyes", "late\n— Account Services Toolkit"),
        (4, "Dana Reyes", "ask the client"),
    )
    assert clear_notes(SimpleNamespace(sheets=[jobs])) == 2  # type: ignore[arg-type]
    assert [note.text for note in jobs.api.Comments] == ["ask the client"]
