"""Bytes → a file, whole: whoever opens it sees the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Final

from xl_asn.files.changing.unfinished import clear, opened_beside

_ANYONE_WRITES: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class NotPublished(Exception):  # noqa: N818 - it says what happened
    """The file was not saved; ``reason`` says why in Swedish, and what to do next."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def publish(target: Path, data: bytes, *, instead_of: bytes | None = None) -> None:
    """Put ``data`` in place of the file ``target``, or make it; its permissions stay.

    The bytes are written to a new file beside it, forced to the disk, and given its name in one
    step. A link is followed: the file that it leads to is replaced. Where the old file cannot be
    replaced, because Excel holds it, the new one is left beside it with ``(ny)`` in its name.

    Args:
        target: the file.
        data: its new content.
        instead_of: the old content that the new one was made from; where somebody has saved
            another since, it is not replaced.

    Raises:
        NotPublished: the file is not saved under its name; the old one is as it was.
    """
    try:
        _publish(_real(target), data, instead_of)
    except ValueError as error:  # a NUL in the path
        message = "Sökvägen är ogiltig. Kontrollera filens namn och mapp."
        raise NotPublished(message) from error
    except OSError as error:
        raise NotPublished(_reason(target, error)) from error


def _real(target: Path) -> Path:
    try:
        return target.resolve()
    except RuntimeError as error:  # until Python 3.13, links that go in a circle
        raise OSError(errno.ELOOP, str(error)) from error


def back_up(target: Path, now: datetime) -> Path | None:
    """Copy a file to a name that tells the time, beside it; None where there is no such file.

    Raises:
        NotPublished: the copy could not be made.
    """
    try:
        old = target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NotPublished(_reason(target, error)) from error
    name = f"{target.stem} (säkerhetskopia {now:%Y-%m-%d %H.%M.%S}){target.suffix}"
    copy = target.with_name(name)
    publish(copy, old)
    return copy


def _publish(target: Path, data: bytes, instead_of: bytes | None) -> None:
    folder = target.parent
    if not folder.is_dir():
        message = f"Mappen {folder} finns inte. Kontrollera sökvägen, eller skapa mappen först."
        raise NotPublished(message)
    old = _old(target)
    clear(folder)
    with opened_beside(target) as (new, handle):
        _write(new, handle, data, old)
        _refuse_changed(target, instead_of)
        try:
            new.replace(target)
        except PermissionError as error:
            _keep_beside(new, target, error)
    _force_folder(folder)


def _old(target: Path) -> os.stat_result | None:
    """Return what is known of the file to be replaced; None when there is none."""
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(old.st_mode):
        message = f"{target} är inte en vanlig fil, och kan inte ersättas. Välj ett annat namn."
        raise NotPublished(message)
    if not old.st_mode & _ANYONE_WRITES or not os.access(target, os.W_OK):
        message = (
            f"{target.name} är skrivskyddad, och har inte ändrats. "
            "Ta bort skrivskyddet, eller spara under ett annat namn."
        )
        raise NotPublished(message)
    return old


def _refuse_changed(target: Path, instead_of: bytes | None) -> None:
    """Leave a file alone that is no longer what its new content was made from."""
    if instead_of is not None and target.read_bytes() != instead_of:
        message = (
            f"{target.name} har ändrats av någon annan under tiden, och har inte ersatts. "
            "Försök igen, så räknas den nya filen."
        )
        raise NotPublished(message)


def _write(new: Path, handle: int, data: bytes, old: os.stat_result | None) -> None:
    """Write the bytes to the new file, down to the disk, and close it."""
    with os.fdopen(handle, "wb") as file:
        if old is not None:
            _restore(new, old)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _restore(new: Path, old: os.stat_result) -> None:
    """Give the new file the old one's group and mode, so that colleagues still reach it."""
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(new, -1, old.st_gid)
    new.chmod(stat.S_IMODE(old.st_mode))


def _keep_beside(new: Path, target: Path, error: PermissionError) -> None:
    """Give the new file a name of its own, and say so."""
    kept = target.with_name(f"{target.stem} (ny){target.suffix}")
    try:
        new.replace(kept)
    except OSError:
        message = (
            f"{target.name} kunde inte ersättas, troligen för att den är öppen i Excel. "
            f"Stäng {target.name} och försök igen; den gamla filen är orörd."
        )
        raise NotPublished(message) from error
    _force_folder(target.parent)
    message = (
        f"{target.name} kunde inte ersättas, troligen för att den är öppen i Excel. "
        f"Resultatet finns i {kept.name} i samma mapp. Stäng {target.name} och försök igen."
    )
    raise NotPublished(message) from error


def _force_folder(folder: Path) -> None:
    """Force the new name to the disk, where folders can be opened; the file is there already."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(target: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return (
            f"Disken är full, så {target.name} kunde inte sparas. "
            "Frigör utrymme och försök igen; den gamla filen är orörd."
        )
    if error.errno in _FORBIDDEN:
        return (
            f"Du får inte skriva i mappen {target.parent}, så {target.name} kunde inte sparas. "
            "Spara i en annan mapp, eller be om skrivrättighet."
        )
    return f"{target.name} kunde inte sparas ({error.strerror or error}). Den gamla filen är orörd."
