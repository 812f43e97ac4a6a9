"""All attacks, by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tests.attack import amounts, ends, given, limits, outputs, packages, sinks, updates
from tests.attack.attack import Attack

GROUPS: Mapping[str, Sequence[Attack]] = MappingProxyType(
    {
        "utdata": outputs.ATTACKS,
        "samtidigt": updates.ATTACKS,
        "gränser": limits.ATTACKS,
        "avlopp": sinks.ATTACKS,
        "belopp": amounts.ATTACKS,
        "filer": packages.ATTACKS,
        "bilagor": given.ATTACKS,
        "slut": ends.ATTACKS,
    }
)
