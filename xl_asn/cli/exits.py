"""How a command ends: its exit status, the sentence that says why, and an answer as JSON.

0: nothing of severity *fel*; 1: at least one; 2: wrong usage or a file that could not be read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from xl_asn.cli.screen import say
from xl_asn.model.characters import spelled_in_json

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


def write_json(target: str, content: Mapping[str, Any]) -> None:
    """Write an answer to a file, whole or not at all, or to standard output for ``-``.

    What would steer the terminal that it may be shown on is written as JSON spells a character,
    and read as the same character.
    """
    written = json.dumps(content, ensure_ascii=False, indent=1)
    write(target, (spelled_in_json(written) + "\n").encode())


def write(target: str, content: bytes) -> None:
    """Write bytes to a file, whole or not at all, or text to standard output for ``-``."""
    if target == STANDARD_OUTPUT:
        sys.stdout.write(content.decode())
        return
    from xl_asn.files.changing.publish import NotPublished, publish

    try:
        publish(Path(target), content)
    except NotPublished as error:
        stop(f"{target}: {error}")
