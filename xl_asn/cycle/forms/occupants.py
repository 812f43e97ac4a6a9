"""What lies in a folder where forms are to be put."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from xl_asn.case.forms.known import is_form
from xl_asn.case.forms.returned import returned
from xl_asn.cycle.forms.handing_out import Occupant
from xl_asn.files.changing import held
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.load import load_taken
from xl_asn.model.findings import Finding
from xl_asn.model.forms import Returned


def occupants(folder: Path, names: Iterable[str]) -> Mapping[str, Occupant]:
    """Return those of some files that are there, each read; what cannot be read is no form."""
    found = ((name, _occupant(folder / name)) for name in names)
    return {name: there for name, there in found if there is not None}


def _occupant(path: Path) -> Occupant | None:
    if not path.exists() and not path.is_symlink():
        return None
    taken = snapshot.take(path)
    if isinstance(taken, Finding):
        return Occupant(b"")
    grid = load_taken(path, taken).grid
    read = returned(grid) if grid is not None and is_form(grid) else None
    lock = held.lock_of(path)
    return Occupant(
        taken.data,
        read if isinstance(read, Returned) else None,
        "" if lock is None or lock.is_left else lock.where,
    )
