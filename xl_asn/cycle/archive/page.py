"""stub"""

from xl_asn.cycle.archive.own import PAGE_MARK
from xl_asn.model.archive import Archive


def archive_page(archive: Archive) -> bytes:
    """Stub."""
    return PAGE_MARK + archive.unit.encode()
