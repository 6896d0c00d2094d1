"""Results → plans: what is to be written, where; touches nothing."""

from __future__ import annotations
