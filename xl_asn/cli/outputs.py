"""The guard at every command's door: what it writes is none of what it reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from xl_asn.cli.exits import STANDARD_OUTPUT
from xl_asn.cli.screen import say
from xl_asn.model.told import ToldError

if TYPE_CHECKING:
    from xl_asn.files.changing.outputs import Outputs


def outputs_of(
    reads: Iterable[Path | None],
    *writes: tuple[str, Path | str | None],
    replaces: Path | None = None,
) -> Outputs:
    """Return a command's outputs, and say what the user should know of what stands there.

    What is written to a :class:`Path` is no text, and is not shown on the screen.

    Raises:
        ToldError: one of them is an input or can be no file, and nothing has been read.
    """
    from xl_asn.files.changing.outputs import Outputs

    for option, path in writes:
        if isinstance(path, Path) and STANDARD_OUTPUT in path.parts[:1]:
            message = (
                f"Det som skrivs kan inte visas på skärmen. Ange en fil eller mapp med {option}."
            )
            raise ToldError(message)
    outputs = Outputs(reads, writes, replaces)
    for remark in outputs.remarks:
        say(remark, err=True)
    return outputs
