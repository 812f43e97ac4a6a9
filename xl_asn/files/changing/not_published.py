"""Why a file was not saved, as the user reads it."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from xl_asn.files.changing.turns import FolderBusyError
from xl_asn.model.told import ToldError

_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_REASONS: Final[Mapping[int, str]] = MappingProxyType(
    {
        errno.EIO: "disken svarar med ett fel",
        errno.EINTR: "systemet avbröt skrivningen",
        errno.ELOOP: "länkarna till den går i en cirkel",
        errno.ENAMETOOLONG: "namnet är för långt",
        errno.ENOENT: "mappen finns inte längre",
        errno.ENOTDIR: "en del av sökvägen är ingen mapp",
    }
)


class NotPublished(ToldError):  # noqa: N818 - it says what happened
    """A file was not saved; the message says why in Swedish, and what to do next."""


@contextlib.contextmanager
def told(target: Path) -> Iterator[None]:
    """Say in Swedish what goes wrong with a file.

    Raises:
        NotPublished: the system did not let it be written.
    """
    try:
        yield
    except FolderBusyError as error:
        raise NotPublished(str(error)) from error
    except ValueError as error:  # a NUL in the path
        message = "Sökvägen är ogiltig. Kontrollera filens namn och mapp."
        raise NotPublished(message) from error
    except OSError as error:
        raise NotPublished(_reason(target, error)) from error


def is_full(error: OSError) -> bool:
    """Return whether there was no room on the disk."""
    return error.errno in _FULL


def _reason(target: Path, error: OSError) -> str:
    if is_full(error):
        return (
            f"Disken är full, så {target.name} kunde inte sparas. "
            "Frigör utrymme och försök igen; den gamla filen är orörd."
        )
    if error.errno in _FORBIDDEN:
        return (
            f"Du får inte skriva i mappen {target.parent}, så {target.name} kunde inte sparas. "
            "Spara i en annan mapp, eller be om skrivrättighet."
        )
    why = _REASONS.get(error.errno or 0, f"systemet svarar med fel {error.errno}")
    return f"{target.name} kunde inte sparas: {why}. Den gamla filen är orörd."
