"""A script of the kind that an able controller writes for one report: pandas, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import pandas as pd

_HEADER = 4
_KINDS = {"rad", "varav", "summa", "resultat", "total"}
_COLOURS = {"grön", "gul", "röd", "inget utfall", "g", "a", "r"}
_MONTHS = ["Jan", "Feb", "Mars", "April", "Maj", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Dec"]
_DIFFERENCES = (
    ("Avvikelse", "Utfall", "Budget"),
    ("Prognosavvikelse", "Prognos", "Årsbudget"),
    ("Prognosförändring", "Prognos", "Föregående prognos"),
)
_AMOUNTS = ("Utfall", "Budget", "Avvikelse", "Prognos", "Årsbudget", "Prognosavvikelse")
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "Händelser": ("Händelse",),
    "Mål": ("Nr", "Kort namn"),
    "Enhetsresultat": ("Mål", "Enhet", "Bedömning"),
    "Målindikatorer": ("Mål", "Indikator"),
    "Månadsstatus": ("Mål",),
    "Nettokostnad": ("Verksamhet", "Radtyp"),
    "Resultaträkning": ("Post", "Radtyp"),
    "Sammanfattning": ("Avsnitt", "Text"),
    "Risker": ("Risk",),
    "Årshjul": ("Månad", "Aktivitet"),
    "Organisation": ("Enhet",),
}
_RANGES = (
    ("Mål", "Målnivå", 0, 1),
    ("Mål", "Utfall", 0, 1),
    ("Målindikatorer", "Målnivå", -1, 1),
    ("Risker", "Sannolikhet", 1, 5),
    ("Risker", "Konsekvens", 1, 5),
)
_ROUNDED = 1.5


def script_checks(data: bytes) -> frozenset[tuple[str, int]]:
    """Return the rows of a monthly report, by sheet, where something is wrong."""
    sheets = pd.read_excel(
        io.BytesIO(data),
        sheet_name=list(_REQUIRED),
        header=_HEADER,
        engine="calamine",
        na_values=["-", "–"],
    )
    found: list[tuple[str, pd.Series[bool]]] = []
    for name, headers in _REQUIRED.items():
        frame = sheets[name]
        frame.index += _HEADER + 2
        frame = sheets[name] = frame.dropna(how="all")
        found += [(name, frame[header].isna()) for header in headers]
    for name in ("Nettokostnad", "Resultaträkning"):
        found += ((name, wrong) for wrong in _wrong_amounts(sheets[name]))
    found += _wrong_goals(sheets)
    for name, header, low, high in _RANGES:
        number = pd.to_numeric(sheets[name][header], errors="coerce")
        found.append((name, (number < low) | (number > high)))
    return frozenset((name, int(row)) for name, wrong in found for row in wrong.index[wrong])


def _wrong_amounts(frame: pd.DataFrame) -> Iterator[pd.Series[bool]]:
    yield ~frame["Radtyp"].str.casefold().isin(_KINDS)
    figures = frame.drop(columns=["Radtyp"]).apply(pd.to_numeric, errors="coerce")
    for header in _AMOUNTS:
        yield figures[header].isna() & frame[header].notna()
    for header, of, less in _DIFFERENCES:
        yield (figures[of] - figures[less] - figures[header]).abs() > _ROUNDED
    kinds = frame["Radtyp"].where(frame["Radtyp"] != "varav")
    area = frame["Område"]
    total = kinds.isin({"total", "resultat"})
    # What a row of the kind summa holds is in the rows already.
    rows = (
        figures[list(_AMOUNTS)].where(kinds == "rad").groupby(area, dropna=False).transform("sum")
    )
    slack = (kinds == "rad").groupby(area, dropna=False).transform("sum") / 2 + 1
    for header in _AMOUNTS:
        yield total & ((rows[header] - figures[header]).abs() > slack)


def _wrong_goals(sheets: dict[str, pd.DataFrame]) -> Iterator[tuple[str, pd.Series[bool]]]:
    goals, units, strips = (sheets[n] for n in ("Mål", "Enhetsresultat", "Månadsstatus"))
    said = units["Bedömning"].str.casefold()
    yield "Enhetsresultat", ~said.isin(_COLOURS)
    known = sheets["Organisation"]
    aliases = known["Alias"].dropna().str.split(";").explode().str.strip()
    names = {*known["Enhet"].str.casefold(), *aliases.str.casefold()}
    yield "Enhetsresultat", ~units["Enhet"].str.casefold().isin(names)
    yield "Enhetsresultat", units.duplicated(["Mål", "Enhet"])
    yield "Enhetsresultat", ~units["Mål"].isin(goals["Nr"])
    for month in _MONTHS:
        told = strips[month].astype("string").str.casefold()
        yield "Månadsstatus", told.notna() & ~told.isin(_COLOURS)
    measured = units[said.notna() & (said != "inget utfall")]
    green = said[measured.index].isin({"grön", "g"})
    share = goals["Nr"].map(green.groupby(measured["Mål"]).mean())
    yield "Mål", (share - goals["Utfall"]).abs() > 0.005
    best = goals["Bedömning"].str.casefold().isin({"grön", "g"})
    # A gate may hold a goal back that its units would make green, and never the other way round.
    yield "Mål", best & (share < goals["Målnivå"].fillna(0))
