"""What a user is told when there is no answer."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from xl_asn.model.findings import Finding


class ToldError(Exception):
    """There is no answer; the message is a Swedish sentence that says why and what to do."""


class UnusableFileError(ToldError):
    """A file is no workbook of ours, or cannot be read."""

    @classmethod
    def of(cls, path: Path, finding: Finding) -> Self:
        """Return the error that says of a file what a finding says."""
        return cls(f"{path}: {finding.message} {finding.remedy}")
