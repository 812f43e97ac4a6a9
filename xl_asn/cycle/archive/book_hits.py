"""*Träff* and *Träfflista*: each month's forecast against the closing figure of its year.

The first shows all of a row's months at a glance, the second each of them with its amounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from xl_asn.calculation.forecasts import Miss, Track, year_budget
from xl_asn.cycle.archive.book_lists import NOTHING, Cell, Judged, Told, share, status_style
from xl_asn.cycle.archive.book_overview import SIGNS, hits_of
from xl_asn.cycle.archive.book_sheet import listed
from xl_asn.model.archive import MONTHS
from xl_asn.model.number_formats import share_format
from xl_asn.model.page import Page, Style
from xl_asn.model.periods import MONTH_HEADERS
from xl_asn.model.statuses import Status
from xl_asn.pages.sheet_styles import BODY, ListColumn

GRID, LIST = "Träff", "Träfflista"
_FORECAST_MONTHS: Final = MONTHS - 1
_YEAR: Final = BODY._replace(horizontal="left", number_format="0")
_NOT_YET: Final = (
    "Inget år i arkivet har både en prognos och ett bokslut. Därför finns inget att visa än."
)
_LOOKS: Final = {
    True: (status_style(Status.GREEN), Status.GREEN.symbol, "Träff"),
    False: (status_style(Status.RED), Status.RED.symbol, "Miss"),
}

_SYMBOLS: Final = (
    f"{_LOOKS[True][1]} är träff, {_LOOKS[False][1]} är miss och {NOTHING} betyder att det inte "
    "finns någon årsbudget att mäta mot."
)


def hits_page(told: Told) -> Page:
    """Lay out *Träff*: a line for each row and year, and how far off each month's forecast was."""
    columns = [
        *told.heads(),
        ListColumn("År", 7),
        *(ListColumn(month, 9.5) for month in MONTH_HEADERS[:_FORECAST_MONTHS]),
        ListColumn("Träffar", 10, number=True),
    ]
    rows = [
        [*told.head(one), *_line(year, misses)]
        for one in told.judged()
        for year, misses in _by_year(one.accuracy.hers)
    ]
    leads = [
        f"Varje ruta är månadens prognos minus bokslutet, i procent av årsbudgeten. {SIGNS}",
        f"{_SYMBOLS} En tom ruta är en månad utan prognos. {told.what_hits}",
        f"Beloppen står på bladet {LIST}.",
    ]
    return listed(GRID, leads if rows else [_NOT_YET], columns, rows)


def list_of_hits(told: Told) -> Page:
    """Lay out *Träfflista*: a line for each row and month, with the amounts."""
    unit = told.unit.value
    columns = [
        *told.heads(),
        ListColumn("År", 7),
        ListColumn("Månad", 9),
        ListColumn(f"Prognos, {unit}", 13, number=True),
        ListColumn(f"Bokslut, {unit}", 13, number=True),
        ListColumn(f"Fel, {unit}", 12, number=True),
        ListColumn(f"Årsbudget, {unit}", 13, number=True),
        ListColumn("Fel % av årsbudgeten", 12, number=True),
        ListColumn("Träff eller miss", 18),
    ]
    rows = [
        [*told.head(one), *_amounts(told, one, miss)]
        for one in told.judged()
        for miss in one.accuracy.hers.misses
    ]
    leads = [
        f"En rad är en månads prognos. Fel är prognosen minus bokslutet, i {unit}. {SIGNS}",
        told.what_hits,
    ]
    return listed(LIST, leads if rows else [_NOT_YET], columns, rows)


def _by_year(track: Track) -> Iterator[tuple[int, Track]]:
    for year in sorted({miss.month[0] for miss in track.misses}):
        yield year, Track(tuple(miss for miss in track.misses if miss.month[0] == year))


def _line(year: int, track: Track) -> Iterator[Cell]:
    by_month = {miss.month[1]: miss for miss in track.misses}
    yield Decimal(year), _YEAR
    for month in range(1, _FORECAST_MONTHS + 1):
        miss = by_month.get(month)
        yield (None, BODY) if miss is None else _square(miss)
    yield hits_of(track)


def _square(miss: Miss) -> Cell:
    """Return a month's cell: a number, with the symbol before it as its format."""
    if miss.hit is None or miss.share is None:
        return NOTHING, _BLANK
    style, symbol, _ = _LOOKS[miss.hit]
    return miss.share, style.but(number_format=_with(symbol))


def _with(symbol: str) -> str:
    """Return the format of a signed share with a symbol before it, in each of its sections."""
    return share_format(1, signed=True).replace("]", f']"{symbol} "')


def _amounts(told: Told, one: Judged, miss: Miss) -> Iterator[Cell]:
    yield Decimal(miss.month[0]), _YEAR
    yield MONTH_HEADERS[miss.month[1] - 1], BODY
    yield told.amount(miss.forecast)
    yield told.amount(miss.final)
    yield told.amount(miss.error, signed=True)
    yield told.amount(year_budget(one.row, miss.month))
    yield share(miss.share, 2, signed=True)
    yield _verdict(miss)


def _verdict(miss: Miss) -> Cell:
    if miss.hit is None:
        return f"{NOTHING} ingen årsbudget", _BLANK
    style, symbol, word = _LOOKS[miss.hit]
    return f"{symbol} {word}", style


_BLANK: Final[Style] = status_style(Status.NO_OUTCOME)
