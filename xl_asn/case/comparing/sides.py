"""The two workbooks that are compared, each as *Beräkna* leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xl_asn.case.case import Case
from xl_asn.case.evaluating import COMPUTING, press
from xl_asn.case.settling import settled
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.model.comparison import Compared
from xl_asn.report.completed import Completed
from xl_asn.rules.stopping import Stopped


@dataclass(frozen=True)
class Given:
    """A workbook to compare: the case that it makes, its file's name and its bytes' sum."""

    case: Case
    file: str
    sha256: str | None = None


@dataclass(frozen=True)
class One:
    """One of the two workbooks, computed."""

    given: Given
    completed: Completed
    stopped: Sequence[Stopped] = ()
    """What could not be computed for what some cells hold."""

    @property
    def document(self) -> Document:
        """Return the document as it is computed."""
        return self.completed.document

    @cached_property
    def told(self) -> Compared:
        """Return which workbook it is."""
        document = self.document
        return Compared(
            self.given.file,
            document.title,
            document.period.label if document.period else "",
            document.start.board or "",
            self.completed.unit,
        )


def computed(given: Given) -> One:
    """Return a workbook as *Beräkna* leaves it; nothing is written.

    Raises:
        MemoryError: there is no more.
        Exception: the calculation stopped at what no cell can be blamed for.
    """
    pressed, case = settled(given.case, press, COMPUTING)
    evaluated = pressed.evaluated
    return One(given, Completed(evaluated.document, evaluated.calculated), case.stopped)


def plain(row: Row, label_most: int = 160) -> str:
    """Return what a person calls a row, on one line and no longer than anybody reads."""
    label = " ".join(row.label.split())
    return label if len(label) <= label_most else f"{label[: label_most - 1]}…"
