"""Google Sheets as books."""

from toolkit.books.google.address import Address, is_google, parse_address
from toolkit.books.google.book import GoogleBook, open_google

__all__ = ["Address", "GoogleBook", "is_google", "open_google", "parse_address"]
