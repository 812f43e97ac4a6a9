"""Ett blad som rapporten behöver saknas.

Vad den gör
    Jämför arbetsbokens blad med dem som dokumenttypen har. Ett frivilligt blad får saknas, men har
    ett blad nästan samma namn och samma rubriker blir det en fråga. Ett blad som har kommit till
    efter mallens version får också saknas.

Varför det spelar roll
    Det som står på ett blad som saknas kommer inte med i rapporten, och siffror som bygger på
    det går inte att kontrollera.

Exempel
    Bladet Resultaträkning har bytt namn till "Resultat 2022" och hittas därför inte.

Så rättar du
    Ge bladet tillbaka sitt namn, eller kopiera bladet från en ny mall.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import closest
from xl_asn.documents.catalogue import document_types
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.start import SHEET as START
from xl_asn.documents.table import read_table
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("S101", "blad-saknas", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every declared sheet that the workbook lacks."""
    declared = {folded_name(name) for name in (START, *(s.name for s, _ in context.tables()))}
    strangers = [s.name for s in context.sheets if folded_name(s.name) not in declared]
    for spec, table in context.tables():
        if table.present or context.grid.sheet(spec.name) is not None:
            continue
        if context.document.is_older_than(spec.since):
            continue  # S108 tells what an older master lacks
        near = closest(spec.name, strangers)
        if spec.optional:
            yield from _misnamed(context, spec, near)
            continue
        remedy = f"Kopiera bladet {spec.name} från en ny mall (xl-asn mall)."
        if near:
            remedy = f"Byt namn på bladet {near} till {spec.name}, om det är det bladet."
        yield RULE.finding(f"Bladet {spec.name} saknas.", remedy, sheet=spec.name)
    if context.grid.sheet("Start") is None:
        types = " eller ".join(declared.title for declared in document_types().values())
        yield RULE.finding(
            "Bladet Start saknas, så år, period och nämnd är okända.",
            f"Kopiera bladet Start från en ny mall ({types}).",
            sheet="Start",
        )


def _misnamed(context: Context, spec: SheetSpec, near: str | None) -> Iterator[Finding]:
    """Yield a question where a sheet that is not read looks like an optional one."""
    found = context.grid.sheet(near) if near else None
    if found is not None and read_table(found, found.name, spec.row)[0].present:
        yield RULE.finding(
            f"Bladet {near} läses inte. Menade du {spec.name}?",
            f"Byt namn på bladet till {spec.name}, om det är det bladet.",
            severity=Severity.QUESTION,
            sheet=near,
        )
