"""The guard at every command's door: what it writes is none of what it reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from xl_asn.cli.screen import say

if TYPE_CHECKING:
    from xl_asn.files.changing.outputs import Outputs


def outputs_of(
    reads: Iterable[Path | None],
    *writes: tuple[str, Path | str | None],
    replaces: Path | None = None,
) -> Outputs:
    """Return a command's outputs, and say what the user should know of what stands there.

    Raises:
        NotPublished: one of them is an input, and nothing has been read.
    """
    from xl_asn.files.changing.outputs import Outputs

    outputs = Outputs(reads, writes, replaces)
    for remark in outputs.remarks:
        say(remark, err=True)
    return outputs
