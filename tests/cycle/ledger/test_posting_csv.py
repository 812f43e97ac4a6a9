"""*Kontering* from a file: read in whatever way it was saved, or refused; never half of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cycle.forms.returning import november
from tests.cycle.ledger.making import asking, rules
from xl_asn.cycle.ledger.posting_csv import filled, read_posting_csv, with_page
from xl_asn.documents.posting import Postings
from xl_asn.documents.sheets.posting_rules import PostingRuleRow
from xl_asn.model.told import ToldError

_HEAD = (
    "Ordning;Blad;Rad;Konto;Ansvar;Verksamhet;Projekt;Motpart;Tecken;Gäller från;Gäller till;Källa"
)
_ROW = "10;Nettokostnad;Integration;0510-0599;;6010;;;−;2022-01-01;;=1+1"
_READ = {
    "order": Decimal(10), "sheet": "Nettokostnad", "name": "Integration", "account": "0510-0599",
    "activity": "6010", "sign": "−", "valid_from": date(2022, 1, 1), "why": "=1+1",
}  # fmt: skip


def _saved(folder: Path, data: str | bytes) -> Path:
    path = folder / "kontering.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


_PLAIN = f"{_HEAD}\n{_ROW}\n"


@pytest.mark.parametrize(
    "data",
    [
        _PLAIN.encode(),
        _PLAIN.encode("utf-8-sig"),
        _PLAIN.encode("utf-16"),
        _PLAIN.replace("\n", "\r\n").encode(),
        _PLAIN.replace("\n", "\r").encode(),
        _PLAIN.replace(";", "\t").encode(),
        _PLAIN.replace(";", ",").encode(),
        _PLAIN.replace("Konto", " konto ").replace("2022-01-01", "2022-01-01 00:00:00").encode(),
        f"sep=;\n{_PLAIN}".encode(),
        f"Kontering;;\nSkriv vilka konton, och andra koder.;;\n\n{_PLAIN};;;\n\n".encode(),
        f'"{_HEAD}"\n'.replace(";", '";"').encode() + _ROW.encode(),
    ],
)
def test_a_file_is_read_in_whatever_way_it_was_saved(tmp_path: Path, data: bytes) -> None:
    (row,) = read_posting_csv(_saved(tmp_path, data))
    assert {field: value for field, value in row.items() if value is not None} == _READ


def test_windows_letters_and_a_plain_dash_are_read(tmp_path: Path) -> None:
    data = _PLAIN.replace("−", "-").replace("=1+1", "Beslut å ä ö").encode("cp1252")
    (row,) = read_posting_csv(_saved(tmp_path, data))
    assert (row["sign"], row["why"]) == ("-", "Beslut å ä ö")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\n", "saknar kolumnen Ordning"),
        (f"{_HEAD}\n;;;\n", "har inga rader"),
        (_PLAIN.replace("Blad", "Flik"), "saknar kolumnen Blad"),
        (_PLAIN.replace("Motpart", "Motparten"), "Menade du Motpart?"),
        (_PLAIN.replace("Projekt", "Konto"), "har kolumnen Konto två gånger"),
        (_PLAIN.replace("Konto", ""), "har en kolumn utan rubrik på rad 2"),
        (f"{_PLAIN}20;Nettokostnad;Integration;4600;4710;;;;;;;;;x\n", "fler kolumner på rad 3"),
        (_PLAIN.replace(";", ",").replace("0510-0599", "4600-4699, 4710"), "kolumner på rad 2"),
        (_PLAIN.replace("Integration", '"Integration') + _ROW, "citattecken"),
        (_PLAIN.replace("0510-0599", "4" * 32_768), "kan inte läsas från rad 2"),
        (f"{_HEAD}\n" + f"{_ROW}\n" * 20_001, "har fler än 20000 rader"),
    ],
)
def test_what_would_lose_codes_is_refused_with_what_to_do(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(ToldError) as told:
        read_posting_csv(_saved(tmp_path, text))
    assert said in str(told.value)
    assert str(told.value).startswith("kontering.csv ")
    assert str(told.value).endswith((".", "?", "”."))


def test_what_cannot_be_read_in_a_cell_stays_as_it_was_and_takes_nothing(tmp_path: Path) -> None:
    path = _saved(tmp_path, _PLAIN.replace("10;N", "tio;N") + _ROW.replace("2022-01-01", "1/1/22"))
    first, second = read_posting_csv(path)
    assert (first["order"], second["valid_from"]) == ("tio", "1/1/22")
    page = filled(november(), path)
    assert page is not None
    found = Postings(with_page(november(), page).document)
    assert not found.rules
    assert [str(fault.cell) for fault in found.faults] == ["Kontering!A5", "Kontering!K6"]


def test_the_sheet_saved_as_csv_is_the_sheet(tmp_path: Path) -> None:
    columns = PostingRuleRow.declared()
    rows = [";".join(column.header for column in columns.values())]
    rows += [";".join(str(row.get(name) or "") for name in columns) for row in rules()]
    path = _saved(tmp_path, "\n".join(rows))
    page = filled(november(), path)
    assert page is not None
    assert Postings(with_page(november(), page).document).rules == Postings(asking().document).rules
    assert filled(with_page(november(), page), path) is None
