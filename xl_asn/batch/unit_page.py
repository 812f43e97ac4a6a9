"""A unit's own page: a letter to be copied into a mail, and what is wrong sheet by sheet."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Final

from xl_asn import __version__
from xl_asn.batch.shares import Share
from xl_asn.batch.summary_page import MARKS, shipped
from xl_asn.batch.unit_letter import WHOLE_FILE, by_sheet, letter, place_of, row_of
from xl_asn.model.characters import spelled
from xl_asn.model.findings import Severity
from xl_asn.report.web_page import base_style, environment, policy

_OURS: Final = '<meta name="generator" content="xl-asn validera --per-enhet">'
_MOST_READ: Final = 4096


def unit_page(share: Share) -> str:
    """Return the page. Text from the files is escaped, and only our own script may run."""
    style = base_style() + shipped("summary.css") + shipped("unit.css")
    script = shipped("unit.js")
    parts = [
        (PurePath(part.verdict.file).name, part, list(by_sheet(part.told)))
        for part in share.parts
        if part.told or part.mended
    ]
    return (
        environment(lambda text: spelled(text, lines=True))
        .from_string(shipped("finding.html.j2") + shipped("unit.html.j2"))
        .render(
            share=share, letter=letter(share), parts=parts, place_of=place_of, row_of=row_of,
            whole_file=WHOLE_FILE, severities=tuple(Severity), marks=MARKS, version=__version__,
            style=style, script=script, policy=policy(style, script),
        )
    )  # fmt: skip


def is_unit_page(path: Path) -> bool:
    """Return whether a file is such a page; what cannot be read is none."""
    try:
        with path.open("rb") as file:
            return _OURS.encode() in file.read(_MOST_READ)
    except (OSError, ValueError):
        return False
