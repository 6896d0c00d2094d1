"""The shipped Word templates are what their source builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.build_templates import main
from toolkit.shipped import shipped


@pytest.mark.parametrize("name", ["status.docx", "contact.docx"])
def test_building_again_gives_the_same_template(tmp_path: Path, name: str) -> None:
    main([str(tmp_path)])
    assert (tmp_path / name).read_bytes() == (shipped("templates") / name).read_bytes()
