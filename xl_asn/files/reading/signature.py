"""What a file's bytes are, whatever its name says."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.catalogue import Unreadable

_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
#: What stands at the end of every zip file: the list of what is in it.
_ZIP_ENDS: Final = (b"PK\x01\x02", _EMPTY_ZIP)
_PROGRAM: Final = b"MZ"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The oldest Excel files are one bare stream of records.
_OLD_RECORDS: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_TEXT_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument."
_HEAD: Final = 4096
_CONTROL_BYTES: Final = frozenset(range(0x20)) - frozenset(b"\t\n\f\r\x1b\x1a")


def refuse_other_formats(data: bytes) -> None:
    """Let a zip file pass that may be a workbook.

    Raises:
        Unreadable: it is something else, with a code that says what.
    """
    head = data[:_HEAD]
    if head.startswith(_ZIP):
        # OpenDocument puts its type first of all, as plain text right after the entry's name.
        if head[30:].startswith(_OPEN_DOCUMENT):
            sheet = head[30:].startswith(_OPEN_DOCUMENT + b"spreadsheet")
            raise (
                Unreadable(code="F114")
                if sheet
                else Unreadable(code="F110", detail="ett OpenDocument-dokument")
            )
        return
    if head.startswith(_EMPTY_ZIP):
        raise Unreadable(code="F110", detail="ett tomt zip-arkiv")
    if head.startswith(_OLE):
        raise _ole(data)
    if head.startswith(_OLD_RECORDS):
        raise Unreadable(code="F112")
    if not data.strip(b"\x00"):
        raise Unreadable(code="F120", detail="den består bara av nollor")
    if b"%PDF-" in head[:1024]:
        raise Unreadable(code="F116")
    if head.startswith(_PROGRAM):
        raise Unreadable(code="F110", detail="ett program")
    if any(end in data for end in _ZIP_ENDS):
        # Bytes before the first part, or that part cut off: what is left can mislead any reader.
        raise Unreadable(code="F120", detail="början saknas eller är överskriven")
    raise _text(head)


def _ole(data: bytes) -> Unreadable:
    def holds(*names: str) -> bool:
        # Stream names stand in the directory of the compound file as UTF-16.
        return any(name.encode("utf-16-le") in data for name in names)

    if holds("DRMEncrypted", "\tDRM") or (holds("LabelInfo") and not holds("EncryptionInfo")):
        # Rights that go with a label, and that no password opens.
        return Unreadable(code="F119")
    if holds("EncryptedPackage"):
        return Unreadable(code="F111")
    if holds("Workbook\0", "Book\0"):
        return Unreadable(code="F112")
    return Unreadable(code="F110", detail="ett annat Office-dokument i gammalt format")


def _text(head: bytes) -> Unreadable:
    marked = head.startswith(_TEXT_MARKS)
    if not marked and not _CONTROL_BYTES.isdisjoint(head):
        return Unreadable(code="F110", detail="okänt format")
    wide = head.startswith(_TEXT_MARKS[1:])
    text = head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff").lstrip()
    folded = text.casefold()
    if folded.startswith(("<!doctype html", "<html")) or "<html" in folded or "<table" in folded:
        return Unreadable(code="F117")
    return Unreadable(code="F118") if folded.startswith("<?xml") else Unreadable(code="F115")
