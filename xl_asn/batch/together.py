"""What several submissions say together, which none of them says alone.

It follows from the verdicts and from the folders, never from the order in which they come, and no
verdict is changed by it. Few words are kept of each, for there may be very many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from os import sep
from pathlib import Path, PurePath
from typing import Any, Final, NamedTuple
from unicodedata import normalize

from xl_asn.batch import folder_codes as codes
from xl_asn.batch.copies import original_name
from xl_asn.batch.folder_codes import folder_finding
from xl_asn.batch.verdicts import REFUSED, SKIPPED, Verdict
from xl_asn.model.findings import Finding
from xl_asn.model.grid import folded_name
from xl_asn.model.listing import listed
from xl_asn.model.periods import Period

_LEAST_AGREEING: Final = 3
_LEAST_SHARE: Final = 4
"""Of as many as this all but one must agree, before it is said that the others do not."""
_LEAST_FOLDERS: Final = 2
_MOST_NAMED: Final = 8


class Remark(NamedTuple):
    """A finding about some files, or about a folder; ``paths`` are those, sorted."""

    finding: Finding
    paths: tuple[str, ...]

    def as_json(self) -> Mapping[str, Any]:
        """Return the remark as the answer has it: a finding, and what it is about."""
        return {**self.finding.as_json(), "filer": list(self.paths)}


class _Kept(NamedTuple):
    """What is kept of a verdict."""

    file: str
    sha256: str | None
    document_type: str | None
    period: str
    outcome: str
    board: str
    recipient: str

    @property
    def folder(self) -> str:
        return _above(self.file)

    @property
    def is_submission(self) -> bool:
        return self.outcome not in {SKIPPED, REFUSED} and self.document_type is not None


class Together:
    """Gathers verdicts that pass by; ``folders`` are all that have been searched."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        """Begin without any verdict."""
        self._folders = tuple(dict.fromkeys(_shown(str(one)) for one in folders))
        self._kept: list[_Kept] = []
        self._earlier: set[str] = set()

    def gathered(self, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
        """Yield the verdicts as they are."""
        for verdict in verdicts:
            self._kept.append(_kept(verdict))
            self._earlier.update(beside.sha256 for beside in verdict.rests_on if beside.sha256)
            yield verdict

    def remarks(self) -> tuple[Remark, ...]:
        """Return what there is to say, once all verdicts have passed by; sorted by what it says."""
        holding = {one.folder for one in self._kept if one.outcome != SKIPPED}
        own = Counter(map(_above, holding))
        read = [one for one in self._kept if one.is_submission and one.sha256 not in self._earlier]
        sent = [
            _Sent(_sender(one, is_units_own=own[_above(one.folder)] >= _LEAST_FOLDERS), one)
            for one in sorted(read, key=lambda one: _order(one.file))
        ]
        found = [
            *_of_most(sent, codes.OTHER_PERIOD, lambda one: one.period, _period_said),
            *_of_most(sent, codes.OTHER_BOARD, lambda one: one.board, _board_said),
            *_versions(sent),
            *self._empty_folders(holding),
        ]
        return tuple(sorted(found, key=lambda one: (one.finding.code, *map(_order, one.paths))))

    def _empty_folders(self, holding: Iterable[str]) -> Iterator[Remark]:
        """Yield folders without a submission, where several beside them have one."""
        holding = _with_those_above(holding)
        beside = Counter(_above(one) for one in holding if _above(one) != one)
        there: dict[str, list[str]] = {}
        empty = [
            name
            for name in sorted(self._folders, key=_order)
            if name not in holding and beside[_above(name)] >= _LEAST_FOLDERS
        ]
        for one in self._kept if empty else ():
            there.setdefault(one.folder, []).append(one.file)
        for name in empty:
            within = (one for at, files in there.items() if _is_in(at, name) for one in files)
            if said := _why_empty(name, sorted(within, key=_order)):
                yield Remark(folder_finding(codes.EMPTY_FOLDER, said), (name,))


class _Sent(NamedTuple):
    """A submission, and who has sent it."""

    sender: tuple[str, str]
    kept: _Kept


def _sender(one: _Kept, *, is_units_own: bool) -> tuple[str, str]:
    """Return who has sent a file: its recipient, else its folder, or its name among others."""
    if one.recipient:
        return "", folded_name(one.recipient)
    return one.folder, "" if is_units_own else original_name(one.file)


def _of_most(
    sent: Iterable[_Sent],
    code: str,
    value: Callable[[_Kept], str],
    said: Callable[[_Kept, _Kept, int], str],
) -> Iterator[Remark]:
    """Yield each file that says otherwise than nearly all others of its type."""
    by_type: dict[str | None, list[_Sent]] = {}
    for one in sent:
        if value(one.kept):
            by_type.setdefault(one.kept.document_type, []).append(one)
    for ones in by_type.values():
        voices = {(one.sender, folded_name(value(one.kept))) for one in ones}
        counted = Counter(voice for _, voice in voices)
        usual, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
        if count < _LEAST_AGREEING or count * _LEAST_SHARE < len(voices) * (_LEAST_SHARE - 1):
            continue
        agreeing = {sender for sender, voice in voices if voice == usual}
        shown = next(one.kept for one in ones if folded_name(value(one.kept)) == usual)
        for sender, kept in ones:
            if folded_name(value(kept)) != usual and sender not in agreeing:
                yield Remark(folder_finding(code, said(kept, shown, count)), (kept.file,))


def _versions(sent: Iterable[_Sent]) -> Iterator[Remark]:
    """Yield the submissions that there are several of."""
    same: dict[tuple[Any, ...], list[_Kept]] = {}
    for sender, one in sent:
        key = (sender, one.document_type, one.period, folded_name(one.board))
        same.setdefault(key, []).append(one)
    for ones in same.values():
        by_content: dict[str | None, str] = {}
        for one in ones:
            by_content.setdefault(one.sha256, one.file)
        if len(ones) > 1:
            differ = len(by_content) > 1
            told = listed(_names(by_content.values() if differ else [one.file for one in ones]))
            code = codes.TWO_VERSIONS if differ else codes.SAME_TWICE
            yield Remark(folder_finding(code, told), tuple(one.file for one in ones))


def _above(path: str) -> str:
    return str(PurePath(path).parent)


def _with_those_above(folders: Iterable[str]) -> frozenset[str]:
    """Return folders with all that they lie in."""
    found: set[str] = set()
    for folder in folders:
        while folder not in found:
            found.add(folder)
            folder = _above(folder)  # noqa: PLW2901 - up to one that is known
    return frozenset(found)


def _is_in(folder: str, other: str) -> bool:
    return folder == other or folder.startswith(other + sep)


def _shown(path: str) -> str:
    """Return a path that can be written, whatever a disk has let it be called."""
    return path.encode("utf-8", "replace").decode()


def _kept(verdict: Verdict) -> _Kept:
    return _Kept(
        _shown(verdict.file), verdict.sha256, verdict.document_type, verdict.period or "",
        verdict.outcome, verdict.whose.board, verdict.recipient,
    )  # fmt: skip


def _why_empty(name: str, files: list[str]) -> str:
    """Return what is said of a folder without a submission; empty where it is none to be sent in.

    Letters that wait to be sent are our own.
    """
    if not files:
        return f"{name} finns ingenting"
    if all(PurePath(file).suffix.casefold() == ".eml" for file in files):
        return ""
    return f"{name} finns ingen inlämning, bara {listed(_names(files))}"


def _period_said(one: _Kept, shown: _Kept, count: int) -> str:
    own, usual = period_label(one.period), period_label(shown.period)
    return f"{one.file} gäller {own}, men {count} andra gäller {usual}"


def _board_said(one: _Kept, shown: _Kept, count: int) -> str:
    return f"{one.file} gäller {one.board}, men {count} andra gäller {shown.board}"


def period_label(code: str) -> str:
    """Return a period in words by its code: ``november 2022``."""
    year, _, month = code.partition("-")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):  # noqa: PLR2004
        return code
    return Period(int(year), int(month), int(month)).label


def _names(files: Iterable[str]) -> list[str]:
    """Return files as a sentence names them, and how many more there are."""
    files = list(files)
    more = len(files) - _MOST_NAMED
    return files if more <= 0 else [*files[:_MOST_NAMED], f"{more} filer till"]


def _order(path: str) -> str:
    return normalize("NFC", path)
