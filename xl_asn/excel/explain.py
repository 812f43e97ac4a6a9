"""*Förklara cellen*: a figure's formula and inputs, a status, a mark's rule, or whose a cell is."""

from __future__ import annotations

from typing import Final

from xl_asn.case.compute import Computed
from xl_asn.case.insight.story import Origin, Source, story
from xl_asn.model.comparison_sheet import NAME as COMPARISON
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid, folded_name
from xl_asn.model.results import Result
from xl_asn.pages.check_page import NAME as CHECK
from xl_asn.rules.catalogue import all_rules

_MOST_INPUTS: Final = 6


def explain(grid: Grid, computed: Computed, ref: CellRef) -> str:
    """Return what there is to say about a cell, in a few sentences."""
    told = story(grid, computed.examined, ref)
    if told.source.origin is Origin.PROGRAM:
        if folded_name(ref.sheet) == folded_name(CHECK):
            return f"Bladet {ref.sheet} skrivs av programmet. Skriv bara i de gula cellerna."
        button = "Jämför med förra" if ref.sheet == COMPARISON else "Beräkna"
        return f"Bladet {ref.sheet} skrivs av programmet och byts ut av {button}. Skriv inte här."
    said = [_finding(finding) for finding in told.findings]
    if told.source.result is not None:
        said.append(f"{_result(told.source, told.source.result)} {told.source.remark}".strip())
    return " ".join(said) or _own(told.source)


def _finding(finding: Finding) -> str:
    title = next((f" ({r.title})" for r in all_rules() if r.rule.code == finding.code), "")
    severity = finding.severity.value.capitalize()
    return f"{severity} {finding.code}{title}: {finding.message} Så rättar du: {finding.remedy}"


def _result(source: Source, result: Result) -> str:
    shown = source.value_text(result.value)
    said = [f"{result.cell} ({result.row}, {result.column}) räknas till {shown}: {result.formula}."]
    if source.inputs:
        inputs = [f"{given.cell} = {given.held_text}" for given in source.inputs]
        more = len(inputs) - _MOST_INPUTS
        listed = ", ".join(inputs[:_MOST_INPUTS])
        said.append(f"Indata: {listed}{f' och {more} till' if more > 0 else ''}.")
    if source.origin is Origin.COMPARED:
        said.append("Cellen är din egen och skrivs inte över.")
    return " ".join(said)


def _own(source: Source) -> str:
    ref, held, column = source.cell, source.held, source.column
    about = f" {column.header}: {column.help}" if column is not None else ""
    about = f" {source.remark}{about}" if source.remark else about
    if source.origin is Origin.FORMULA:
        return f"{ref} är din egen formel: ={held.formula}. Programmet ändrar den inte.{about}"
    if source.origin is Origin.BLANK:
        return f"{ref} är tom, och programmet skriver inte i den.{about}"
    return f"{ref} är din egen: programmet läser den men ändrar den inte.{about}"
