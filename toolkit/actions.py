"""One function for each thing a person asks for: gather, decide, write. Start reading here."""

from __future__ import annotations
