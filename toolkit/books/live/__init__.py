"""How a book that is open in Excel is read and written: the parts of ``toolkit.books.excel``."""
