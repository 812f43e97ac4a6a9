"""``xl-asn kontrollera-paket``: make a report again from its audit package, and compare."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

from xl_asn.cli.declared import Argument
from xl_asn.cli.exits import FAILED
from xl_asn.cli.screen import say
from xl_asn.cli.work import DOCUMENT_BYTES, worked
from xl_asn.exports.formats import FORMATS
from xl_asn.model.told import ToldError


def kontrollera_paket(
    paket: Annotated[Path, Argument("Revisionspaketet (zip) från exportera --revision.")],
) -> int:
    """Räkna om ett revisionspaket och säg om rapporten blir densamma."""
    result = worked(paket, partial(_audited, paket), times=1 + len(FORMATS), memory=DOCUMENT_BYTES)
    for name, outcome in result.files:
        say(f"{outcome:16} {name}")
    for sentence in result.versions:
        say(sentence)
    if result.same:
        say("Rapporten blir densamma, byte för byte. Paketet kan sparas som bevis.")
        return 0
    say("Rapporten blir inte densamma. Filerna som skiljer sig står ovan.")
    if result.versions:
        say("Kör kommandot med de versioner som paketet gjordes med.")
    else:
        say("Fråga den som gjorde paketet vad som har ändrats.")
    return FAILED


class _Audited(NamedTuple):
    files: Sequence[tuple[str, str]]
    versions: Sequence[str]
    same: bool


def _audited(paket: Path) -> _Audited:
    """Make the report of a package again, and compare."""
    from xl_asn.exports.audit import UnusablePackageError, audit

    try:
        result = audit(paket.read_bytes())
    except UnusablePackageError as error:
        message = f"{paket}: {error} Ange ett paket från xl-asn exportera --revision."
        raise ToldError(message) from error
    except OSError as error:
        message = f"{paket} går inte att läsa. Kontrollera namnet och mappen."
        raise ToldError(message) from error
    return _Audited([(f.name, f.outcome) for f in result.files], result.versions, result.same)
