"""A row's season as a finding says it: the share that usually has come, and which years tell it."""

from __future__ import annotations

from collections.abc import Sequence

from xl_asn.calculation.season import Season
from xl_asn.model.listing import listed
from xl_asn.model.money import show_number


def usually_come(season: Season) -> str:
    """Return the season as a sentence without its point, with the years that tell it.

    ``Vid den här tiden brukar 62 procent av året ha kommit, enligt 2021–2022``.
    """
    return (
        f"Vid den här tiden brukar {percent(season)} av året ha kommit, "
        f"enligt {years(season.years)}"
    )


def percent(season: Season) -> str:
    """Return the share in words: ``62 procent``."""
    return f"{show_number(season.share * 100)} procent"


def years(told: Sequence[int]) -> str:
    """Return years as a sentence has them, those that follow each other as one: ``2019–2021``."""
    spans: list[list[int]] = []
    for year in sorted(told):
        if spans and spans[-1][-1] + 1 == year:
            spans[-1].append(year)
        else:
            spans.append([year])
    return listed(str(s[0]) if len(s) == 1 else f"{s[0]}–{s[-1]}" for s in spans)
