"""What the program has left on the computer for its own sake: what, where, how much, how old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from xl_asn.batch.cache import users_folder
from xl_asn.excel.checks.check import Found, Surroundings
from xl_asn.excel.kept import Kept, kept, size_in_words
from xl_asn.files.keeping.own import KEPT_DAYS

_CLEAR = "xl-asn doktor --rensa"


def kept_here(surroundings: Surroundings) -> Found:
    """Style what is kept, and ask about what only bears our name."""
    found = sorted(all_kept(surroundings), key=lambda one: (one.what, str(one.path.parent)))
    strange = [str(one.path) for one in found if not one.is_ours]
    if strange:
        return Found.warning(
            f"{', '.join(strange)} är inte programmets, och används inte.",
            "Flytta filen eller ange en egen mapp med XL_ASN_CACHE.",
        )
    if not found:
        return Found.ok("Ingenting är sparat utöver det som någon har bett om.")
    groups = groupby(found, key=lambda one: (one.what, one.path.parent))
    lines = (_line(*key, tuple(ones)) for key, ones in groups)
    return Found.ok(
        f"{'; '.join(lines)}. Svar och loggar sparas i {KEPT_DAYS} dygn. Ta bort allt: {_CLEAR}."
    )


def all_kept(surroundings: Surroundings) -> Iterator[Kept]:
    """Yield what is kept here, also beside a workbook that is asked about."""
    places = surroundings.places
    beside = [
        Path.cwd(),
        places.start_folder,
        places.folder,
        places.masters,
        places.settings.parent,
    ]
    if surroundings.book is not None:
        beside.append(surroundings.book.absolute().parent)
    yield from kept(places.temporary, users_folder(), beside)


def _line(what: str, folder: Path, ones: Sequence[Kept]) -> str:
    size = size_in_words(sum(one.size for one in ones))
    oldest = max(one.days for one in ones)
    age = f", äldst {oldest} dygn" if oldest else ""
    count = f" {len(ones)} st" if len(ones) > 1 else ""
    return f"{what}{count} i {folder} ({size}{age})"
