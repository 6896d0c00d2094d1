"""The thirty people of the agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

__all__ = ["BY_INITIALS", "LEAVER", "STAFF", "Staff", "staff_in"]


@dataclass(frozen=True, slots=True)
class Staff:
    """A person at the agency, and what an hour of theirs is sold for and costs."""

    first: str
    last: str
    initials: str
    role: str
    department: str
    team: int = 0
    is_head: bool = False
    rate: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    billable_share: float = 0.85
    cover: str = ""
    left_on: date | None = None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"


RATES = {
    "Managing Director": (180, 92),
    "Account Director": (145, 71),
    "Account Supervisor": (115, 54),
    "Account Executive": (85, 36),
    "Creative Director": (150, 74),
    "Art Director": (110, 49),
    "Copywriter": (105, 47),
    "Designer": (85, 37),
    "Head of Production": (115, 53),
    "Producer": (90, 40),
    "Artworker": (75, 32),
    "Head of Media": (120, 57),
    "Media Planner": (95, 42),
    "Head of Planning": (135, 64),
    "Planner": (105, 46),
    "Finance Manager": (80, 44),
    "Operations Manager": (80, 42),
}
ACCOUNTS, CREATIVE, PRODUCTION = "Account Services", "Creative", "Production"
MEDIA, PLANNING = "Media", "Account Planning"

# first, last, initials, role, department, team, cover
ROWS: tuple[tuple[str, str, str, str, str, int, str], ...] = (
    ("Helen", "Vane", "HV", "Account Director", ACCOUNTS, 0, "RO"),
    ("Rachel", "Osei", "RO", "Account Supervisor", ACCOUNTS, 1, "HV"),
    ("Tom", "Birchall", "TB", "Account Supervisor", ACCOUNTS, 2, "HV"),
    ("Meera", "Nair", "MN", "Account Supervisor", ACCOUNTS, 3, "HV"),
    ("Priya", "Shah", "PS", "Account Executive", ACCOUNTS, 1, "JT"),
    ("Jack", "Tully", "JT", "Account Executive", ACCOUNTS, 1, "PS"),
    ("Aoife", "Brennan", "AB", "Account Executive", ACCOUNTS, 2, "GW"),
    ("Gareth", "Wynne", "GW", "Account Executive", ACCOUNTS, 2, "AB"),
    ("Simon", "Pell", "SP", "Account Executive", ACCOUNTS, 2, "AB"),
    ("Daniel", "Okafor", "DO", "Account Executive", ACCOUNTS, 3, "LK"),
    ("Lucy", "Kemp", "LK", "Account Executive", ACCOUNTS, 3, "DO"),
    ("Marcus", "Larkhill", "ML", "Creative Director", CREATIVE, 0, "EF"),
    ("Elena", "Fontaine", "EF", "Art Director", CREATIVE, 0, "ML"),
    ("Josh", "Adeyemi", "JA", "Art Director", CREATIVE, 0, "EF"),
    ("Clare", "Whitlock", "CW", "Copywriter", CREATIVE, 0, "NH"),
    ("Nathan", "Hale", "NH", "Copywriter", CREATIVE, 0, "CW"),
    ("Sofia", "Rinaldi", "SR", "Designer", CREATIVE, 0, "IB"),
    ("Isaac", "Bloom", "IB", "Designer", CREATIVE, 0, "SR"),
    ("Wendy", "Tranter", "WT", "Head of Production", PRODUCTION, 0, "OC"),
    ("Owen", "Castell", "OC", "Producer", PRODUCTION, 0, "WT"),
    ("Farah", "Aziz", "FA", "Producer", PRODUCTION, 0, "OC"),
    ("Ken", "Doyle", "KD", "Artworker", PRODUCTION, 0, "FA"),
    ("Victoria", "Stroud", "VS", "Head of Media", MEDIA, 0, "BM"),
    ("Ben", "Mottram", "BM", "Media Planner", MEDIA, 0, "VS"),
    ("Yasmin", "Haddad", "YH", "Media Planner", MEDIA, 0, "BM"),
    ("Craig", "Pattison", "CP", "Media Planner", MEDIA, 0, "YH"),
    ("Ruth", "Sandler", "RS", "Head of Planning", PLANNING, 0, "AM"),
    ("Alex", "Mowbray", "AM", "Planner", PLANNING, 0, "RS"),
    ("Diane", "Coates", "DC", "Finance Manager", "Finance", 0, "GR"),
    ("Graham", "Rusk", "GR", "Operations Manager", "Operations", 0, "DC"),
)
HEADS = {"HV", "ML", "WT", "VS", "RS", "DC", "GR"}
LEAVER = "SP"
LEFT_ON = date(2026, 3, 27)
BILLABLE = {"DC": 0.0, "GR": 0.1, "HV": 0.35, "ML": 0.6, "RO": 0.7, "TB": 0.7, "MN": 0.7}


def _staff(row: tuple[str, str, str, str, str, int, str]) -> Staff:
    first, last, initials, role, department, team, cover = row
    rate, cost = RATES[role]
    return Staff(
        *(first, last, initials, role, department, team, initials in HEADS),
        rate=Decimal(rate),
        cost=Decimal(cost),
        billable_share=BILLABLE.get(initials, 0.88),
        cover=cover,
        left_on=LEFT_ON if initials == LEAVER else None,
    )


STAFF = tuple(_staff(row) for row in ROWS)
BY_INITIALS = {p.initials: p for p in STAFF}


def staff_in(department: str) -> tuple[Staff, ...]:
    """Return the people of a department, its head first."""
    return tuple(p for p in STAFF if p.department == department)
