"""The LibreOffice that the tests of open books share: one for each worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.real import calc
from tests.real.soffice import Soffice


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Soffice]:
    office = Soffice(tmp_path_factory.mktemp("calc"))
    yield office
    office.close()


@pytest.fixture(scope="session")
def app(soffice: Soffice) -> Any:
    """Return an xlwings App over a running LibreOffice."""
    return calc.start(soffice)


@pytest.fixture
def excel(app: Any, soffice: Soffice) -> Iterator[Any]:
    """Return the App for one test, every call limited; its books are closed afterwards."""
    with soffice.within():
        yield app
        for book in list(app.books):
            book.close()
