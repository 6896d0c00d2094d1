"""What is talked about, decided and promised in meetings, by the type of the job."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ACTIONS", "BUDGETS", "DECISIONS", "TOPICS"]

TOPICS: Mapping[str, tuple[str, ...]] = {
    "Campaign": ("Creative routes", "Copy amends", "Photography", "Timing plan"),
    "Digital": ("Wireframes", "Content plan", "Tracking", "Launch date"),
    "Film": ("Storyboard", "Casting", "Shoot dates", "Music"),
    "Print": ("Layouts", "Paper and finish", "Print quantities", "Delivery"),
    "Event": ("Stand design", "Floor plan", "Staffing", "Giveaways"),
    "Media": ("Channel plan", "Flighting", "Rates", "Results to date"),
    "Research": ("Discussion guide", "Recruitment", "First findings"),
    "Brand": ("Routes", "Tone of voice", "Roll-out"),
}
DECISIONS: Mapping[str, tuple[str, ...]] = {
    "Campaign": (
        "go ahead with route {n}",
        "keep headline as presented",
        "use existing photography",
        "move logo to the lower right",
    ),
    "Digital": (
        "wireframes approved with two changes",
        "drop the pop-up",
        "form asks for name and e-mail only",
    ),
    "Film": ("add captions to all versions", "60 seconds, plus a 15-second cut", "no voice-over"),
    "Print": ("print on uncoated stock", "eight pages instead of twelve", "run of {n},000"),
    "Event": ("stand {n} in hall 4 confirmed", "no seating area", "client brings own demo unit"),
    "Media": ("drop the third format", "move a fifth of the budget to regional radio"),
    "Research": ("{n} groups in Leeds, one in Bristol", "add a question about price"),
    "Brand": ("route {n} goes forward", "keep the present typeface"),
}
BUDGETS = (
    "stays within the signed estimate",
    "client asks for a price for two more versions",
    "supplier quote to be confirmed",
    "no change",
)
ACTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    # what, and who does it: the owner of the job, the client, or somebody of the team
    "Campaign": (
        ("send revised layouts", "owner"),
        ("approve copy", "client"),
        ("book studio", "team"),
    ),
    "Digital": (
        ("share test link", "team"),
        ("send logo files", "client"),
        ("circulate timing plan", "owner"),
    ),
    "Film": (("send call sheet", "owner"), ("approve storyboard", "client")),
    "Print": (("send proofs", "owner"), ("confirm delivery addresses", "client")),
    "Event": (("send floor plan", "owner"), ("order badges", "team")),
    "Media": (("share media plan", "team"), ("confirm start date", "client")),
    "Research": (("send discussion guide", "owner"), ("supply customer list", "client")),
    "Brand": (("send refined routes", "owner"), ("collect comments from board", "client")),
}
