"""The guard at every command's door: what it writes is none of what it reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from xl_asn.cli.exits import stop
from xl_asn.cli.screen import say

if TYPE_CHECKING:
    from xl_asn.files.changing.outputs import Outputs


def outputs_of(
    reads: Iterable[Path | None],
    *writes: tuple[str, Path | str | None],
    replaces: Path | None = None,
) -> Outputs:
    """Return a command's outputs; stop before anything is read where one of them is an input."""
    from xl_asn.files.changing.not_published import NotPublished
    from xl_asn.files.changing.outputs import Outputs

    try:
        outputs = Outputs(reads, writes, replaces)
    except NotPublished as error:
        stop(str(error))
    for remark in outputs.remarks:
        say(remark, err=True)
    return outputs


def also_read(outputs: Outputs, paths: Iterable[Path]) -> None:
    """Stop before anything is written where an output is a file that a workbook has named."""
    from xl_asn.files.changing.not_published import NotPublished

    try:
        outputs.also_read(paths)
    except NotPublished as error:
        stop(str(error))
