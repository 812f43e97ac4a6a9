"""``xl-asn kolada``: look up a workbook's key figures in Kolada, and keep the answer in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from xl_asn.cli.declared import Argument, Option
from xl_asn.cli.exits import stop
from xl_asn.cli.next_steps import command
from xl_asn.cli.outputs import also_read, outputs_of
from xl_asn.cli.screen import say

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
_EXTRA = "Kolada-delen är inte installerad. Kör: pip install 'xl-asn[kolada]'"


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

    from xl_asn.cycle.kolada.client import ADDRESS, KoladaError, ask
    from xl_asn.cycle.kolada.remarks import remarks
    from xl_asn.model.kolada import Snapshot
    from xl_asn.pages.kolada_page import kolada_page

    data, asked, last, of_board = _asked(fil, outputs)
    code = kommun or of_board or stop(_NO_CODE)
    address = adress or ADDRESS
    ids = dict.fromkeys(figure.id for figure in asked)
    try:
        figures = tuple(ask(ids, code, range(last - ar, last + 1), address=address, sleep=sleep))
    except KoladaError as error:
        stop(str(error))
    said = tuple(remarks(asked, {figure.id: figure for figure in figures}))
    snapshot = Snapshot(datetime.now(), address, code, figures)  # noqa: DTZ005 - the user's own
    target = ut or fil
    new = kolada_page(snapshot, asked, said)
    _write(target, data, new, outputs, in_place=not ut)
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


def _write(target: Path, data: bytes, page: Page, outputs: Outputs, *, in_place: bool) -> None:
    from xl_asn.files.changing.not_published import NotPublished
    from xl_asn.files.changing.save import NotSavedError, saved

    try:
        new = saved(data, {}, [page])
        outputs.publish(target, new, made_from=data if in_place else None)
    except (NotPublished, NotSavedError) as error:
        stop(f"{target}: {error}")


def _refuse(fil: Path, ut: Path | None, kommun: str | None) -> None:
    """Stop where the extra is not installed or an option cannot be meant."""
    if find_spec("httpx") is None:
        stop(_EXTRA)
    if kommun is not None and not (kommun.isdecimal() and len(kommun) == _CODE_LENGTH):
        stop(f"{kommun} är ingen kommunkod. Den är fyra siffror, till exempel --kommun 0180.")
    if fil.suffix.casefold() == ".md":
        stop(f"{fil} är ett textdokument. Ange en arbetsbok (.xlsx eller .xlsm).")
    if ut is not None and ut.suffix.casefold() != fil.suffix.casefold():
        stop(f"{ut.name} måste ha samma filändelse som {fil.name}, annars öppnar Excel den inte.")


def _asked(fil: Path, outputs: Outputs) -> tuple[bytes, tuple[AskedFigure, ...], int, str]:
    """Return the workbook's bytes, the key figures that it names, its year and its municipality."""
    from xl_asn.case.boards import board_of
    from xl_asn.case.neighbours import Neighbours
    from xl_asn.cycle.kolada.remarks import asked_figures
    from xl_asn.documents.catalogue import document_type_of
    from xl_asn.documents.sheets.indicators import IndicatorRow
    from xl_asn.files.reading.load import load

    loaded = load(fil)
    if loaded.grid is None or loaded.data is None:
        finding = loaded.findings[0]
        stop(f"{fil}: {finding.message} {finding.remedy}")
    declared = document_type_of(loaded.grid)
    if declared is None:
        stop(f"{fil}: arbetsboken är ingen mall från xl_asn. Skapa en med xl-asn mall TYP.")
    document = declared.read(loaded.grid)
    year = document.period.year if document.period else date.today().year  # noqa: DTZ011
    asked = asked_figures(document.rows_of(IndicatorRow), year)
    named = asked or stop(f"{fil}: {_NO_IDS}")
    beside = Neighbours.of_folder(fil.parent)
    code = board_of(loaded.grid, beside, beside.place).board.names.kolada
    also_read(outputs, beside.paths)
    return loaded.data, named, year, code
