"""Imported first of all by the process a button starts: see ``lean``."""

import gc

from toolkit.buttons.lean import lean_xlwings

# The process ends with the press: all it makes is alive until then or freed without a search.
gc.disable()
lean_xlwings()
