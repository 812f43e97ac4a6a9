"""Board reports for the tests: the shipped examples, and one of everything that is hard to set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from zipfile import ZipFile

from tests.beside import beside
from workbooks.build import EXAMPLES
from xl_asn.case.compute import compute
from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.documents import board_report_of, checked_report, documents
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding
from xl_asn.model.statuses import LIGHTS
from xl_asn.report.blocks import (
    Amount,
    Assessment,
    Block,
    BulletList,
    Callout,
    Chart,
    ColumnKind,
    Footnote,
    Heading,
    Item,
    Overview,
    OverviewGoal,
    PageBreak,
    Paragraph,
    Share,
    Strip,
    StripMonth,
    Table,
    TableColumn,
    TableRow,
    TargetLevel,
    Title,
    YearPanel,
    YearPanels,
)

NAMES = tuple(sorted(source.stem for source in EXAMPLES.glob("*.md")))
STATUSES = (*LIGHTS, None)
TITLE = Title("Månadsrapport", "november 2022", "Nämnden", "Förvaltningen", reference="2022/17")
#: What an author may type and no writer may read as anything but text.
NASTY = "<b>&amp; {{ rapport }} {% if %} #let @x $y$ *z* _w_ =1+1 \\n 😀 الع \u200b ] ` \"q\" 'a'"


@cache
def example(name: str, *, draft: bool = False) -> BoardReport:
    """Return the report of a shipped example."""
    return checked_report(EXAMPLES / f"{name}.md").board_report(draft=draft)


def named(name: str) -> BoardReport:
    """Return the report of an example, or one of those below."""
    made = {"everything": everything, "extrem": extreme}
    return made[name]() if name in made else example(name)


@cache
def document_of(name: str, form: str) -> bytes:
    """Return a report's document, in a format that is one file: all tests read the same."""
    (data,) = documents(named(name), [form]).values()
    return data


def of_blocks(blocks: Iterable[Block], *, draft: bool = False) -> BoardReport:
    """Return a report of blocks alone."""
    content = (TITLE, *blocks)
    return BoardReport(content, source="rapport.xlsx", draft=draft)


@cache
def everything() -> BoardReport:
    """Return a report with every kind of block, and more of each than anybody would write."""
    long = "Ord " * 1_250
    goals = tuple(OverviewGoal(f"{n}: Mål", Assessment(STATUSES[n % 5])) for n in range(40))
    months = tuple(StripMonth(f"M{n}", STATUSES[n % 5], n == 11, "*") for n in range(12))
    columns = (
        TableColumn("Namn"), TableColumn("Bedömning", ColumnKind.STATUS),
        TableColumn("Belopp", ColumnKind.AMOUNT), TableColumn("Kommentar", ColumnKind.LONG_TEXT),
    )  # fmt: skip
    rows = tuple(
        TableRow(("N" * 200 if n == 0 else f"Enhet {n}", Assessment(STATUSES[n % 5]),
                  Amount(Decimal(n * 1000 - 1), signed=True), NASTY if n % 2 else ""))
        for n in range(60)
    )  # fmt: skip
    return of_blocks(
        (
            Heading(1, f"1 {NASTY}"), Heading(2, "Översyn"), Overview(goals), Callout(NASTY),
            Strip("Måluppfyllelse", months), Footnote("*", NASTY),
            Table("Tabell", columns, (TableRow(("Område",), group=True), *rows)),
            Paragraph(long, lead=NASTY), PageBreak(), Heading(1, "2 Lista", new_page=True),
            BulletList((Item(NASTY, lead="Rad", items=(NASTY, "b")),)), Heading(1, "3 Diagram"),
            Chart("Diagram", "Namn", "Belopp", ("A" * 48, NASTY), (Amount(Decimal(-5), signed=True),
                  Amount(Decimal(7), signed=True)), "tkr", NASTY),
            YearPanels("Indikatorer", tuple(panel(n) for n in range(1, 9))),
        )
    )  # fmt: skip


def panel(number: int) -> YearPanel:
    """Return a chart of as many years as its number, one of them not measured."""
    outcomes = tuple(
        "Mätning genomfördes inte" if n == 1 else Share(Decimal(n - 3) / 10) for n in range(number)
    )
    targets = tuple(
        TargetLevel(f"{NASTY[:9]} {n}", Share(Decimal(n) / 100)) for n in range(number % 4)
    )
    years = tuple(str(2010 + n) for n in range(number))
    scale = (Decimal("-0.3"), Decimal("0.5"))
    return YearPanel(NASTY * 2, years, outcomes, targets, NASTY, f"{NASTY} {number}", scale)


#: A comment of 5 000 characters that no program may take for anything but text.
COMMENT = ("Rad <b>ett</b> & två, {{ rapport }} {% x %} #let @namn 😀 =1+1.<br>Ny rad: " * 80)[
    :5000
]
LONG_NAME = ("Verksamhet med <långt> & {{ namn }} " * 8)[:200].strip()


@cache
def extreme() -> BoardReport:
    """Return a monthly report of 40 goals, 60 units, a long comment and sections without data."""
    text = (EXAMPLES / "2022-11_manadsrapport.md").read_text(encoding="utf-8")
    lines = text.splitlines()
    fourth = next(line for line in lines if line.startswith("| 4  | Ekonomi"))
    goals = [fourth.replace("| 4  |", f"| {n} |", 1) for n in range(5, 41)]
    units = [f"| 1 | Enhet {n} | {('Grön', 'Gul', 'Röd')[n % 3]} | |" for n in range(60)]
    made: list[str] = []
    for line in lines:
        if line.startswith("| 1  | Medarbetare"):
            line = line[: line.rindex("Försörjningsstödsenheten")] + f"{COMMENT} |"  # noqa: PLW2901
        elif line.startswith("|        | Gemensamt IFO "):
            line = line.replace("Gemensamt IFO ", f"{LONG_NAME} ", 1)  # noqa: PLW2901
        made.append(line)
        if line == fourth:
            made += goals
        if line.startswith("| 1   | Bogrupper/förvaltningsstöd"):
            made += units
    bare = "\n".join(made)
    for section in ("Händelser", "Årshjul"):
        bare = re.sub(rf"(## {section}\n\n.*\n.*\n)(?:\|.*\n)+", r"\1", bare)
    computed = compute(beside(read_markdown(bare)), now=datetime(2022, 12, 6))  # noqa: DTZ001
    assert not isinstance(computed, Finding)
    return board_report_of(computed, "extrem.xlsm", computed.examined.findings, draft=True)


def with_logo(template: bytes, part: str, content: bytes = b"ingen bild") -> bytes:
    """Return a template with one more file in it, where a logo's picture stands."""
    target = BytesIO(template)
    with ZipFile(target, "a") as package:
        package.writestr(part, content)
    return target.getvalue()


def shown_texts(board_report: BoardReport) -> Iterator[str]:
    """Yield every text and value that a reader of the document must find, in order.

    The overview is left out: a writer may show it as cards, all names before all statuses.
    """
    for block in board_report.content:
        match block:
            case Heading() | Callout() | Footnote():
                yield block.text
            case Paragraph():
                yield from filter(None, (block.lead, block.text))
            case BulletList():
                for item in block.items:
                    yield from filter(None, (item.lead, item.text, *item.items))
            case Table():
                cells = (cell for row in block.rows for cell in row.cells if cell != "")
                yield from (c if isinstance(c, str) else c.shown for c in cells)
            case Strip():
                yield from (month.shown for month in block.months)


def alternatives(board_report: BoardReport) -> Iterator[str]:
    """Yield the text of every picture, in order."""
    for block in board_report.content:
        match block:
            case Chart():
                yield block.alternative
            case YearPanels():
                yield from (panel.alternative for panel in block.panels)


def drawn_values(board_report: BoardReport) -> Iterator[tuple[str, ...]]:
    """Yield label and values of every bar and of every small chart, as a reader is told them."""
    for block in board_report.content:
        match block:
            case Chart():
                bars = zip(block.labels, block.values, strict=True)
                yield from ((label, amount.shown) for label, amount in bars)
            case YearPanels():
                for small in block.panels:
                    targets = (target.shown for target in small.targets)
                    yield (small.title, *small.shown, *targets, small.direction)


def overview_texts(board_report: BoardReport) -> Iterator[str]:
    """Yield the names and statuses of the overview's goals."""
    for block in board_report.content:
        if isinstance(block, Overview):
            for goal in block.goals:
                yield from (goal.name, goal.assessment.shown)
