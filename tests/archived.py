"""Archives for tests, as the workbooks that reports name."""

from __future__ import annotations

from tests.cycle.archive.made import archive_of
from xl_asn.files.making.render import render
from xl_asn.files.reading.reader import read
from xl_asn.model.archive import BoardArchive
from xl_asn.model.grid import Grid
from xl_asn.pages.archive_page import archive_page


def archive_file(*boards: BoardArchive, unit: str = "tkr") -> bytes:
    """Return an archive as a file, with the one sheet that is read back."""
    return render([archive_page(archive_of(*boards, unit=unit))], title="Arkiv över rapporter")


def archive_grid(*boards: BoardArchive, unit: str = "tkr") -> Grid:
    """Return an archive as it is read."""
    return read(archive_file(*boards, unit=unit))
