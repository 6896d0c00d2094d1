"""What agency.toml says of sheets, headers and fields that are not there."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.test_status_by_cells import WORDS, jobs, read
from toolkit.books.memory import MemoryBook
from toolkit.config import Config, parse_config
from toolkit.errors import ConfigError
from toolkit.model import Tracker
from toolkit.reading import read_tracker
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
    (line,) = unmatched_settings(config, read(jobs("Stage", WORDS), "Live Jobs", config))
    assert said in line


def test_settings_that_match_are_not_told() -> None:
    config = parse_config('[sheets."live jobs".columns]\nA = "number"\nDUE = "due"')
    tracker = read(jobs("Stage", WORDS), "Live Jobs", config)
    assert not unmatched_settings(config, tracker)
    assert not unmatched_settings(Config(), tracker)


def test_an_unknown_field_names_the_nearest() -> None:
    config = parse_config('[columns]\n"Drop dead" = "deadline"')
    with pytest.raises(ConfigError) as told:
        read(jobs("Stage", WORDS), config=config)
    assert "did you mean due?" in str(told.value)
    assert "probability" not in str(told.value)


BOOKS = MemoryBook(
    {
        "Jobs": [
            ["Job #", "Job Name", "Client", "Status", "Product"],
            ["A-101", "Poster", "Aldgate Surety", "WIP", "Brand"],
            ["A-102", "Film", "Tideway Water", "WIP", "Social"],
        ],
        "Hours": [
            ["Date", "Person", "Client", "Hours", "Role"],
            ["2026-03-02", "Jo Dean", "Aldgate Surety", 4, "Designer"],
        ],
        "People": [
            ["Full Name", "Role", "Department", "E-mail", "Initials"],
            ["Jo Dean", "Designer", "Creative services", "jo@agency.example", "JD"],
            ["Al Fry", "Planner", "Media", "al@agency.example", "AF"],
        ],
    }
)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[retainers."Aldgate Suerty"]', "Aldgate Surety"),
        ('[retainers."Aldgate Surety"]\nclients = ["Tideway Watr"]', "Tideway Water"),
        ('[retainers."Aldgate Surety"]\njobs = ["A-103"]', "A-10"),
        ('[retainers."Aldgate Surety"]\nwithout_roles = ["Desinger"]', "Designer"),
        ('[retainers."Aldgate Surety"]\nproducts = ["Brnd"]', "Brand"),
        ('[retainers."Aldgate Surety".overage_rates]\nDesign = 90', "Designer"),
        ('[retainers."Aldgate Surety"]\ncurrency = "EURO"', "EUR"),
        ('[forecast.goals]\n"Tideway" = 90000', "Tideway Water"),
        ('[[export.accounts]]\nclient = "Aldgate"\naccount = "4000"', "Aldgate Surety"),
        ("[forecast.rates]\nUSDD = 0.9", "USD"),
        ("[forecast.current_rates]\nGBPP = 1.2", "GBP"),
        ('[agency]\ncurrency = "UDS"', "nearest"),
        ('[contact]\nteams = ["creative", "medai"]', "Media"),
        ('[burn.policy]\ncurrency = "Dollar"', "Dollar"),
    ],
)
def test_a_name_nobody_in_the_books_has_is_told(toml: str, said: str) -> None:
    config = parse_config(toml)
    tracker = read_tracker([("agency", BOOKS.read())], config, date(2026, 3, 10))
    (line,) = unmatched_settings(config, tracker)
    assert line.startswith("agency.toml: ")
    assert said in line


def test_a_retainer_may_go_by_another_name_of_its_client() -> None:
    config = parse_config('[retainers.ALS]\nclients = ["aldgate  surety"]\ncurrency = "chf"')
    tracker = read_tracker([("agency", BOOKS.read())], config, date(2026, 3, 10))
    assert not unmatched_settings(config, tracker)


def test_what_the_books_do_not_keep_is_held_against_no_setting() -> None:
    config = parse_config('[retainers.Acme]\nroles = ["Designer"]\nproducts = ["Brand"]')
    assert not unmatched_settings(config, Tracker())
