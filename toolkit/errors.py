"""Failures of machinery, as one tree; bad data is never an error here but a Finding.

ToolkitError                 what a shell shows in one line, exit 2
├── ConfigError              agency.toml is not as it should be
├── BookError                a workbook cannot be used
│   ├── NotAWorkbookError    missing, empty, a picture, a folder without workbooks
│   ├── UnreadableError      damaged, encrypted, too large, or its reader gave up
│   ├── BookBusyError        open in another program, or locked
│   ├── UnreachableError     the service it is kept in cannot be reached, or does not let us in
│   ├── ChangedUnderneathError   somebody changed it since it was read
│   └── RefusedError         writing it could lose something
├── OutputError              a result could not be put where it should go
│   └── ExportRefusedError   a finance file would not tie, or names no account
├── RunHeldError             another scheduled run of the agency is under way
├── MailError                a mail could not be sent
├── HistoryError             the database of earlier runs cannot be used
└── MissingExtraError        an optional library is not installed

Every message says what, where, and what to do next.
"""

from __future__ import annotations

__all__ = [
    "BookBusyError",
    "BookError",
    "ChangedUnderneathError",
    "ConfigError",
    "ExportRefusedError",
    "HistoryError",
    "MailError",
    "MissingExtraError",
    "NotAWorkbookError",
    "OutputError",
    "RefusedError",
    "RunHeldError",
    "ToolkitError",
    "UnreachableError",
    "UnreadableError",
]


class ToolkitError(Exception):
    """Anything that kept a person's wish from being done."""


class ConfigError(ToolkitError):
    """agency.toml has a key, value or syntax that is not understood."""


class BookError(ToolkitError):
    """A workbook cannot be used as asked."""


class NotAWorkbookError(BookError):
    """What was named is no workbook, or holds nothing to read."""


class UnreadableError(BookError):
    """The workbook is damaged, encrypted or beyond the limits of safe reading."""


class BookBusyError(BookError):
    """Another program holds the workbook."""


class UnreachableError(BookError):
    """The service the workbook is kept in cannot be reached, or does not let us in."""


class ChangedUnderneathError(BookError):
    """A row, cell or file is no longer what it was when it was read; nothing was written."""


class RefusedError(BookError):
    """Writing would lose or overwrite something of a person's; nothing was written."""


class OutputError(ToolkitError):
    """A report or copy could not be written where it was asked for."""


class ExportRefusedError(OutputError):
    """A file for finance would be wrong; nothing was written, every row in the way is named."""


class RunHeldError(ToolkitError):
    """Another run of the same agency is under way; nothing was done."""


class MailError(ToolkitError):
    """A mail was not sent, or not to everybody; what it tells of is kept all the same."""


class HistoryError(ToolkitError):
    """The history is out of reach, busy, damaged, or of a newer version."""


class MissingExtraError(ToolkitError):
    """An optional part is not installed.

    >>> raise MissingExtraError("typst", "pdf")
    Traceback (most recent call last):
    toolkit.errors.MissingExtraError: This needs typst: pip install 'account-services-toolkit[pdf]'
    """

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(
            f"This needs {library}: pip install 'account-services-toolkit[{extra}]'",
        )
