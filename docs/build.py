"""Write the handbook's generated pages: ``python -m docs.build``. A test keeps them in step."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Container, Iterable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path

from tests.promises.page import promises_page
from xl_asn.cli.codes import CODES_BY_SUBJECT
from xl_asn.documents.carrying import Carry
from xl_asn.documents.catalogue import document_types
from xl_asn.documents.columns import Column
from xl_asn.documents.start import Start
from xl_asn.files.reading.file_code import FileCode
from xl_asn.model.money import show_exact
from xl_asn.model.statuses import COLOURS
from xl_asn.parameters.known import known_parameters
from xl_asn.parameters.shipped import neutral_board
from xl_asn.rules.catalogue import all_rules

FOLDER = Path(__file__).parent
_GENERATED = "Sidan skrivs av programmet. Ändra i koden och kör `python -m docs.build`.\n"
_CODES_HEADER = "| Kod | Allvar | Vad som är fel | Så gör du |\n|---|---|---|---|"
_HEADER = "| Kolumn | Innehåll | Fylls i | Vid ny period | Hjälp |\n|---|---|---|---|---|"


def columns_page() -> str:
    """Return the table of columns, sheet by sheet, from the declarations."""
    lines = ["# Kolumner", "", _GENERATED, "## Start", "", _HEADER.replace("Kolumn", "Värde", 1)]
    lines += [_row(column, column.carried) for column in Start.declared().values()]
    for declared in document_types().values():
        lines += ["", f"# {declared.title}"]
        sheets = {spec.name for spec in declared.sheets}
        for spec in declared.sheets:
            heading = f"{spec.name} (frivilligt blad)" if spec.optional else spec.name
            lines += ["", f"## {heading}", "", spec.help, "", _HEADER]
            for name, column in spec.columns.items():
                series = [s.column for s in spec.row.series if s.before == name]
                lines += [_row(one, spec.carried(one), sheets) for one in (*series, column)]
    return "\n".join(lines) + "\n"


def _row(column: Column, carry: Carry, sheets: Container[str] = ()) -> str:
    content = column.kind.name
    if column.choices:
        content = ", ".join(column.choices)
    elif column.choices_from.partition(".")[0] in sheets:
        content += f" från {column.choices_from.replace('.', ', kolumnen ')}"
    if column.minimum is not None and column.maximum is not None:
        percent = "%" in column.shown_format
        low, high = ((x * 100 if percent else x) for x in (column.minimum, column.maximum))
        content += f", {low:f}–{high:f}" + (" %" if percent else "")
    filled = "måste fyllas i" if column.required else "får fyllas i"
    if column.computed:
        filled = f"räknas fram: {column.computed.words}"
    cells = (column.header, content, filled, carry.words, column.help)
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def rules_page() -> str:
    """Return every rule's manual page, and the codes about files."""
    lines = ["# Regler", "", _GENERATED]
    for catalogued in all_rules():
        title, _, body = catalogued.manual.strip().partition("\n")
        rule = catalogued.rule
        facts = f"Allvar: {rule.severity.value}. {catalogued.other_workbooks}".strip()
        lines += [f"## {rule.code} {rule.name}", "", f"**{title}** {facts}"]
        for section in textwrap.dedent(body).strip().split("\n\n"):
            heading, _, text = section.partition("\n")
            lines += ["", f"*{heading}.* {' '.join(textwrap.dedent(text).split())}"]
        lines.append("")
    for about, codes in CODES_BY_SUBJECT.items():
        lines += [*_codes(f"Koder om {about}", codes), ""]
    return "\n".join(lines)


def _codes(heading: str, codes: Iterable[FileCode]) -> list[str]:
    lines = [f"## {heading}", "", _CODES_HEADER]
    lines += [
        f"| {code.code} | {code.severity.value} | {code.message.replace('{detalj}', '…')} "
        f"| {code.remedy} |"
        for code in codes
    ]
    return lines


def parameters_page() -> str:
    """Return every parameter of a board's file, with what holds for a board that has none."""
    lines = ["# Parametrar", "", _GENERATED]
    lines += [
        "Det här är alla parametrar på bladet *Regler* och i ett regelverks fil. Har nämnden",
        "egna ord för bedömningarna står de i stället för Grön, Gul och Röd i namnen. Neutralt",
        "värde är det som gäller för en nämnd som inte har bestämt något. Belopp är i tkr, och",
        "andelar är 0 till 1.",
        "",
        "| Parameter | Vad som får stå | Kan gälla ett enda mål | Neutralt värde |",
        "|---|---|---|---|",
    ]
    neutral = neutral_board().by_name
    for folded, known in known_parameters(COLOURS).items():
        values = [_plain(parameter.value) for parameter in neutral.get(folded, ())]
        of_goal = "ja" if known.of_goal else ""
        value = values[-1] if values else "inget"
        lines.append(f"| {known.name} | {known.holds.value} | {of_goal} | {value} |")
    return "\n".join(lines) + "\n"


def _plain(value: Decimal | str) -> str:
    return value if isinstance(value, str) else show_exact(value)


PAGES: Mapping[str, Callable[[], str]] = {
    "kolumner.md": columns_page,
    "regler.md": rules_page,
    "parametrar.md": parameters_page,
    "loften.md": partial(promises_page, _GENERATED),
}


def main() -> None:
    """Write the generated pages."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
