"""The twelve clients: who they are, whom one meets there, and what they buy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["AGENCY", "CLIENTS", "TEAMS", "Client", "ClientContact"]

AGENCY = "Larkhill & Vane"


@dataclass(frozen=True, slots=True)
class ClientContact:
    """A person at a client."""

    name: str
    role: str
    department: str
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Client:
    """A client of one of the three account teams."""

    name: str
    prefix: str
    team: int
    supervisor: str
    owners: tuple[str, ...]
    jobs: int
    products: tuple[str, ...]
    domain: str
    contacts: tuple[ClientContact, ...]
    goals: str
    renewal_on: date
    needs_po: bool = False
    has_retainer: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """An account team, and the workbook it keeps its jobs in."""

    number: int
    name: str
    book: str


TEAMS = (
    Team(1, "Consumer", "Consumer job list.xlsx"),
    Team(2, "Public & Culture", "Public and Culture WIP.xlsx"),
    Team(3, "Business", "B2B traffic.xlsx"),
)


def _people(text: str) -> tuple[ClientContact, ...]:
    """Return the contacts of ``name; role; department`` lines; a * marks who decides."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = [[part.strip() for part in line.lstrip("*").split(";")] for line in lines]
    return tuple(
        ClientContact(row[0], row[1], row[2], line.startswith("*"))
        for line, row in zip(lines, rows, strict=True)
    )


CLIENTS = (
    Client(
        "Kestrel Outdoor",
        "KES",
        1,
        "RO",
        ("PS", "JT"),
        53,
        ("Trail boots", "Rainwear", "Loyalty club", "Brand"),
        "kestreloutdoor.example",
        _people(
            """*Amanda Frith; Marketing Director; Marketing
            Joel Pascoe; Brand Manager; Marketing
            Nina Caldwell; E-commerce Manager; Digital"""
        ),
        "Grow unaided awareness from 18% to 25%; 40% of sales direct by 2027",
        date(2026, 12, 31),
        needs_po=True,
        has_retainer=True,
    ),
    Client(
        "Marlowe & Finch Teas",
        "MFT",
        1,
        "RO",
        ("PS",),
        38,
        ("Breakfast blend", "Herbal range", "Gift tins"),
        "marlowefinch.example",
        _people(
            """*Edward Finch; Managing Director; Board
            Sarah Lindley; Head of Marketing; Marketing
            Oliver Grant; Category Manager; Sales"""
        ),
        "Listings in two more grocers; premium gifting at Christmas",
        date(2026, 11, 30),
        has_retainer=True,
    ),
    Client(
        "Brightwater Leisure",
        "BRW",
        1,
        "RO",
        ("JT",),
        38,
        ("Memberships", "Swim school", "Spa days"),
        "brightwaterleisure.example",
        _people(
            """*Carol Denham; Commercial Director; Commercial
            Matt Ives; Marketing Manager; Marketing"""
        ),
        "12,000 members by year end; January and September peaks",
        date(2027, 3, 31),
    ),
    Client(
        "Oatley Row Bakery",
        "ORB",
        1,
        "RO",
        ("JT", "PS"),
        7,
        ("Sourdough", "Celebration cakes"),
        "oatleyrow.example",
        _people(
            """*Bethan Rowe; Founder; Board
            Luke Rowe; Shop Manager; Retail"""
        ),
        "Open four shops in the south west",
        date(2027, 1, 31),
    ),
    Client(
        "Tideway Water",
        "TID",
        2,
        "TB",
        ("AB", "GW"),
        48,
        ("Save water", "Metering", "Rivers", "Corporate"),
        "tidewaywater.example",
        _people(
            """*Philip Garrow; Communications Director; Communications
            Zoe Amos; Campaigns Manager; Communications
            Hamish Reid; Digital Lead; Customer"""
        ),
        "Cut per-capita use by 6%; complaints below sector average",
        date(2027, 3, 31),
        needs_po=True,
        has_retainer=True,
    ),
    Client(
        "Northmoor Festival",
        "NOR",
        2,
        "TB",
        ("GW", "SP"),
        36,
        ("Summer season", "Winter lights", "Membership"),
        "northmoorfestival.example",
        _people(
            """*Isla Merrick; Executive Director; Executive
            Callum Boyd; Marketing Officer; Marketing"""
        ),
        "Sell 85% of tickets before the opening night",
        date(2026, 10, 31),
    ),
    Client(
        "Calder Borough Council",
        "CBC",
        2,
        "TB",
        ("AB", "SP"),
        36,
        ("Recycling", "Fostering", "Town centre"),
        "calderborough.example",
        _people(
            """*Janet Holroyd; Head of Communications; Communications
            Imran Malik; Campaigns Officer; Communications
            Steph Nuttall; Procurement Officer; Procurement"""
        ),
        "30 new foster families; recycling above 50%",
        date(2027, 3, 31),
        needs_po=True,
    ),
    Client(
        "St Brannock Hospice",
        "STB",
        2,
        "TB",
        ("GW",),
        14,
        ("Legacy giving", "Lottery"),
        "stbrannock.example",
        _people(
            """*Margaret Ellery; Chief Executive; Executive
            Dominic Shaw; Fundraising Manager; Fundraising"""
        ),
        "Legacy pledges up by a fifth",
        date(2027, 2, 28),
    ),
    Client(
        "Ferrand Pumps",
        "FER",
        3,
        "MN",
        ("DO",),
        42,
        ("Marine", "Process", "Service contracts"),
        "ferrandpumps.example",
        _people(
            """*Keith Barlow; Sales & Marketing Director; Sales
            Annette Visser; Marketing Communications Manager; Marketing
            Raj Bhatia; Product Manager; Process"""
        ),
        "Double service contracts; one voice across five markets",
        date(2026, 12, 31),
        has_retainer=True,
    ),
    Client(
        "Lyndale Logistics",
        "LYN",
        3,
        "MN",
        ("LK", "DO"),
        40,
        ("Cold chain", "Driver recruitment"),
        "lyndale.example",
        _people(
            """*Sandra Tilley; Chief Commercial Officer; Commercial
            Peter Hobbs; Marketing Manager; Marketing"""
        ),
        "Recruit 120 drivers; three new cold-chain contracts",
        date(2027, 1, 31),
    ),
    Client(
        "Quillon Software",
        "QUI",
        3,
        "MN",
        ("LK",),
        40,
        ("Payroll cloud", "Partner programme", "Brand"),
        "quillon.example",
        _people(
            """*Rebecca Stein; VP Marketing; Marketing
            Tariq Aslam; Demand Generation Lead; Marketing
            Laura Penney; Product Marketing Manager; Product"""
        ),
        "600 qualified leads a quarter; partner-sourced pipeline at 30%",
        date(2026, 10, 31),
        has_retainer=True,
    ),
    Client(
        "Aldgate Surety",
        "ALD",
        3,
        "MN",
        ("DO", "LK"),
        8,
        ("Broker portal", "Corporate"),
        "aldgatesurety.example",
        _people(
            """*Charles Wetherby; Head of Distribution; Distribution
            Emma Nolan; Marketing Executive; Marketing"""
        ),
        "Top three surety name among regional brokers",
        date(2027, 2, 28),
    ),
)
