"""An xlwings engine over LibreOffice Calc: unmodified code against a real spreadsheet program.

It answers what the toolkit asks of xlwings, and speaks as Excel on Windows does where xlwings
hands on Excel's own objects. Every call that leaves this process is counted.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.real.calc.app import Apps
from tests.real.calc.values import as_given, as_shown
from tests.real.soffice import Soffice

__all__ = ["Engine", "start"]


class Engine:
    """What ``xw.Engine`` wraps."""

    name, type = "libreoffice", "desktop"

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return as_given(value)

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        return [[as_shown(v, empty_as, errors_as_text=err_to_str) for v in row] for row in data]


def start(soffice: Soffice) -> Any:
    """Return an xlwings App that drives this LibreOffice; it is the active engine then."""
    import xlwings

    engine = Engine()
    wrapped = xlwings.Engine(impl=engine)
    if "libreoffice" in xlwings.engines.engines_by_name:
        xlwings.engines.engines_by_name["libreoffice"] = wrapped
    else:
        xlwings.engines.add(wrapped)
    wrapped.activate()
    return xlwings.App(impl=engine.apps.over(soffice))
