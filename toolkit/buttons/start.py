"""Imported first of all by the process a button starts: see ``lean``."""

import atexit
import gc

from toolkit.buttons.lean import lean_xlwings

# The process ends with the press: what it makes is alive until then or freed without a search,
# and the search that Python makes of all there is at its end would be a tenth of the press.
gc.disable()
atexit.register(gc.freeze)
lean_xlwings()
