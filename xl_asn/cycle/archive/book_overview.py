"""*Översikt*: what there is to say of each board's forecasts, and every row in a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from xl_asn.calculation.forecasts import LEAST_FOR_BIAS, LEAST_OF_BOARD, Track
from xl_asn.cycle.archive.book_lists import (
    RIGHT,
    Cell,
    Judged,
    Told,
    ToldBoard,
    count,
    dash,
    ratio,
    share,
)
from xl_asn.cycle.archive.book_sheet import listed
from xl_asn.model.archive import RESERVATION
from xl_asn.model.arithmetic import quotient
from xl_asn.model.characters import spelled
from xl_asn.model.money import show_share
from xl_asn.model.page import Page
from xl_asn.pages.sheet_styles import BODY, ListColumn
from xl_asn.report.accuracy import accuracy_sentences

NAME: Final = "Översikt"
_FEW: Final = "för få prognoser"
SIGNS: Final = "Minus betyder att prognosen var för dyster, plus att den var för ljus."
WHAT_CHALLENGES: Final = (
    "Utmanaren är en prognos som bara räknar på hur åren brukar fördela sig. Kvoten är nämndens "
    "medelfel delat med utmanarens för samma månader: under 1 är nämndens prognoser bättre."
)


def overview_page(told: Told) -> Page:
    """Lay out the sheet: sentences for each board, the reservation, and a row for each row."""
    unit = told.unit.value
    columns = [
        *told.heads(),
        ListColumn("Prognoser", 11, number=True),
        ListColumn("Träffar", 9, number=True),
        ListColumn("Träff %", 9, number=True),
        ListColumn(f"Lutning, {unit}", 11, number=True),
        ListColumn("Lutar", 15),
        ListColumn(f"Medelfel, {unit}", 11, number=True),
        ListColumn("Medelfel % av årsbudgeten", 14, number=True),
        ListColumn(f"Utmanarens medelfel, {unit}", 13, number=True),
        ListColumn("Utmanarens träffar", 12, number=True),
        ListColumn("Kvot", 9.5, number=True),
    ]
    shown = [one for one in told.judged() if one.accuracy.hers.misses]
    rows = [[*told.head(one), *_measures(told, one)] for one in shown]
    return listed(
        NAME, [*_leads(told), *_left_out(told, len(shown))], columns, rows,
        said=[*_sentences(told)], note=f"Obs! {RESERVATION}",
    )  # fmt: skip


def _leads(told: Told) -> Iterator[str]:
    yield f"{told.what_hits} Belopp i {told.unit.value}. {SIGNS}"
    yield (
        f"Lutningen är medelfelet med tecken och sägs av minst {LEAST_FOR_BIAS} prognoser. "
        f"Medelfel i procent sägs inte av rader som är mindre än {show_share(LEAST_OF_BOARD)} av "
        "nämndens årsbudget. Tankstreck (–) betyder att uppgiften saknas."
    )
    yield WHAT_CHALLENGES


def _left_out(told: Told, shown: int) -> Iterator[str]:
    """Yield how many rows have nothing to be judged by, and so are not in the table."""
    left = sum(1 for _ in told.judged()) - shown
    if left:
        subject = "En rad" if left == 1 else f"{left} rader"
        is_or_are = "Den är" if left == 1 else "De är"
        yield (
            f"{subject} har ingen prognos med ett bokslut att jämföra med. {is_or_are} inte med i "
            "tabellen."
        )


def _sentences(told: Told) -> Iterator[str]:
    """Yield what there is to say of each board, a paragraph for each."""
    for board in told.boards:
        said = " ".join(_of_board(told, board))
        yield f"{board.name}: {said}" if told.has_boards else said


def _of_board(told: Told, board: ToldBoard) -> Iterator[str]:
    if board.own is None:
        yield "Ingen rapport har en rad för nämndens eget resultat."
        return
    yield from map(spelled, accuracy_sentences(board.own.accuracy, told.unit))


def _measures(told: Told, one: Judged) -> Iterator[Cell]:
    hers, other = one.accuracy.hers, one.accuracy.challenger
    yield count(len(hers.misses))
    yield count(hers.hits) if hers.judged else dash()
    yield hit_rate(hers)
    yield told.amount(hers.bias, signed=True)
    yield _leaning(hers), BODY
    yield told.amount(hers.mean_error)
    yield share(hers.mean_share)
    yield told.amount(other.mean_error)
    yield hits_of(other)
    yield ratio(one.accuracy.relative)


def _leaning(track: Track) -> str:
    return track.leaning or (_FEW if track.misses else "–")


def hit_rate(track: Track) -> Cell:
    """Return the share of the forecasts that hit; a dash where none could be judged."""
    return share(quotient(Decimal(track.hits), track.judged) if track.judged else None, 0)


def hits_of(track: Track) -> Cell:
    """Return how many of how many forecasts hit: ``7 av 11``."""
    return (f"{track.hits} av {track.judged}", RIGHT) if track.judged else dash()
