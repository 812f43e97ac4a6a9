"""Names close to a known name: "Hästkons": menade du Hästskons?"""

from __future__ import annotations

from collections.abc import Iterable

from xl_asn.model.grid import folded_name

_LEAST_LIKENESS = 80


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a person most likely meant, or None when none is near."""
    names = list(known)
    if not names:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - 50 ms that most runs never need

    match = process.extractOne(
        name, names, scorer=fuzz.ratio, processor=folded_name, score_cutoff=_LEAST_LIKENESS
    )
    return match[0] if match else None
