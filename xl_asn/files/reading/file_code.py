"""One kind of fault of a file as a file, or of files together; and what is said by its code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from xl_asn.model.findings import Finding, Severity


class FileCode(NamedTuple):
    """One kind of fault; ``message`` may hold ``{detalj}``, which says what, in this file."""

    code: str
    name: str
    severity: Severity
    message: str
    remedy: str


class Saying:
    """What some codes say: called with a code and the detail, it returns the finding.

    A detail longer than ``longest`` is cut: it quotes what somebody has typed, and nobody would
    read it to the end.
    """

    def __init__(self, codes: Iterable[FileCode], longest: int | None = None) -> None:
        self._by_code = {code.code: code for code in codes}
        self._longest = longest

    def __call__(self, code: str, detail: str = "", **more: Any) -> Finding:
        """Return what is said by a code; ``more`` are the other fields of :class:`Finding`."""
        of = self._by_code[code]
        if self._longest is not None and len(detail) > self._longest:
            detail = detail[: self._longest - 1] + "…"
        message = of.message.replace("{detalj}", detail)
        return Finding(of.code, of.name, of.severity, message, of.remedy, **more)
