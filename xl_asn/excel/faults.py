"""Faults that Excel itself reports, as Swedish sentences; pywin32 is not needed to tell them."""

from __future__ import annotations

from typing import Final

#: Excel rejects calls while a cell is being edited or a dialogue is open.
_BUSY: Final = frozenset({-2147418111, -2147417846, -2146777998})
#: The server is gone: Excel was closed, or it crashed.
_GONE: Final = frozenset({-2147023174, -2147023170, -2147417848})
#: Excel's error 1004: it understood what was asked for, and would not do it.
_UNWILLING: Final = -2146827284

_CRASH: Final = "Ett fel i programmet stoppade arbetet, och arbetsboken är som den var."


def sentence_of(error: BaseException) -> str:
    """Return one sentence for a fault that nobody foresaw."""
    codes = _codes(error)
    if codes & _BUSY or type(error).__name__ == "ExcelBusyError":
        return (
            "Excel är upptaget: avsluta redigeringen av cellen (Retur eller Esc) och försök igen."
        )
    if codes & _GONE:
        return "Excel svarar inte längre. Öppna arbetsboken på nytt och försök igen."
    if _UNWILLING in codes:
        return (
            "Excel vägrade att utföra ändringen. Kontrollera att bladen inte är skyddade och "
            "försök igen."
        )
    if isinstance(error, MemoryError):
        return "Minnet tog slut. Stäng andra program och försök igen."
    return _CRASH


def _codes(error: BaseException) -> set[int]:
    """Return the numbers that a COM error carries, also inside its nested description."""
    found: set[int] = set()
    waiting: list[object] = [getattr(error, "hresult", None), *error.args]
    while waiting:
        item = waiting.pop()
        if isinstance(item, int) and not isinstance(item, bool):
            found.add(item)
        elif isinstance(item, tuple):
            waiting.extend(item)
    return found
