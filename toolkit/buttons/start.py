"""Imported first of all by the process a button starts: see ``lean``."""

from toolkit.buttons.lean import lean_xlwings

lean_xlwings()
