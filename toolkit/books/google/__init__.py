"""Google Sheets as books: ``address`` tells what names one, ``book`` reads and writes it."""
