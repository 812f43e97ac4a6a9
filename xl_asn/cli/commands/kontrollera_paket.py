"""``xl-asn kontrollera-paket``: make a report again from its audit package, and compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import sha256
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
    say(result.status)
    say(f"Paketets SHA-256: {result.sha256}")
    if result.same:
        say(
            "Paketet är helt: rapporten blir densamma, byte för byte. "
            "Vem som har gjort det går inte att se av paketet.",
            "Jämför kontrollsumman med den som antecknades när paketet gjordes.",
        )
        return 0
    say("Rapporten blir inte densamma. Filerna som skiljer sig står ovan.")
    if result.versions:
        say("Kör kommandot med de versioner som paketet gjordes med.")
    else:
        say("Fråga den som gjorde paketet vad som har ändrats.")
    return FAILED


class _Audited(NamedTuple):
    files: Sequence[tuple[str, str]]
    status: str
    versions: Sequence[str]
    same: bool
    sha256: str


def _audited(paket: Path) -> _Audited:
    """Make the report of a package again, and compare."""
    from xl_asn.exports.audit import UnusablePackageError, audit

    try:
        data = paket.read_bytes()
        result = audit(data)
    except UnusablePackageError as error:
        message = f"{paket}: {error} Ange ett paket från xl-asn exportera --revision."
        raise ToldError(message) from error
    except OSError as error:
        message = f"{paket} går inte att läsa. Kontrollera namnet och mappen."
        raise ToldError(message) from error
    outcomes = [(file.name, file.outcome) for file in result.files]
    return _Audited(
        outcomes, _status(result.status), result.versions, result.same, sha256(data).hexdigest()
    )


def _status(said: Mapping[str, str]) -> str:
    """Return how far the report had come, who said so and when, as the workbook has it."""
    if not said["status"]:
        return "Rapporten har ingen status."
    words = (said["status"], said["den"], said["av"] and f"av {said['av']}")
    sealed = f", låst av Beräkna {said['låst']}" if said["sedd"] else ""
    return f"Rapportens status: {' '.join(filter(None, words))}{sealed}."
