"""How long a file may take before whoever judges it is stopped, by what is known before reading."""

from __future__ import annotations

from typing import Final

LONGEST_SECONDS: Final = 30.0
"""No file gets more, whatever it says of itself."""

_SECONDS: Final = 2.0
_SECONDS_PER_BYTE: Final = 1.2 / 1_000_000
"""What a check takes at most on a machine that does nothing else: any file, and each byte that it
inflates to. A sheet full of rows takes about a second for each million bytes, a tenth of it to be
read and the rest in the rules; ``make bench`` measures it."""

_MARGIN: Final = 4.0
"""An honest file must not be refused since the machine has three other things to do. The previous
report and the plan that a file names are read in the same time, which this leaves room for."""

_ENOUGH_BYTES: Final = (LONGEST_SECONDS / _MARGIN - _SECONDS) / _SECONDS_PER_BYTE
"""What inflates to more than this may take the longest time, however much more it is."""

_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
_ENTRY_BYTES: Final = 46
_SIZE_AT: Final = 24
_SIZE_BYTES: Final = 4


def seconds_for(data: bytes, crowding: float = 1.0) -> float:
    """Return how many seconds a file may take by the clock.

    The reader inflates no part past the size that the zip directory tells, and every cell takes
    its bytes. So a small file that hangs is stopped in seconds, and one that lies about its size
    is stopped no later than any other.

    Args:
        data: the file's bytes.
        crowding: how many processes there are for each processor, at least 1.
    """
    alone = _SECONDS + _SECONDS_PER_BYTE * _inflated(data)
    return min(LONGEST_SECONDS, crowding * _MARGIN * alone)


def _inflated(data: bytes) -> int:
    """Return how many bytes all parts of a zip file are said to hold, and those of the file itself.

    It is not counted further than it matters. Whatever looks like an entry of the directory is
    counted: too much is harmless, and a directory that is damaged needs no care.
    """
    total = len(data)
    at = data.find(_DIRECTORY_ENTRY)
    while at >= 0 and total < _ENOUGH_BYTES:
        size = data[at + _SIZE_AT : at + _SIZE_AT + _SIZE_BYTES]
        total += int.from_bytes(size, "little")
        at = data.find(_DIRECTORY_ENTRY, at + _ENTRY_BYTES)
    return total
