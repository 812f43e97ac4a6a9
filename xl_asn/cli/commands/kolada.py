"""``xl-asn kolada``: look up a workbook's key figures in Kolada, and keep the answer in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from xl_asn.cli.declared import Argument, Option
from xl_asn.cli.exits import stop
from xl_asn.cli.next_steps import command
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import say
from xl_asn.cli.work import worked
from xl_asn.files.pinned import how_to_install
from xl_asn.model.told import ToldError

if TYPE_CHECKING:
    from xl_asn.files.changing.outputs import Outputs
    from xl_asn.model.kolada import AskedFigure, Remark
    from xl_asn.model.page import Page

_CODE_LENGTH = 4
_YEARS_BACK = 5
_NO_CODE = (
    "Arbetsbokens regelverk säger inte vilken kommun det är. Ange kommunkoden med --kommun, "
    "eller skriv den som kolada under [namnd] i regelverkets fil."
)
_NO_IDS = "bladet Indikatorer har inga Kolada-id:n. Skriv dem i kolumnen Kolada-id och kör igen."


def kolada(
    fil: Annotated[Path, Argument("Arbetsboken.")],
    ut: Annotated[Path | None, Option("Skriv till den här filen i stället för till FIL.")] = None,
    kommun: Annotated[
        str | None, Option("Kommunkoden, fyra siffror. Utan valet: regelverkets.")
    ] = None,
    ar: Annotated[int, Option("Hur många år bakåt som hämtas.", at_least=1, at_most=20)] = (
        _YEARS_BACK
    ),
    adress: Annotated[
        str | None, Option("Koladas adress, om den är en annan än den vanliga.")
    ] = None,
) -> int:
    """Slå upp arbetsbokens nyckeltal i Kolada och spara svaret på bladet Kolada."""
    _refuse(fil, ut, kommun)
    outputs = outputs_of([fil], ("--ut", ut), replaces=fil)
    from time import sleep

    from xl_asn.cycle.kolada.client import ADDRESS, ask
    from xl_asn.cycle.kolada.remarks import remarks
    from xl_asn.model.kolada import Snapshot
    from xl_asn.pages.kolada_page import kolada_page

    asked, last, of_board, old, beside = worked(fil, partial(_asked, fil))
    code = kommun or of_board or stop(_NO_CODE)
    address = adress or ADDRESS
    ids = dict.fromkeys(figure.id for figure in asked)
    figures = tuple(ask(ids, code, range(last - ar, last + 1), address=address, sleep=sleep))
    said = tuple(remarks(asked, {figure.id: figure for figure in figures}))
    snapshot = Snapshot(datetime.now(), address, code, figures)  # noqa: DTZ005 - the user's own
    target = ut or fil
    page = kolada_page(snapshot, asked, said)
    outputs.also_read(beside)
    new = worked(fil, partial(_with_page, old, page))
    _put(target, new, outputs, made_from=None if ut else old)
    found = sum(figure.title is not None for figure in figures)
    _tell(said, f"{found} av {len(figures)} nyckeltal finns i Kolada.", target)
    return 0


def _tell(said: Sequence[Remark], found: str, target: Path) -> None:
    """Print what differs from Kolada, where its answer stands, and what to do."""
    for remark in said:
        say(f"{remark.cell}  {remark.text}")
    say(f"{found} Svaret ligger på bladet Kolada i {target}.")
    if said:
        say(f"Rätta cellerna ovan, och räkna om: {command('berakna', target)}")
    else:
        say("Inget skiljer sig. Inget behöver rättas.")


def _with_page(book: bytes, page: Page) -> bytes:
    from xl_asn.files.changing.save import saved

    return saved(book, {}, [page])


def _put(target: Path, new: bytes, outputs: Outputs, *, made_from: bytes | None) -> None:
    from xl_asn.files.changing.not_published import NotPublished

    try:
        outputs.publish(target, new, made_from=made_from)
    except NotPublished as error:
        stop(f"{target}: {error}")


def _refuse(fil: Path, ut: Path | None, kommun: str | None) -> None:
    """Stop where the extra is not installed or an option cannot be meant."""
    if find_spec("httpx") is None:
        stop(f"Kolada-delen är inte installerad. Kör {how_to_install()} och försök igen.")
    if kommun is not None and not (
        kommun.isascii() and kommun.isdecimal() and len(kommun) == _CODE_LENGTH
    ):
        stop(f"{kommun} är ingen kommunkod. Den är fyra siffror, till exempel --kommun 0180.")
    if fil.suffix.casefold() == ".md":
        stop(f"{fil} är ett textdokument. Ange en arbetsbok (.xlsx eller .xlsm).")
    if ut is not None and ut.suffix.casefold() != fil.suffix.casefold():
        stop(f"{ut.name} måste ha samma filändelse som {fil.name}, annars öppnar Excel den inte.")


class _Asked(NamedTuple):
    """The key figures that a workbook names, and what else is to be known of it."""

    figures: Sequence[AskedFigure]
    year: int
    code: str
    book: bytes
    beside: Sequence[Path]


def _asked(fil: Path) -> _Asked:
    """Read a workbook and what it asks of Kolada."""
    from xl_asn.case.boards import board_of
    from xl_asn.case.neighbours import Neighbours
    from xl_asn.case.opened import grid_of
    from xl_asn.cycle.kolada.remarks import asked_figures
    from xl_asn.documents.catalogue import document_type_of
    from xl_asn.documents.sheets.indicators import IndicatorRow
    from xl_asn.files.reading.load import load

    loaded = load(fil)
    grid = grid_of(loaded)
    declared = document_type_of(grid)
    if declared is None:
        message = f"{fil}: arbetsboken är ingen mall från xl_asn. Skapa en med xl-asn mall TYP."
        raise ToldError(message)
    document = declared.read(grid)
    year = document.period.year if document.period else date.today().year  # noqa: DTZ011
    asked = asked_figures(document.rows_of(IndicatorRow), year)
    if not asked:
        message = f"{fil}: {_NO_IDS}"
        raise ToldError(message)
    beside = Neighbours.of_folder(fil.parent)
    code = board_of(grid, beside, beside.place).board.names.kolada
    return _Asked(asked, year, code, loaded.data or b"", beside.paths)
