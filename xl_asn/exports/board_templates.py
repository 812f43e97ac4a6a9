"""The board's shipped templates: in the installed package, or in the checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def shipped_template(name: str) -> bytes:
    """Return a template's bytes, for instance of ``namndmall.docx``."""
    shipped = Path(str(files("xl_asn").joinpath("mallar", name)))
    if not shipped.is_file():
        shipped = Path(__file__).parent.parent.parent / "workbooks" / name
    return shipped.read_bytes()
