"""The board's shipped templates: in the installed package, or in the checkout."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from xl_asn.exports.board_report import UnusableTemplateError

#: How a picture's file begins, by the end of its name; other kinds are not looked into.
_BEGINNINGS: Final = {
    "png": (b"\x89PNG",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF8",),
    "bmp": (b"BM",),
}


def shipped_template(name: str) -> bytes:
    """Return a template's bytes, for instance of ``namndmall.docx``."""
    shipped = Path(str(files("xl_asn").joinpath("mallar", name)))
    if not shipped.is_file():
        shipped = Path(__file__).parent.parent.parent / "workbooks" / name
    return shipped.read_bytes()


def check_pictures(template: bytes) -> None:
    """See to it that the pictures of a template are pictures: a program stops at one that is not.

    A file that is no package has none; its reader says what it is.

    Raises:
        UnusableTemplateError: when one of them is something else than its name says.
    """
    try:
        with ZipFile(BytesIO(template)) as package:
            for name in package.namelist():
                known = _BEGINNINGS.get(name.rpartition(".")[2].casefold())
                if "/media/" in name and known and not package.read(name).startswith(known):
                    message = (
                        f"Bilden {name.rpartition('/')[2]} i mallen går inte att läsa. "
                        "Infoga logotypen på nytt, som PNG eller JPEG."
                    )
                    raise UnusableTemplateError(message)
    except BadZipFile:
        return
