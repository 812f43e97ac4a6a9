"""Which modules a workbook's VBA project lists; no macro is read."""

from __future__ import annotations

from pathlib import Path

from xl_asn.files.reading import snapshot
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.guard import opened
from xl_asn.model.findings import Finding


def lists_module(path: Path, module: str) -> bool:
    """Whether a workbook has a VBA module of that name; False where it is no readable workbook."""
    taken = snapshot.take(path)
    if isinstance(taken, Finding):
        return False
    line = f"\r\nModule={module}\r\n".encode()
    try:
        parts = opened(taken)
        projects = [name for name in parts.names if name.casefold().endswith("vbaproject.bin")]
        return any(line in parts.read(name) for name in projects)
    except Unreadable:
        return False
