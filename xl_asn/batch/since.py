"""What has changed since an earlier answer: each finding new or standing, and which are mended.

A finding is the same one where it says the same of the same sheet, wherever its row then stood, and
where it stands in the same cell in other words. The earlier answer may be a stranger's file: it is
read in a bounded process, and what is not as ``validera`` writes it is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from typing import Any, Final, NamedTuple

from xl_asn.batch.marks import Mark, Since
from xl_asn.batch.verdicts import Verdict
from xl_asn.files.reading import snapshot
from xl_asn.model.findings import Finding
from xl_asn.model.told import ToldError, UnusableFileError

_DIGITS: Final = re.compile(r"[−+-]?\d[\d\s.,]*")
_TOOL: Final = "xl-asn"


class Earlier(NamedTuple):
    """An earlier answer: the findings of each file, by the name that it then had."""

    name: str
    files: Mapping[str, tuple[Finding, ...]]


class NoAnswerError(ToldError):
    """A file is no answer of ``validera``; the message says what to do."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} är inget svar från xl-asn validera. Ange en fil som är skriven med "
            "--format json --ut."
        )


def read_earlier(path: Path) -> Earlier:
    """Read an earlier answer, in a process that may end for lack of memory or time.

    Raises:
        UnusableFileError: the file cannot be read.
        NoAnswerError: it is nothing that ``validera`` has written.
    """
    taken = snapshot.take(path)
    if isinstance(taken, Finding):
        raise UnusableFileError.of(path, taken)
    try:
        told = json.loads(taken.data.decode("utf-8-sig"))
        if told["verktyg"] != _TOOL:
            raise NoAnswerError(path)
        files = {_text(one["fil"]): _findings(one["fynd"]) for one in _list(told["filer"])}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoAnswerError(path) from error
    return Earlier(str(path), files)


def _findings(told: Any) -> tuple[Finding, ...]:
    """Return the findings of a file, as far as they tell which they are."""
    return tuple(Finding.from_json(_finding(one)) for one in _list(told))


def _finding(told: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in ("kod", "namn", "allvar", "meddelande", "åtgärd"):
        _text(told[name])
    for name in ("blad", "cell"):
        if told[name] is not None:
            _text(told[name])
    unknown: Mapping[str, Any] = {
        "funnet": None,
        "förväntat": None,
        "skillnad": None,
        "indata": [],
        "följdfel": [],
    }
    return {**told, **unknown, "godtagen": None}


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told


def _list(told: Any) -> list[Any]:
    if not isinstance(told, list):
        raise TypeError(told)
    return told


class Marking:
    """Marks verdicts by an earlier answer; ``gone`` are files of it that have not been met."""

    def __init__(self, earlier: Earlier) -> None:
        """Know the earlier answer's files by their names too."""
        self._earlier = earlier
        self._by_name: dict[str, list[str]] = {}
        for file in earlier.files:
            self._by_name.setdefault(_name(file), []).append(file)
        self._left = dict.fromkeys(earlier.files)

    @property
    def name(self) -> str:
        """Return the earlier answer's file."""
        return self._earlier.name

    @property
    def gone(self) -> tuple[str, ...]:
        """Return the files that only the earlier answer has, once all verdicts are marked."""
        return tuple(self._left)

    def marked(self, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
        """Yield each verdict with what has changed since.

        A file is the one of the same path, or else the one of its name, where only one has it.
        """
        for verdict in verdicts:
            known = self._known(str(verdict.as_json()["fil"]))
            before = () if known is None else self._earlier.files[known]
            if known is not None:
                self._left.pop(known, None)
            found = since(verdict.findings, before, is_known=known is not None)
            yield replace(verdict, since=found)

    def _known(self, file: str) -> str | None:
        if file in self._earlier.files:
            return file
        named = self._by_name.get(_name(file), [])
        return named[0] if len(named) == 1 else None


def _name(file: str) -> str:
    return PureWindowsPath(file).name.casefold()


def since(now: Sequence[Finding], before: Sequence[Finding], *, is_known: bool = True) -> Since:
    """Return what has become of a file's findings, each of the earlier ones met at most once."""
    left, free = dict.fromkeys(range(len(before))), dict.fromkeys(range(len(now)))
    for mark in _MARKS:
        known: dict[Hashable, list[int]] = {}
        for at in left:
            known.setdefault(mark(before[at]), []).append(at)
        for at in tuple(free):
            met = known.get(mark(now[at]))
            if met:
                del left[met.pop(0)], free[at]
    marks = tuple(Mark.NEW if at in free else Mark.STANDING for at in range(len(now)))
    return Since(marks, tuple(before[at] for at in left), is_known)


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place[0], finding.message


def _shape(finding: Finding) -> tuple[str, str, str]:
    """Return what a finding says whatever its figures are: the row that it names among it."""
    return finding.code, finding.place[0], _DIGITS.sub("0", finding.message)


#: What tells a finding, the surest first: all that it says where it stands, what it says wherever
#: its row has moved, what it says with other figures, and last where it stands.
_MARKS: Final[tuple[Callable[[Finding], Hashable], ...]] = (
    lambda finding: (*_said(finding), finding.place),
    _said,
    lambda finding: (*_shape(finding), finding.place),
    _shape,
    lambda finding: (finding.code, *finding.place),
)
