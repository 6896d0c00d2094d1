from __future__ import annotations

import pytest

from toolkit.model.scope_text import named_in_scope


def test_a_scope_names_its_tasks_and_roles() -> None:
    assert named_in_scope("Design; copy/QA and  Film") == {"design", "copy", "qa", "film"}


@pytest.mark.parametrize("text", [None, "", " , ", "All services", "design, everything"])
def test_a_scope_of_everything_names_nothing(text: str | None) -> None:
    assert named_in_scope(text) == frozenset()
