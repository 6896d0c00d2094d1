"""The manual: one page of all rules, and a program's list of them."""

from __future__ import annotations

import pytest

from toolkit.checks import RULES
from toolkit.checks.manual import rule_called, rules_as_json, rules_page
from toolkit.errors import ConfigError


def test_every_rule_has_its_entry_and_its_line_in_the_contents() -> None:
    page = rules_page()
    for rule in RULES:
        assert page.count(f"\n### {rule.code}\n") == 1
        assert f"(#{rule.code.lower()})" in page


def test_programs_get_code_family_severity_title_and_needs() -> None:
    first = rules_as_json()[0]
    assert set(first) == {"code", "family", "severity", "title", "needs"}
    assert (first["code"], first["family"], first["needs"]) == ("NUM101", "NUM", ["jobs.number"])


def test_a_rule_is_found_in_any_case_and_a_near_one_is_named() -> None:
    assert rule_called("dat301").code == "DAT301"
    with pytest.raises(ConfigError, match="DAT30"):
        rule_called("DAT30")


def test_a_code_of_the_burn_says_where_it_is_explained() -> None:
    with pytest.raises(ConfigError, match="toolkit burn"):
        rule_called("ret101")
