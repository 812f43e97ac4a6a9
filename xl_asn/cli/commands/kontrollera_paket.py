"""``xl-asn kontrollera-paket``: make a report again from its audit package, and compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from xl_asn.cli.declared import Argument
from xl_asn.cli.exits import FAILED, stop
from xl_asn.cli.screen import say


def kontrollera_paket(
    paket: Annotated[Path, Argument("Revisionspaketet (zip) från exportera --revision.")],
) -> int:
    """Räkna om ett revisionspaket och säg om rapporten blir densamma."""
    from xl_asn.exports.audit import UnusablePackageError, audit
    from xl_asn.exports.documents import LibraryMissingError, UnreadableReportError

    try:
        result = audit(paket.read_bytes())
    except UnusablePackageError as error:
        stop(f"{paket}: {error} Ange ett paket från xl-asn exportera --revision.")
    except (UnreadableReportError, LibraryMissingError) as error:
        stop(f"{paket}: {error}")
    except OSError:
        stop(f"{paket} går inte att läsa. Kontrollera namnet och mappen.")
    for file in result.files:
        say(f"{file.outcome:16} {file.name}")
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
