"""How a command ends: its exit status, the sentence that says why, and an answer as JSON.

0: nothing of severity *fel*; 1: at least one; 2: wrong usage or a file that could not be read,
and whatever ends a command before it is done: Ctrl-C, SIGTERM, a closed terminal, memory that ends.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from xl_asn.cli.screen import say
from xl_asn.model.characters import spelled_in_json

if TYPE_CHECKING:
    from xl_asn.files.changing.outputs import Outputs

STANDARD_OUTPUT: Final = "-"
FAILED: Final = 1
UNUSABLE: Final = 2


def stop(sentence: str | Sequence[str], status: int = UNUSABLE) -> NoReturn:
    """End the command with one sentence to the user, or a line for each fault.

    Raises:
        SystemExit: always.
    """
    say(*([sentence] if isinstance(sentence, str) else sentence), err=True)
    raise SystemExit(status)


def tell_of_crash(details: str) -> NoReturn:
    """End the command with one sentence: the program failed, and where the rest can be read."""
    from xl_asn.files.keeping.logs import written_log

    said = "Ett fel i programmet stoppade körningen. Ingen arbetsbok är ändrad till hälften."
    try:
        log = written_log(details)
    except OSError:
        stop(f"{said} Detaljerna gick inte att spara. Berätta för den som förvaltar programmet.")
    stop(
        f"{said} Detaljerna står i {log}. Ta bort det som pekar ut någon ur filen, "
        "och skicka den till den som förvaltar programmet."
    )


def write_json(target: str, content: Mapping[str, Any], outputs: Outputs) -> None:
    """Write an answer to a file, whole or not at all, or to standard output for ``-``.

    What would steer the terminal that it may be shown on is written as JSON spells a character,
    and read as the same character.
    """
    written = json.dumps(content, ensure_ascii=False, indent=1)
    write(target, (spelled_in_json(written) + "\n").encode(), outputs)


def write(target: str, content: bytes, outputs: Outputs) -> None:
    """Write bytes to an output, whole or not at all, or text to standard output for ``-``."""
    if target == STANDARD_OUTPUT:
        sys.stdout.write(content.decode())
        return
    from xl_asn.files.changing.not_published import NotPublished

    try:
        outputs.publish(Path(target), content)
    except NotPublished as error:
        stop(f"{target}: {error}")
