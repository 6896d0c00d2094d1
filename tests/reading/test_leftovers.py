"""What agency.toml says of sheets, headers and fields that are not there."""

from __future__ import annotations

import pytest

from tests.reading.test_status_by_cells import WORDS, jobs, read
from toolkit.config import Config, parse_config
from toolkit.errors import ConfigError
from toolkit.reading.leftovers import unmatched_settings


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[sheets."Live Jobz"]', "Live Jobs"),
        ('[sheets."Live Jobs".columns]\n"Clyent" = "client"', "Client"),
        ('[sheets."Live Jobs".columns]\nDue = "signed_on"', "estimate_signed_on"),
        ('[columns]\nProjct = "name"', "Project"),
    ],
)
def test_a_setting_that_matches_nothing_is_told_with_the_nearest(toml: str, said: str) -> None:
    config = parse_config(toml)
    (line,) = unmatched_settings(config, read(jobs("Stage", WORDS), "Live Jobs", config).tables)
    assert said in line


def test_settings_that_match_are_not_told() -> None:
    config = parse_config('[sheets."live jobs".columns]\nA = "number"\nDUE = "due"')
    tables = read(jobs("Stage", WORDS), "Live Jobs", config).tables
    assert not unmatched_settings(config, tables)
    assert not unmatched_settings(Config(), tables)


def test_an_unknown_field_names_the_nearest() -> None:
    config = parse_config('[columns]\n"Drop dead" = "deadline"')
    with pytest.raises(ConfigError) as told:
        read(jobs("Stage", WORDS), config=config)
    assert "did you mean due?" in str(told.value)
    assert "probability" not in str(told.value)
