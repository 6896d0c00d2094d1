"""A report as HTML, Word, PDF and plain text: a format a file."""
