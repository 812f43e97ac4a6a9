"""How a command ends: its exit status, the sentence that says why, and an answer as JSON.

0: nothing of severity *fel*; 1: at least one; 2: wrong usage or a file that could not be read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from xl_asn.cli.screen import say

if TYPE_CHECKING:
    from xl_asn.files.changing.outputs import Outputs

STANDARD_OUTPUT: Final = "-"
FAILED: Final = 1
UNUSABLE: Final = 2


def stop(sentence: str, status: int = UNUSABLE) -> NoReturn:
    """End the command with one sentence to the user.

    Raises:
        SystemExit: always.
    """
    say(sentence, err=True)
    raise SystemExit(status)


def write_json(target: str, content: Mapping[str, Any], outputs: Outputs) -> None:
    """Write an answer to a file, whole or not at all, or to standard output for ``-``."""
    write(target, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(), outputs)


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
