"""One kind of fault of a file as a file."""

from __future__ import annotations

from typing import NamedTuple

from xl_asn.model.findings import Severity


class FileCode(NamedTuple):
    """One kind of fault; ``message`` may hold ``{detalj}``, which says what, in this file."""

    code: str
    name: str
    severity: Severity
    message: str
    remedy: str
