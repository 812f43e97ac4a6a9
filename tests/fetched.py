"""November 2022 with its *Kontering*, and a ledger beside it, as files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from tests.cycle.ledger.making import csv_of, lines, rules, sie_of
from workbooks.build import EXAMPLES
from xl_asn.cycle.ledger.posting_csv import posting_page
from xl_asn.files.changing.save import saved

MASTER: Final = "2022-11_manadsrapport.xlsm"
LEDGER: Final = "huvudbok.csv"


def beside_a_ledger(folder: Path, ledger: str = LEDGER) -> Path:
    """Put the workbook and a ledger into a folder; return the path of the workbook."""
    folder.mkdir(exist_ok=True, parents=True)
    (folder / MASTER).write_bytes(_master())
    (folder / ledger).write_bytes(sie_of(lines()) if ledger.endswith(".se") else _csv())
    return folder / MASTER


@cache
def _master() -> bytes:
    return saved((EXAMPLES / MASTER).read_bytes(), {}, [posting_page(rules())])


def _csv() -> bytes:
    return csv_of(lines()).decode("latin-1").encode()
