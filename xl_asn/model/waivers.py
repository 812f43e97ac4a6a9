"""Waivers: what a person has written beside a finding to accept it, kept as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, Self

from xl_asn.model.grid import Value, cell_of, folded_name

_YES: Final = frozenset({"ja", "j", "x", "ok", "godtas", "godtagen", "sant"})
_NO: Final = frozenset({"nej", "n", "falskt"})


class Waiver(NamedTuple):
    """One row of what people wrote on *Kontroll*, and the finding that they wrote it beside.

    ``mark`` is the checksum of the content that the finding was about; empty where the row had
    none. ``accepts``, ``reason``, ``signature`` and ``day`` are the cells as they stand.
    """

    code: str
    sheet: str
    address: str
    message: str
    mark: str
    accepts: Value = None
    reason: Value = None
    signature: Value = None
    day: Value = None

    @classmethod
    def accepted(
        cls, code: str, sheet: str, address: str, message: str, told: Mapping[str, Any]
    ) -> Self:
        """Return the acceptance that :meth:`as_json` told of."""
        words = (told["motivering"], told["signatur"], told["datum"])
        return cls(code, sheet, address, message, "", "Ja", *words)

    @property
    def says_yes(self) -> bool:
        """Whether the person has said that the finding may stand."""
        return folded_name(cell_of(self.accepts).text) in _YES

    @property
    def says_no(self) -> bool:
        """Whether the person has taken the acceptance back, with the text left standing."""
        return folded_name(cell_of(self.accepts).text) in _NO

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return what a waiver must have and this one has not, in words."""
        needed = (("Ja i Godtas", self.says_yes), ("motivering", self.reason),
                  ("signatur", self.signature))  # fmt: skip
        return tuple(name for name, held in needed if not held or not str(held).strip())

    def as_json(self) -> Mapping[str, Any]:
        """Return who accepts, why and since when."""
        return {
            "motivering": cell_of(self.reason).text,
            "signatur": cell_of(self.signature).text,
            "datum": cell_of(self.day).text or None,
        }
