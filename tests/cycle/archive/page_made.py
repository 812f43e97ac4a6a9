"""Archives by hand: two boards over two years, with forecasts that are known to lean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import (
    IN_USE,
    NO_REPORT,
    NOT_READ,
    REPLACED,
    Archive,
    ArchivedFile,
    BoardArchive,
    Figures,
    FiledGoal,
    FiledReport,
    FiledRow,
    FollowedGoal,
    FollowedRow,
    Month,
    Observed,
    Remark,
    RemarkKind,
)
from xl_asn.model.periods import Period

SOCIAL: Final = "Arbetsmarknads- och socialnämnden"
SCHOOLS: Final = "Barn- och utbildningsnämnden"
TOO_DARK: Final = Decimal("0.02")
"""So much of the year's budget the social board's forecasts are too dark, in the mean of a year."""

#: What part of a year has come by each month, in per cent.
_COME: Final = (8, 16, 24, 33, 41, 50, 57, 65, 74, 82, 91, 100)
_LIGHTS: Final = (("Grön", "●"), ("Gul", "▲"), ("Röd", "■"), ("Inget utfall", "–"), ("", ""))


class Told(NamedTuple):
    """A row of made reports: what it is, its year's budget, and the outcome as a part of it."""

    name: str
    kind: RowKind
    budget: int
    part: str
    area: str = ""
    parent: str = ""
    sheet: str = "Nettokostnad"


TOTAL: Final = Told("Resultat ASN", RowKind.TOTAL, -274_572, "1.006")
ROWS: Final = (
    Told("Nämnden", RowKind.ROW, -1_570, "0.97"),
    Told("Gemensamt IFO", RowKind.ROW, -85_549, "1.02", "Individ- och familjeomsorg"),
    Told("Barn- och ungdomsvård", RowKind.ROW, -62_300, "1.08", "Individ- och familjeomsorg"),
    Told("varav institutionsplaceringar", RowKind.OF_WHICH, -21_400, "1.15",
         "Individ- och familjeomsorg", "Barn- och ungdomsvård"),
    Told("Vård för vuxna med missbruksproblem", RowKind.ROW, -19_800, "0.94",
         "Individ- och familjeomsorg"),
    Told("Summa IFO", RowKind.SUM, -167_649, "1.03", "Individ- och familjeomsorg"),
    Told("Ekonomiskt bistånd", RowKind.ROW, -48_200, "0.99"),
    Told("Ensamkommande barn och unga, med bidrag från Migrationsverket", RowKind.ROW, 822, "1.5"),
    TOTAL,
    Told("Externa intäkter", RowKind.ROW, 31_200, "1.04", sheet="Resultaträkning"),
    Told("Personalkostnader", RowKind.ROW, -148_900, "1.01", sheet="Resultaträkning"),
    Told("Årets resultat", RowKind.RESULT, -274_572, "1.006", sheet="Resultaträkning"),
)  # fmt: skip
_SCHOOL_ROWS: Final = (
    Told("Förskola", RowKind.ROW, -310_400, "1.002"),
    Told("Grundskola", RowKind.ROW, -612_900, "0.995"),
    Told("Resultat BUN", RowKind.TOTAL, -923_300, "0.998"),
)


def months(year: int, last: int = 12, *, without: Sequence[int] = ()) -> tuple[Month, ...]:
    """Return the months of a year that have a report."""
    return tuple((year, month) for month in range(1, last + 1) if month not in without)


def figures(told: Told, month: Month, lean: Callable[[int], Decimal]) -> Figures:
    """Return what a made report says of a row: the closing figure, and how far from it."""
    budget = Decimal(told.budget)
    year_budget = budget if month[0] == 2021 else (budget * Decimal("1.03")).quantize(Decimal(1))
    final = year_budget * Decimal(told.part)
    come = Decimal(_COME[month[1] - 1]) / 100
    if month[0] > 2021 and month[1] < 12:
        come += Decimal(month[1] % 3 - 1) / 100
    planned = Decimal(month[1]) / 12
    forecast = final + lean(month[1]) * abs(year_budget)
    whole = Decimal(1)
    return Figures(
        (final * come).quantize(whole), (year_budget * planned).quantize(whole),
        forecast.quantize(whole), year_budget,
    )  # fmt: skip


def dark(month: int) -> Decimal:
    """Return the known leaning: it fades each month until November, and is 2 % in the mean."""
    return -TOO_DARK - Decimal(6 - month) * Decimal("0.0024")


def closing_in(month: int) -> Decimal:
    """Return a leaning that fades: too bright in January, right from September."""
    return Decimal(max(0, 9 - month)) * Decimal("0.004")


def followed(
    board: str, told: Told, number: int, at: Iterable[Month], lean: Callable[[int], Decimal]
) -> FollowedRow:
    """Return a row through made reports."""
    observed = tuple(
        Observed(
            month,
            FiledRow(told.sheet, told.sheet, told.area, told.name, told.kind, told.parent, number,
                     figures(told, month, lean)),
            file_of(month),
        )
        for month in at
    )  # fmt: skip
    is_board = told.kind is RowKind.TOTAL
    return FollowedRow(f"{told.sheet}: {told.name}", board, observed, is_board=is_board)


def file_of(month: Month) -> str:
    """Return what a month's file is called."""
    return f"{month[0]}/{month[0]}-{month[1]:02}_manadsrapport.xlsm"


def reports(board: str, at: Iterable[Month]) -> Iterator[FiledReport]:
    """Yield the reports of some months; their rows are those that are followed."""
    for year, month in at:
        yield FiledReport(
            file_of((year, month)), f"{year}{month:02}" * 10 + "abcd", board, "manadsrapport",
            Period(year, month, month), date(year, month, 28), "Fastställd", "", "tkr",
        )  # fmt: skip


def goals(board: str, at: Sequence[Month]) -> Iterator[FollowedGoal]:
    """Yield four goals, of which the last came in the second year."""
    names = ("Trygghet", "Delaktighet och inflytande", "Egen försörjning", "Ekonomi i balans")
    for number, name in enumerate(names, 1):
        mine = [month for month in at if number < 4 or month[0] > 2021]
        colours = {
            month: FiledGoal(str(number), name, *_LIGHTS[(number * 3 + month[1] // 3) % 5])
            for month in mine
        }
        if colours:
            yield FollowedGoal(board, str(number), name, colours)


def board(
    name: str, rows: Iterable[Told], at: Sequence[Month],
    lean: Callable[[int], Decimal] = dark, gaps: Sequence[Month] = (), *, has_goals: bool = True,
) -> BoardArchive:  # fmt: skip
    """Return a board's made reports, followed."""
    return BoardArchive(
        name,
        tuple(reports(name, at)),
        tuple(followed(name, told, number, at, lean) for number, told in enumerate(rows, 5)),
        tuple(goals(name, at)) if has_goals else (),
        limit=Decimal("0.010"),
        gaps=tuple(gaps),
    )


def social(*, rows: Iterable[Told] = ROWS) -> BoardArchive:
    """Return the social board: 2021 whole and 2 % too dark, 2022 to October without June."""
    at = (*months(2021), *months(2022, 10, without=[6]))
    return board(SOCIAL, rows, at, gaps=[(2022, 6)])


def schools() -> BoardArchive:
    """Return the board of schools: two whole years, and forecasts that close in."""
    at = (*months(2021), *months(2022))
    return board(SCHOOLS, _SCHOOL_ROWS, at, closing_in, has_goals=False)


def made() -> Archive:
    """Return an archive of two boards, with all there is to remark."""
    boards = (social(), schools())
    used = [
        ArchivedFile(one.file, one.sha256, each.board, one.period.code, IN_USE)
        for each in boards for one in each.reports
    ]  # fmt: skip
    others = (
        ArchivedFile("2021/2021-02_manadsrapport (1).xlsm", "ab" * 32, SOCIAL, "2021-02", REPLACED,
                     "2021/2021-02_manadsrapport.xlsm gäller i stället"),
        ArchivedFile("2022/anteckningar.md", "cd" * 32, "", "", NO_REPORT, "en textfil"),
        ArchivedFile("2022/2022-06_manadsrapport.xlsm", "ef" * 32, "", "", NOT_READ,
                     "F101 Filen är skadad: den slutar mitt i. Hämta den på nytt."),
    )  # fmt: skip
    remarks = (
        Remark(RemarkKind.NOT_READ, "", None, f"{others[2].file}: {others[2].why}",
               (others[2].file,)),
        Remark(RemarkKind.TWO_VERSIONS, SOCIAL, (2021, 2),
               "2 olika rapporter gäller februari 2021. 2021/2021-02_manadsrapport.xlsm har det "
               "senaste datumet, 2021-02-28, och gäller.",
               ("2021/2021-02_manadsrapport.xlsm", "2021/2021-02_manadsrapport (1).xlsm")),
        Remark(RemarkKind.GAP, SOCIAL, (2022, 6), "Ingen rapport för juni 2022."),
        Remark(RemarkKind.NO_FINAL, SOCIAL, (2022, 10), "Utfallet för december 2022 saknas. Årets "
               "prognoser har därför inget bokslut att jämföras med."),
    )  # fmt: skip
    return Archive("tkr", boards, remarks, (*used, *others))
