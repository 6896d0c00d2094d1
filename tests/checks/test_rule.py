"""Every rule's manual, code and needs are as people and programs rely on."""

from __future__ import annotations

import re

import pytest

from toolkit.checks import FAMILIES, RULES, Rule
from toolkit.checks.rule import SECTIONS, Need
from toolkit.model import KINDS, fields_of

CODES = {rule.code for rule in RULES}


def _code(rule: Rule) -> str:
    return rule.code


def test_codes_are_used_once_and_stand_in_the_order_of_their_families() -> None:
    codes = [rule.code for rule in RULES]
    families = list(FAMILIES)
    assert codes == sorted(CODES, key=lambda c: (families.index(c[:3]), c))


@pytest.mark.parametrize("rule", RULES, ids=_code)
def test_the_manual_says_what_why_wrong_right_and_how_to_configure(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    first, blank, *_ = rule.manual.splitlines()
    assert first.endswith(".")
    assert not blank
    assert len(first) <= 90
    assert list(rule.sections) == list(SECTIONS)
    assert all(rule.sections.values())


@pytest.mark.parametrize("rule", RULES, ids=_code)
def test_a_rule_yields_only_to_rules_there_are(rule: Rule) -> None:
    assert set(rule.yields_to) <= CODES - {rule.code}


@pytest.mark.parametrize("rule", RULES, ids=_code)
def test_a_rule_needs_only_fields_there_are(rule: Rule) -> None:
    for need in rule.needs:
        for kind, names in need.alternatives:
            known = {spec.name for spec in fields_of(KINDS[kind])}  # type: ignore[arg-type]
            assert set(names) <= known


def test_a_need_is_read_and_shown_alike() -> None:
    text = "jobs.billed | jobs.billing_status | people"
    assert str(Need.parse(text)) == text
    assert Need.parse(text).alternatives[2] == ("people", ())
