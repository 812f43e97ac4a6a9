"""A file on its way to the disk: what it is to replace, and whether it may."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xl_asn.files.changing.held import lock_of, refusal
from xl_asn.files.changing.not_published import NotPublished
from xl_asn.files.changing.seen import NOTHING, Seen, seen_at

_ANYONE_WRITES: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass
class Written:
    """A new file, and the one that it is to replace."""

    target: Path
    data: bytes
    instead_of: Seen | None
    old: os.stat_result | None
    like: Path | None
    new: Path = Path()
    kept: Path | None = None

    @classmethod
    def of(
        cls, target: Path, data: bytes, instead_of: Seen | None, like: Path | None = None
    ) -> Written:
        """Return a file that may be written.

        Raises:
            NotPublished: it may not.
            OSError: nothing is known of it.
        """
        lock = lock_of(target)
        real = _real(target)
        if not real.parent.is_dir():
            message = (
                f"Mappen {real.parent} finns inte. Kontrollera sökvägen, eller skapa mappen först."
            )
            raise NotPublished(message)
        old = _old(real)
        if old is not None and lock is not None and not lock.is_left:
            raise NotPublished(refusal(real, lock))
        return cls(real, data, instead_of, old, like or (real if old else None))

    def refuse_changed(self) -> None:
        """Leave a file alone that is no longer what its new content was made from.

        Raises:
            NotPublished: it is not.
            OSError: it cannot be read.
        """
        if self.instead_of is None:
            return
        now = seen_at(self.target)
        if now == self.instead_of:
            return
        happened, ending = "ändrats", "Försök igen, så räknas den nya filen."
        if self.instead_of == NOTHING:
            happened, ending = "skapats", "Försök igen, eller välj ett annat namn."
        elif now == NOTHING:
            happened, ending = "tagits bort", "Kontrollera vad som har hänt och försök igen."
        message = (
            f"{self.target.name} har {happened} av någon annan under tiden, "
            f"och har inte ersatts. {ending}"
        )
        raise NotPublished(message)

    def write(self, handle: int) -> None:
        """Write the bytes to the new file, down to the disk, and close it."""
        try:
            if self.like is not None:
                _restore(self.new, self.like)
            left = memoryview(self.data)
            while left:
                count = os.write(handle, left)
                if not count:
                    raise OSError(errno.EIO, os.strerror(errno.EIO), str(self.new))
                left = left[count:]
            os.fsync(handle)
        finally:
            os.close(handle)

    def put_back(self) -> bool:
        """Let the old file have its name again; return whether that could be done."""
        try:
            if self.old is None:
                self.target.unlink()
            elif self.kept is not None:
                self.kept.replace(self.target)
        except OSError:
            return False
        return self.old is None or self.kept is not None


def _real(target: Path) -> Path:
    try:
        return target.resolve()
    except RuntimeError as error:  # until Python 3.13, links that go in a circle
        raise OSError(errno.ELOOP, str(error)) from error


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


def _restore(new: Path, like: Path) -> None:
    """Give the new file what the old one has beside its content, so that colleagues still reach it.

    Its mode, and where the system lets us its owner, its group, and what others have noted of it.
    """
    old = like.stat()
    if sys.platform != "win32":
        for owner in (old.st_uid, -1):  # only the administrator may give a file to somebody
            with contextlib.suppress(OSError):
                os.chown(new, owner, old.st_gid)
                break
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            for name in os.listxattr(like):
                with contextlib.suppress(OSError):
                    os.setxattr(new, name, os.getxattr(like, name))
    new.chmod(stat.S_IMODE(old.st_mode))
