"""The answer for many workbooks as a workbook: one sheet of files, one of findings, one pivot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_asn import __version__
from xl_asn.batch.marks import Mark
from xl_asn.batch.own_answer import BOOK_TITLE
from xl_asn.batch.senders import senders
from xl_asn.batch.together import Remark
from xl_asn.batch.verdicts import Verdict, rule_sets, sums
from xl_asn.files.making.render import MAX_CELL_TEXT, render
from xl_asn.model.characters import spelled
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.page import Page, Placed, Style
from xl_asn.pages.check_page import number_style
from xl_asn.pages.sheet_styles import BODY, SEVERITY, WHOLE, ListColumn, list_page

if TYPE_CHECKING:
    from pandas import DataFrame

_FILES: Final = (
    ListColumn("Nr", 6), ListColumn("Enhet", 26), ListColumn("Fil", 44), ListColumn("Utfall", 15),
    ListColumn("Dokumenttyp", 16), ListColumn("Period", 11), ListColumn("SHA-256", 16),
    ListColumn("Fel", 8, number=True), ListColumn("Frågor", 10, number=True),
    ListColumn("Info", 8, number=True),
)  # fmt: skip
_FINDINGS: Final = (
    ListColumn("Nr", 6), ListColumn("Enhet", 26), ListColumn("Allvar", 11),
    ListColumn("Kod", 7), ListColumn("Blad", 18), ListColumn("Cell", 8),
    ListColumn("Vad som är fel", 64), ListColumn("Så rättar du", 52),
    ListColumn("Funnet", 12, number=True), ListColumn("Förväntat", 12, number=True),
    ListColumn("Skillnad", 11, number=True),
)  # fmt: skip
_TOGETHER: Final = (
    ListColumn("Allvar", 11), ListColumn("Kod", 7), ListColumn("Vad som är fel", 64),
    ListColumn("Så rättar du", 52), ListColumn("Filer", 44),
)  # fmt: skip
_SINCE: Final = ListColumn("Sedan förra svaret", 12)
_OUTCOME_LOOKS: Final[Mapping[str, tuple[Style, str]]] = {
    "godkänd": (BODY, "✓ godkänd"),
    "anmärkning": (SEVERITY[Severity.QUESTION][0], "▲ anmärkning"),
    "underkänd": (SEVERITY[Severity.ERROR][0], "■ underkänd"),
    "avvisad": (SEVERITY[Severity.ERROR][0], "✕ avvisad"),
    "hoppad": (SEVERITY[Severity.INFO][0], "– hoppad"),
}
_NUMBER: Final = WHOLE._replace(horizontal="left")
_ONE_LINE: Final = BODY._replace(wrap=False)
_MOST_ROWS: Final = 1_000_000
"""A sheet has 1 048 576 rows; what is left is for the rows above the list."""
_UNIT_WIDTH, _RULE_WIDTH = 36, 8


def summary_book(verdicts: Sequence[Verdict], together: Sequence[Remark] = ()) -> bytes:
    """Return the workbook, with what the files say together.

    Text from the files is text in it, never a formula.
    """
    units = {file: spelled(unit) for file, unit in senders(verdicts).items()}
    counts = sums(verdicts)
    lead = (
        f"{counts['filer']} filer, {counts['fel']} fel, {counts['fråga']} frågor. "
        f"xl-asn {__version__}, regelverk {rule_sets(verdicts)}."
    )
    pages = [
        list_page("Arbetsböcker", (lead,), _FILES, _file_rows(verdicts, units), filtered=True),
        _findings_page(verdicts, units),
        _pivot_page(verdicts, units),
    ]
    if together:
        pages.insert(1, _together_page(together))
    return render(pages, title=BOOK_TITLE)


def _file_rows(verdicts: Sequence[Verdict], units: Mapping[str, str]) -> list[list[Placed]]:
    rows = []
    for row, verdict in enumerate(verdicts, 1):
        style, word = _OUTCOME_LOOKS[verdict.outcome]
        counts = [Decimal(verdict.count(severity)) for severity in Severity]
        rows.append(
            [
                Placed(row, 1, Decimal(row), _NUMBER),
                Placed(row, 2, units[verdict.file], BODY),
                Placed(row, 3, spelled(verdict.file)[:MAX_CELL_TEXT], BODY),
                Placed(row, 4, word, style),
                Placed(row, 5, verdict.document_type, BODY),
                Placed(row, 6, verdict.period, BODY),
                Placed(row, 7, verdict.sha256, _ONE_LINE),
                *(Placed(row, column, count, WHOLE) for column, count in enumerate(counts, 8)),
            ]
        )
    return rows


def _together_page(together: Sequence[Remark]) -> Page:
    rows = []
    for row, remark in enumerate(together, 1):
        finding = remark.finding
        style, word = SEVERITY[finding.severity]
        files = "\n".join(map(spelled, remark.paths))
        texts = (finding.code, finding.message, finding.remedy, files)
        rows.append([
            Placed(row, 1, word, style),
            *(Placed(row, at, text[:MAX_CELL_TEXT], BODY) for at, text in enumerate(texts, 2)),
        ])  # fmt: skip
    lead = "Det här säger filerna tillsammans. Ingen av dem säger det ensam."
    return list_page("Tillsammans", (lead,), _TOGETHER, rows, filtered=True)


class _Row(NamedTuple):
    """A finding as a row: its file's number, the unit, and what has become of it, if that is told.

    ``share`` tells whether a small number may be one.
    """

    number: int
    unit: str
    finding: Finding
    share: bool
    mark: Mark | None


def _findings_page(verdicts: Sequence[Verdict], units: Mapping[str, str]) -> Page:
    told = [
        _Row(number, units[verdict.file], finding, finding.cell not in verdict.amounts, mark)
        for number, verdict in enumerate(verdicts, 1)
        for finding, mark in _marked(verdict)
    ]
    is_marked = any(verdict.since for verdict in verdicts)
    lead = "En rad är ett fynd. Nr är filens nummer på bladet Arbetsböcker."
    if len(told) > _MOST_ROWS:
        lead += f" Bladet rymmer inte fler: de sista {len(told) - _MOST_ROWS} fynden saknas här."
    rows = [_finding_row(row, one) for row, one in enumerate(told[:_MOST_ROWS], 1)]
    columns = (*_FINDINGS, _SINCE) if is_marked else _FINDINGS
    return list_page("Fynd", (lead,), columns, rows, filtered=True)


def _marked(verdict: Verdict) -> Iterator[tuple[Finding, Mark | None]]:
    """Yield a file's findings with their marks, and those that are mended."""
    if verdict.since is None:
        yield from ((finding, None) for finding in verdict.findings)
        return
    yield from zip(verdict.findings, verdict.since.marks, strict=True)
    yield from ((finding, Mark.MENDED) for finding in verdict.since.mended)


def _finding_row(row: int, one: _Row) -> list[Placed]:
    finding = one.finding
    style, word = SEVERITY[finding.severity]
    texts = (
        finding.code,
        finding.cell.sheet if finding.cell else finding.sheet,
        finding.cell.address if finding.cell else None,
        finding.message[:MAX_CELL_TEXT],
        finding.remedy,
    )
    marked = [] if one.mark is None else [Placed(row, len(_FINDINGS) + 1, one.mark.value, BODY)]
    return [
        Placed(row, 1, Decimal(one.number), _NUMBER),
        Placed(row, 2, one.unit, BODY),
        Placed(row, 3, word, style),
        *(Placed(row, column, text, BODY) for column, text in enumerate(texts, 4)),
        *(Placed(row, column, value, number_style(value, share=one.share))
          for column, value in enumerate(finding.numbers, 9) if value is not None),
        *marked,
    ]  # fmt: skip


def _pivot_page(verdicts: Sequence[Verdict], units: Mapping[str, str]) -> Page:
    """Lay out how often each rule strikes at each unit, worst unit first."""
    counted = rules_by_unit(verdicts, units)
    columns = [
        ListColumn("Enhet", _UNIT_WIDTH),
        *(ListColumn(str(rule), _RULE_WIDTH, number=True) for rule in counted.columns),
    ]
    rows = [
        [
            Placed(row, 1, str(unit), BODY),
            *(Placed(row, column, Decimal(count), WHOLE)
              for column, count in enumerate(counts, 2) if count),
        ]
        for row, (unit, counts) in enumerate(
            zip(counted.index, counted.to_numpy().tolist(), strict=True), 1
        )
    ]  # fmt: skip
    lead = "Antal fynd av varje regel hos varje enhet. xl-asn regler KOD förklarar en regel."
    return list_page("Regel × enhet", (lead,), columns, rows, filtered=True)


def rules_by_unit(verdicts: Sequence[Verdict], units: Mapping[str, str]) -> DataFrame:
    """Return findings counted by unit (rows) and rule (columns), with the sum of each unit."""
    import pandas as pd  # noqa: PLC0415 - half a second that only this needs

    told = pd.DataFrame(
        [(units[v.file], finding.code) for v in verdicts for finding in v.findings],
        columns=["Enhet", "Regel"],
    )
    counted = pd.crosstab(told["Enhet"], told["Regel"])
    counted.insert(0, "Alla", counted.sum(axis="columns"))
    return counted.sort_values(["Alla", "Enhet"], ascending=[False, True])
