"""Developer metadata: marks of programs on spreadsheets, tabs, rows and columns."""

from __future__ import annotations

import copy

from tests.real.sheets_server.failure import Json, invalid
from tests.real.sheets_server.spreadsheet import Area, Spreadsheet

__all__ = ["create_metadata", "delete_metadata", "filtered_areas", "matching_metadata"]

LOOKED_AT = ("metadataId", "metadataKey", "metadataValue", "visibility")


def create_metadata(book: Spreadsheet, given: Json) -> Json:
    """Put a mark; its id, where one is given, must be free (no recording shows the refusal)."""
    wanted = copy.deepcopy(given["developerMetadata"])
    place = wanted["location"]
    wanted.setdefault("metadataId", book.new_id("metadataId"))
    if any(one["metadataId"] == wanted["metadataId"] for one in book.metadata):
        number = wanted["metadataId"]
        raise invalid(f"A developer metadata with id {number} already exists")
    if line := place.get("dimensionRange"):
        if line.get("endIndex", 0) - line.get("startIndex", 0) != 1:
            raise invalid("The dimension range must represent exactly one row or column")
        place["locationType"] = "ROW" if line["dimension"] == "ROWS" else "COLUMN"
    else:
        place["locationType"] = "SHEET" if "sheetId" in place else "SPREADSHEET"
        if "sheetId" in place:
            book.tab(place["sheetId"])
    book.metadata.append(wanted)
    return {"createDeveloperMetadata": {"developerMetadata": copy.deepcopy(wanted)}}


def delete_metadata(book: Spreadsheet, given: Json) -> Json:
    """Take away every mark a filter finds."""
    found = matching_metadata(book, given["dataFilter"])
    book.metadata = [one for one in book.metadata if one not in found]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": found}}


def matching_metadata(book: Spreadsheet, data_filter: Json) -> list[Json]:
    """Return the marks a filter finds."""
    wanted = data_filter.get("developerMetadataLookup", {})
    return [
        one
        for one in book.metadata
        if all(one.get(key) == wanted[key] for key in LOOKED_AT if key in wanted)
        and _stands(one["location"], wanted.get("metadataLocation"))
        and wanted.get("locationType", one["location"]["locationType"])
        == one["location"]["locationType"]
    ]


def _stands(place: Json, wanted: Json) -> bool:
    """Whether a mark stands exactly at a wanted place: a tab, or the spreadsheet itself."""
    return not wanted or all(place.get(key) == value for key, value in wanted.items())


def filtered_areas(book: Spreadsheet, data_filter: Json) -> list[Area]:
    """Return the areas a data filter names: by address, by grid, or by marks."""
    if "a1Range" in data_filter:
        return [book.area(data_filter["a1Range"])]
    if "gridRange" in data_filter:
        return [book.grid(data_filter["gridRange"])]
    return [area for one in matching_metadata(book, data_filter) if (area := _area(book, one))]


def _area(book: Spreadsheet, one: Json) -> Area | None:
    place = one["location"]
    if line := place.get("dimensionRange"):
        tab = book.tab(line.get("sheetId", 0))
        start, end = line.get("startIndex", 0), line["endIndex"]
        if line["dimension"] == "ROWS":
            return Area(tab, start, 0, end, None)
        return Area(tab, 0, start, None, end)
    return Area(book.tab(place["sheetId"]), 0, 0, None, None) if "sheetId" in place else None
