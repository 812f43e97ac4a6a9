"""What other programs make of the same workbook: they read it, or check one of its tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import openpyxl
import pandas as pd
import python_calamine

_HEADER_ROW = 4
_AMOUNTS = ("Utfall", "Budget", "Prognos", "Årsbudget")


def calamine(data: bytes) -> int:
    """Read every sheet with python-calamine."""
    book = python_calamine.load_workbook(io.BytesIO(data))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def openpyxl_read_only(data: bytes) -> int:
    """Read every sheet with openpyxl, in its fastest way."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def pandas_read(data: bytes) -> int:
    """Read every sheet with pandas."""
    return sum(len(frame) for frame in pd.read_excel(io.BytesIO(data), sheet_name=None).values())


def pandera_check(data: bytes) -> int:
    """Read *Nettokostnad* with pandas, and check types, required cells and one difference."""
    import pandera.pandas as pa  # noqa: PLC0415 - of the extra bench

    frame = pd.read_excel(
        io.BytesIO(data), sheet_name="Nettokostnad", header=_HEADER_ROW, engine="calamine"
    )
    schema = pa.DataFrameSchema(
        {
            "Verksamhet": pa.Column(str, required=True),
            "Radtyp": pa.Column(str, pa.Check.isin(("rad", "varav", "summa", "resultat", "total"))),
            **{name: pa.Column(float, coerce=True, nullable=True) for name in _AMOUNTS},
        },
        checks=pa.Check(lambda one: one["Utfall"] - one["Budget"] == one["Avvikelse"]),
    )
    try:
        return len(schema.validate(frame, lazy=True))
    except pa.errors.SchemaErrors as error:
        return len(error.failure_cases)


PEERS: Mapping[str, Callable[[bytes], int]] = {
    "python-calamine, read": calamine,
    "openpyxl read-only, read": openpyxl_read_only,
    "pandas.read_excel": pandas_read,
    "pandas + pandera, one table": pandera_check,
}
