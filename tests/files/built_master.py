"""A master as realistic as XlsxWriter makes one, and pages to put into it, for these tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter

from xl_asn.model.page import BarChart, Page, Placed, Style

TITLE = Style(size=18, bold=True, colour="1F3B4D")
HEADING = Style(bold=True, fill="E6EEF3", bottom="thin", wrap=True, vertical="vcenter")
TEXT = Style(wrap=True)
AMOUNT = Style(number_format="#,##0", horizontal="right")
LINK = Style(colour="0B5394", underline=True)
DAY = Style(number_format="yyyy-mm-dd", horizontal="left")


def master() -> bytes:
    """Return four sheets: Netto (table, rules, comment, button), Åtgärder i år, Rapport, Slut."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": datetime(2022, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    entry = book.add_format({"bg_color": "#FFF8E1", "num_format": "#,##0"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    red = book.add_format({"font_color": "red"})
    net = book.add_worksheet("Netto")
    net.write_string("A1", "Nettokostnad")
    net.set_column("A:A", 30)
    net.set_row(3, 25)
    net.add_table(
        "A3:C6",
        {
            "name": "T_Netto",
            "columns": [{"header": name, "format": entry} for name in ("Rad", "Utfall", "Avv")],
            "data": [["a", 1, 2], ["b", 2, 4], ["c", None, None]],
        },
    )
    net.conditional_format("C4:C6", {"type": "cell", "criteria": "<", "value": 0, "format": red})
    net.data_validation("A4:A6", {"validate": "list", "source": ["a", "b", "c"]})
    net.write_comment("A4", "Fyll i raden")
    net.insert_button("F2", {"macro": "Berakna", "caption": "Beräkna"})
    net.write_url("E4", "https://example.org/", None, "Stöd")
    net.write_url("E5", "internal:'Åtgärder i år'!A1", None, "Åtgärder")
    net.write_formula("F7", "=B4+B5", None, 3)
    net.write_formula("F8", "=F7*2", None, 6)
    net.write_datetime("G7", datetime(2024, 5, 1, tzinfo=UTC).replace(tzinfo=None), day)
    net.merge_range("A9:C9", "sammanslagen", entry)
    book.define_name("Föregående_rapport", "=Netto!$A$1")
    actions = book.add_worksheet("Åtgärder i år")
    actions.write_string("A1", "Åtgärd")
    actions.write_number("B2", 5)
    actions.freeze_panes(1, 0)
    report = book.add_worksheet("Rapport")
    report.write_string("A1", "gammal rapport")
    report.set_tab_color("#FF0000")
    report.protect("", {"sort": True})
    report.print_area("A1:C3")
    report.repeat_rows(0)
    old = book.add_chart({"type": "line"})
    old.add_series({"values": "=Rapport!$A$1:$A$3"})
    report.insert_chart("D4", old, {"description": "Stapeldiagram. Gammalt."})
    other = book.add_worksheet("Slut")
    other.write_formula("A1", "=Netto!F7", None, 3)
    kept = book.add_chart({"type": "column"})
    kept.add_series({"values": "=Netto!$B$4:$B$5"})
    other.insert_chart("D4", kept)
    book.close()
    return file.getvalue()


def report_page(name: str = "Rapport", *, rows: int = 12, link: str = "Netto!A1") -> Page:
    """Return a page with a chart, links, a merge, a filter and repeated rows."""
    cells = [
        Placed(1, 1, "Månadsrapport för å, ä & ö", TITLE, columns=4),
        Placed(2, 1, date(2024, 5, 31), DAY),
        *(Placed(4, column, f"Rubrik {column}", HEADING) for column in range(1, 5)),
    ]
    for row in range(5, 5 + rows):
        cells += [
            Placed(row, 1, f"Verksamhet {row}", TEXT),
            Placed(row, 2, Decimal(row * 100 - 900), AMOUNT),
            Placed(row, 3, "=1+1" if row == 5 else None, TEXT),
            Placed(row, 4, "Visa", LINK, link=link),
        ]
    chart = BarChart(
        title="Avvikelse mot budget",
        alternative="Stapeldiagram. Avvikelse per verksamhet.",
        axis="tkr",
        first_row=5,
        last_row=4 + rows,
        label_column=1,
        value_column=2,
        at_row=6 + rows,
        at_column=1,
        width_points=480,
        height_points=240,
        number_format="#,##0",
    )
    return Page(
        name,
        tuple(cells),
        widths={1: 34, 2: 12},
        heights={1: 30},
        breaks=(10,),
        repeat_rows=(4, 4),
        frozen_rows=4,
        footer="&LNämnden&RSida &P av &N",
        charts=(chart,),
        filter_range=(4, 1, 4 + rows, 4),
    )


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """Return the names of parts that differ, are gone or are new."""
    old, new = parts(before), parts(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a package with one part changed; a part that is not there is made from nothing."""
    contents = parts(data)
    contents[name] = change(contents.get(name, b""))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part, content in contents.items():
            archive.writestr(part, content)
    return file.getvalue()
