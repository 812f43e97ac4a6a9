"""What has become of the units since the previous report, as the register tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xl_asn.calculation.names import NearNames
from xl_asn.documents.document import Document
from xl_asn.documents.sheets.organisation import Register, reporting_units
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.periods import Period


class Changes(NamedTuple):
    """Units gone, new and replaced; ``before`` is the previous report's period in words.

    ``here`` gives every reporting unit of this report and its first cell, ``new`` those of them
    that nobody has explained, and ``replaced`` the heirs of each old unit that has any.
    """

    before: str
    here: Mapping[str, CellRef]
    gone: tuple[str, ...]
    new: Mapping[str, CellRef]
    replaced: Mapping[str, tuple[str, ...]]


def changes_of(document: Document, previous: Document) -> Changes | None:
    """Compare a report's units with the previous report's; None where either says too little."""
    if previous.period is None or document.period is None:
        return None
    register, old_register = Register.of(document), Register.of(previous)
    here, then = reporting_units(document), reporting_units(previous)
    if not here or not then:
        return None
    known = tuple((one, NearNames(one.names)) for one in (register, old_register))
    met_here = {key for name in here for key in _meanings(name, known)}
    met_then = {key for name in then for key in _meanings(name, known)}
    gone: list[str] = []
    replaced: dict[str, tuple[str, ...]] = {}
    for name in then:
        if _names(name, register, old_register) & met_here:
            continue
        heirs = tuple(new for new in here if register.find(new) in register.successors(name))
        meanings = _meanings(name, known)
        if heirs:
            replaced[name] = heirs
        elif register.find(name) is None and not meanings & met_here:
            gone.append(name)
        met_here |= meanings
    new: dict[str, CellRef] = {}
    for name, cell in here.items():
        meanings = _meanings(name, known)
        if not meanings & met_then and not _is_explained(name, register, previous.period):
            new[name] = cell
            met_then |= meanings
    return Changes(previous.period.label, here, tuple(gone), new, replaced)


def _meanings(name: str, known: Sequence[tuple[Register, NearNames]]) -> set[str]:
    """Return every name of a unit, also where the name given is a misspelt one."""
    registers = [register for register, _ in known]
    if any(register.find(name) for register in registers):
        return _names(name, *registers)
    near = (names.to(name) for _, names in known)
    return {folded_name(name)}.union(*(_names(meant, *registers) for meant in near if meant))


def _names(name: str, *registers: Register) -> set[str]:
    """Return every name that the registers give the unit of a name, folded."""
    units = (register.find(name) for register in registers)
    return {folded_name(n) for n in (name, *(n for u in units if u for n in u.names))}


def _is_explained(name: str, register: Register, before: Period) -> bool:
    """Whether the register tells where a new unit comes from, or does not know it at all."""
    unit = register.find(name)
    if unit is None:
        return True
    began = unit.row.valid_from
    return bool(unit.row.replaced) or (began is not None and began > before.end)
