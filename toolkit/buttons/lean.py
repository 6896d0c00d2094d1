"""xlwings, imported without what it brings along wherever it finds it.

It imports pandas, numpy and polars when they are installed: most of a second, at every press. It
also looks for its paid part, which is not used here and whose licence not everybody has.
"""

from __future__ import annotations

import sys
from typing import Any

from toolkit.errors import MissingExtraError

__all__ = ["BROUGHT_ALONG", "lean_xlwings"]

BROUGHT_ALONG = ("pandas", "numpy", "polars", "pyarrow", "matplotlib", "PIL", "xlwings.pro")


def lean_xlwings() -> Any:
    """Return the module; raises MissingExtraError when it is not installed."""
    if sys.modules.get("xlwings") is None:
        barred = [name for name in BROUGHT_ALONG if name not in sys.modules]
        for name in barred:
            sys.modules[name] = None  # type: ignore[assignment]  # bars its import
        try:
            import xlwings  # noqa: F401
        except ImportError as error:
            raise MissingExtraError("xlwings", "excel") from error
        finally:
            for name in barred:
                sys.modules.pop(name, None)
    return sys.modules["xlwings"]
