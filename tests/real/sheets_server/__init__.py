"""A Google Sheets server on a loopback port, to run unmodified clients against."""

from tests.real.sheets_server.server import SheetsServer

__all__ = ["SheetsServer"]
