"""What a meeting's row leaves open, collected while its report is made."""

from __future__ import annotations

from toolkit.model import Meeting
from toolkit.reports.views import Margin, Missing

__all__ = ["Gaps"]


class Gaps:
    """The missing pieces of one meeting, each with the part of the report it is missing from."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.found: dict[tuple[str, Missing], None] = {}

    def miss(self, part: str, what: str, name: str) -> None:
        """Note a gap in a part, at the cell of a field; the same one twice is one."""
        self.found[part, Missing(what, self.meeting.place(name))] = None

    def margin(self) -> Margin:
        """Return the notes of each part."""
        notes: dict[str, tuple[str, ...]] = {}
        for part, gap in self.found:
            notes[part] = (*notes.get(part, ()), gap.what)
        return Margin(**notes)
