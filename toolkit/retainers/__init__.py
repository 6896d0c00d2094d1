"""Retainers: policy, periods, ledger, and what burns them."""

from toolkit.retainers.burn import Burn, BurnRow, burn_of

__all__ = ["Burn", "BurnRow", "burn_of"]
