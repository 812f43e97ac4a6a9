"""How good the forecasts have been, in words: the same sentences on every surface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from xl_asn.calculation.forecasts import Accuracy, Track
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.money import show_number, show_share

_ALL: Final = "alla"
_NONE: Final = "ingen"


def accuracy_sentences(accuracy: Accuracy, unit: AmountUnit) -> Iterator[str]:
    """Yield what there is to say of a row's forecasts: hits, size, leaning, and the challenger."""
    hers = accuracy.hers
    if not hers.misses:
        yield f"Ingen prognos för {accuracy.row.label} har ännu ett bokslut att jämföras med."
        return
    if hers.judged:
        yield _hits(accuracy, hers)
    if hers.mean_error is not None:
        lead = "I snitt skilde det" if len(hers.misses) > 1 else "Det skilde"
        size = f"{lead} {amount(hers.mean_error, unit)}"
        if hers.mean_share is not None:
            size += f", {show_share(hers.mean_share, 1)} av årsbudgeten"
        yield f"{size}."
    yield from _leaning(hers, unit)
    yield from _beside(accuracy, unit)


def what_hits(limits: Iterable[Decimal]) -> str:
    """Return what a hit is; where boards have set limits of their own, those are told apart."""
    said = sorted({show_number(limit * 100, 1) for limit in limits}) or ["0"]
    within = said[0] if len(said) == 1 else f"{' eller '.join(said)} (nämndens egen gräns)"
    return (
        f"En prognos träffar när den skiljer högst {within} procent av årsbudgeten från bokslutet, "
        "utfallet för december. Prognosen i december räknas inte med."
    )


def amount(value: Decimal, unit: AmountUnit, *, signed: bool = False) -> str:
    """Return an amount as a sentence prints it: ``−2 100 tkr``."""
    return f"{show_number(value, unit.decimals, signed=signed)} {unit.value}"


def _hits(accuracy: Accuracy, track: Track) -> str:
    label, count, hits = accuracy.row.label, track.judged, track.hits
    within = f"inom {show_number(accuracy.limit * 100, 1)} procent av årsbudgeten"
    if count == 1:
        said = "träffade" if hits else "träffade inte"
        return f"Den enda prognosen för {label} {said} {within}."
    some = _ALL if hits == count else str(hits) if hits else _NONE
    return f"Av {count} prognoser för {label} träffade {some} {within}."


def _leaning(track: Track, unit: AmountUnit) -> Iterator[str]:
    if track.bias is None:
        yield (
            "De är för få för att säga om de lutar åt något håll."
            if len(track.misses) > 1
            else "En enda prognos kan inte säga om prognoserna lutar åt något håll."
        )
    elif track.bias:
        word = "dystra" if track.bias < 0 else "ljusa"
        yield f"Prognoserna var i snitt {amount(abs(track.bias), unit)} för {word}."
    else:
        yield "Prognoserna lutar varken åt det dystra eller det ljusa."


def _beside(accuracy: Accuracy, unit: AmountUnit) -> Iterator[str]:
    """Yield how they stand beside the challenger, where it has forecasts of the same months."""
    other, own = accuracy.challenger, accuracy.against
    if other.mean_error is None or own.mean_error is None:
        return
    lead = "Utmanaren, som bara räknar på hur åren brukar fördela sig, skilde"
    theirs, hers = amount(other.mean_error, unit), amount(own.mean_error, unit)
    months = len(other.misses)
    if months == 1:
        yield f"{lead} {theirs} för samma månad; nämndens prognos skilde {hers}."
    else:
        yield (
            f"{lead} i snitt {theirs} för samma {months} månader; nämndens prognoser skilde {hers}."
        )
