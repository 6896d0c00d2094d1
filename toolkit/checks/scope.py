"""Which rules run, and on which sheets: selecting and ignoring codes and families."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from toolkit.config import Config
from toolkit.errors import ConfigError

__all__ = ["Scope", "validated"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Codes or beginnings of codes: DAT301, DAT3, DAT."""

    select: tuple[str, ...] = ()
    """None means all."""
    ignore: tuple[str, ...] = ()

    @classmethod
    def of(cls, config: Config) -> Scope:
        """Return what ``[checks]`` selects and ignores."""
        return cls(config.checks.select, config.checks.ignore)

    @classmethod
    def of_sheet(cls, config: Config, sheet: str) -> Scope:
        """Return what ``[sheets."…"]`` selects and ignores."""
        settings = config.for_sheet(sheet)
        return cls(settings.select, settings.ignore)

    def holds(self, code: str) -> bool:
        """Whether a code is wanted: selected, and and not ignored; the longer name wins."""
        selected, ignored = _longest(code, self.select), _longest(code, self.ignore)
        if self.select and not selected:
            return False
        return not ignored or selected > ignored


def _longest(code: str, beginnings: Sequence[str]) -> int:
    return max((len(b.strip()) for b in beginnings if _begins(code, b)), default=0)


def _begins(code: str, prefix: str) -> bool:
    return code.startswith(prefix.strip().upper())


def validated(names: Sequence[str], codes: Collection[str], where: str) -> tuple[str, ...]:
    """Return codes or families as given, when each of them names a rule.

    Raises ConfigError naming the nearest code otherwise.
    """
    for name in names:
        wanted = name.strip().upper()
        if not wanted or not any(code.startswith(wanted) for code in codes):
            near = difflib.get_close_matches(wanted, sorted(codes), n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]}?" if near else "; see toolkit rules"
            raise ConfigError(f"{where}: no rule or family is called {name!r}{hint}")
    return tuple(name.strip().upper() for name in names)
