"""Results → documents: plain views, and templates that render them."""

from toolkit.reports.contact import contact_view
from toolkit.reports.render import FORMATS, Format, file_name, render
from toolkit.reports.status import status_views
from toolkit.reports.views import ContactView, Missing, StatusView

__all__ = [
    "FORMATS",
    "ContactView",
    "Format",
    "Missing",
    "StatusView",
    "contact_view",
    "file_name",
    "render",
    "status_views",
]
