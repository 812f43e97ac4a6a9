"""SIE 1 to 4 and 4I: the Swedish format that every ledger exports (spec 4C, 2025-08-06).

Credit is minus. ``#PSALDO`` and ``#PBUDGET`` are the change of one month, ``#RES`` the year to
date. Balances stand both without objects and with them; the first are the sums of the second, and
only what they have beside is added. A line that was added to a voucher stands twice, as ``#RTRANS``
and then as ``#TRANS``, and one that was taken away as ``#BTRANS``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from xl_asn.files.ledgers import codes
from xl_asn.files.ledgers.amounts import read_amount
from xl_asn.files.ledgers.codes import told
from xl_asn.files.ledgers.decoding import decoded
from xl_asn.model.findings import Finding
from xl_asn.model.grid import folded_name
from xl_asn.model.ledger import Codes, Control, Ledger, Ledgers, Posting
from xl_asn.model.listing import listed

_TOKEN: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|(\{)|(\})|([^\s"{}]+)')
_ESCAPED: Final = re.compile(r"\\(.)")
_BALANCES: Final = ("1", "2")
_THIS_YEAR: Final = "0"
_FIELDS: Final = {
    "ansvar": 1, "kostnadsställe": 1, "resultatenhet": 1, "enhet": 1,
    "verksamhet": 2, "projekt": 3, "motpart": 4,
}  # fmt: skip
"""The place in :class:`Codes` of a dimension, by its name."""
_USUAL: Final = {"1": 1, "6": 3}
"""The same by its number, where the file does not name it."""
_MOST_SHOWN: Final = 5


def is_sie(data: bytes) -> bool:
    """Whether some bytes begin as SIE does."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"#"


@dataclass
class _File:
    """A file as far as it has been read."""

    source: str
    year: int
    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, int] = field(default_factory=lambda: dict(_USUAL))
    years: dict[str, tuple[str, str]] = field(default_factory=dict)
    plain: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    detailed: dict[tuple[Codes, int], list[int]] = field(default_factory=dict)
    booked: dict[tuple[Codes, int], list[int]] = field(default_factory=dict)
    budget: dict[tuple[Codes, int], list[int]] = field(default_factory=dict)
    results: dict[str, int] = field(default_factory=dict)
    kind: str = ""
    company: str = ""
    organisation: str = ""
    until: str = ""
    checksums: int = 0
    is_in_voucher: bool = False
    has_vouchers: bool = False
    day: str = ""
    skips: bool = False
    wrong: list[int] = field(default_factory=list)
    other_years: set[str] = field(default_factory=set)


def read_sie(data: bytes, source: str, year: int) -> Ledgers:
    """Read a file of SIE; what is wrong with it is told by the ledger's findings."""
    text, encoding = decoded(data, "cp437")
    file = _File(source, year)
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if words:
            _take(file, words, number)
    findings = tuple(_findings(file))
    shape = f"SIE {file.kind or '?'}, teckenkodning {encoding}"
    postings = tuple(_postings(file))
    controls = tuple(
        Control(amount, account, f"#RES {account}")
        for account, amount in sorted(file.results.items())
        if not _is_balance(file, account)
    )
    last = (
        int(file.until[4:6]) if file.until[:4] == str(year) and file.until[4:6].isdecimal() else 0
    )
    actual = Ledger(
        source, shape, year, postings, file.names, controls, file.company, file.organisation,
        0, last, {}, findings,
    )  # fmt: skip
    budget = tuple(_of(file.budget))
    planned = actual._replace(postings=budget, controls=(), findings=(), last=0)
    return Ledgers(actual, planned if budget else None)


def _take(file: _File, line: str, number: int) -> None:
    """Take a line in; what is not about amounts is passed over."""
    if line == "{":
        file.is_in_voucher = True
    elif line == "}":
        file.is_in_voucher = False
    elif line.startswith("#"):
        label, *words = _words(line)
        take = _LABELS.get(label.upper())
        if take is not None and not take(file, words):
            file.wrong.append(number)


def _words(line: str) -> list[str]:
    """Return the words of a line; the words of an object list stand between braces."""
    return [
        _ESCAPED.sub(r"\1", quoted) if quoted or not (opening or closing or bare)
        else opening or closing or bare
        for quoted, opening, closing, bare in _TOKEN.findall(line)
    ]  # fmt: skip


def _objects(file: _File, words: list[str]) -> tuple[Codes | None, list[str]] | None:
    """Return the codes that an object list gives beside an account, and the words after it.

    The codes are None for an empty list; and all is None where there is no list.
    """
    if "{" not in words or "}" not in words:
        return None
    opened, closed = words.index("{"), words.index("}")
    pairs = words[opened + 1 : closed]
    found = ["", "", "", "", ""]
    for dimension, code in zip(pairs[::2], pairs[1::2], strict=False):
        place = file.dimensions.get(dimension)
        if place is not None:
            found[place] = code
    return (Codes(*found) if pairs else None), words[closed + 1 :]


def _named(file: _File, words: list[str]) -> bool:
    if len(words) > 1:
        file.names[words[0]] = words[1]
    return bool(words)


def _kind_of(file: _File, words: list[str]) -> bool:
    if len(words) > 1:
        file.kinds[words[0]] = words[1].upper()
    return bool(words)


def _dimension(file: _File, words: list[str]) -> bool:
    if len(words) > 1:
        place = _FIELDS.get(folded_name(words[1]))
        if place is not None:
            file.dimensions[words[0]] = place
    return bool(words)


def _type(file: _File, words: list[str]) -> bool:
    file.kind = words[0] if words else ""
    return bool(words)


def _company(file: _File, words: list[str]) -> bool:
    file.company = words[0] if words else ""
    return True


def _number(file: _File, words: list[str]) -> bool:
    file.organisation = words[0] if words else ""
    return True


def _until(file: _File, words: list[str]) -> bool:
    file.until = words[0] if words else ""
    return True


def _year(file: _File, words: list[str]) -> bool:
    if len(words) < 3:  # noqa: PLR2004 - which year, its first day and its last
        return False
    file.years[words[0]] = words[1], words[2]
    return True


def _checksum(file: _File, _words: list[str]) -> bool:
    file.checksums += 1
    return True


def _balance(file: _File, words: list[str]) -> bool:
    """Take ``#PSALDO`` in: which year, period, account, objects, amount."""
    parts = _period_amount(file, words)
    if parts is None:
        return False
    which, month, account, codes_, amount = parts
    if which != _THIS_YEAR or month is None:
        return True
    if codes_ is None:
        file.plain[account, month] += amount
    else:
        _add(file.detailed, codes_._replace(account=account), month, amount)
    return True


def _planned(file: _File, words: list[str]) -> bool:
    parts = _period_amount(file, words)
    if parts is None:
        return False
    which, month, account, codes_, amount = parts
    if which == _THIS_YEAR and month is not None:
        _add(file.budget, (codes_ or Codes(""))._replace(account=account), month, amount)
    return True


def _period_amount(
    file: _File, words: list[str]
) -> tuple[str, int | None, str, Codes | None, int] | None:
    listed_ = _objects(file, words)
    if listed_ is None or len(words) < 6 or not listed_[1]:  # noqa: PLR2004 - year to the list
        return None
    amount = read_amount(listed_[1][0])
    if amount is None:
        return None
    return words[0], _month(file, words[1]), words[2], listed_[0], amount


def _result(file: _File, words: list[str]) -> bool:
    """Take ``#RES`` in: which year, account, amount."""
    rest = [word for word in words if word not in "{}"]
    amount = read_amount(rest[2]) if len(rest) > 2 else None  # noqa: PLR2004
    if amount is not None and rest[0] == _THIS_YEAR:
        file.results[rest[1]] = amount
    return amount is not None


def _voucher(file: _File, words: list[str]) -> bool:
    file.has_vouchers = True
    file.day = words[2] if len(words) > 2 else ""  # noqa: PLR2004 - series, number, day
    return True


def _booked(file: _File, words: list[str]) -> bool:
    """Take ``#TRANS`` in: account, objects, amount, and its own day if it has one."""
    listed_ = _objects(file, words)
    amount = read_amount(listed_[1][0]) if listed_ and listed_[1] else None
    if listed_ is None or amount is None:
        return False
    own = listed_[1][1] if len(listed_[1]) > 1 else ""
    month = _month(file, (own or file.day)[:6])
    if month is not None:
        _add(file.booked, (listed_[0] or Codes(""))._replace(account=words[0]), month, amount)
    return True


_LABELS: Final = {
    "#KONTO": _named, "#KTYP": _kind_of, "#DIM": _dimension, "#SIETYP": _type,
    "#FNAMN": _company, "#ORGNR": _number, "#OMFATTN": _until, "#RAR": _year,
    "#KSUMMA": _checksum, "#PSALDO": _balance, "#PBUDGET": _planned, "#RES": _result,
    "#VER": _voucher, "#TRANS": _booked,
}  # fmt: skip


def _month(file: _File, period: str) -> int | None:
    """Return the month of a period, ``202211``; None for one of another year."""
    if len(period) < 6 or not (period.isascii() and period[:6].isdecimal()):  # noqa: PLR2004
        return None
    year, month = period[:4], int(period[4:6])
    if year != str(file.year) or not 1 <= month <= 12:  # noqa: PLR2004
        file.other_years.add(year)
        return None
    return month


def _add(sums: dict[tuple[Codes, int], list[int]], codes_: Codes, month: int, amount: int) -> None:
    held = sums.setdefault((codes_, month), [0, 0])
    held[0] += amount
    held[1] += 1


def _postings(file: _File) -> Iterator[Posting]:
    """Yield the postings of accounts that are no balances, in order."""
    sums = dict(file.booked)
    if not sums:
        sums = {place: [*held] for place, held in file.detailed.items()}
        of_objects: dict[tuple[str, int], int] = defaultdict(int)
        for (codes_, month), held in file.detailed.items():
            of_objects[codes_.account, month] += held[0]
        for (account, month), amount in file.plain.items():
            beside = amount - of_objects.get((account, month), 0)
            if beside:
                _add(sums, Codes(account), month, beside)
    if not sums:
        sums = {(Codes(account), 0): [amount, 1] for account, amount in file.results.items()}
    kept = {place: held for place, held in sums.items() if not _is_balance(file, place[0].account)}
    yield from _of(kept)


def _of(sums: dict[tuple[Codes, int], list[int]]) -> Iterator[Posting]:
    for (codes_, month), (amount, lines) in sorted(sums.items()):
        yield Posting(codes_, month, amount, lines)


def _is_balance(file: _File, account: str) -> bool:
    kind = file.kinds.get(account, "")
    return kind in {"T", "S"} or (not kind and account.startswith(_BALANCES))


def _findings(file: _File) -> Iterator[Finding]:
    """Yield what there is to say of a file."""
    if file.wrong:
        shown = listed([str(number) for number in file.wrong[:_MOST_SHOWN]])
        yield told(codes.CUT, f"{file.source}: rad {shown} går inte att läsa som SIE")
    if file.is_in_voucher:
        yield told(codes.CUT, f"{file.source} slutar mitt i en verifikation")
    if file.checksums % 2:
        yield told(
            codes.CUT, f"{file.source} har en kontrollsumma som börjar (#KSUMMA) men inte slutar"
        )
    first, last = file.years.get(_THIS_YEAR, ("", ""))
    if first and first[:4] == last[:4] and first[:4] != str(file.year):
        yield told(
            codes.OTHER_YEAR,
            f"{file.source} gäller räkenskapsåret {first[:4]}, och arbetsboken {file.year}",
        )
    elif first and first[4:] != "0101":
        yield told(codes.BROKEN_YEAR, f"{file.source} har ett räkenskapsår som börjar {first}")
    elif file.other_years:
        years = listed(sorted(file.other_years))
        yield told(
            codes.OTHER_YEAR,
            f"{file.source} har belopp för {years}, och arbetsboken gäller {file.year}",
        )
    if not (file.plain or file.detailed or file.booked or file.results):
        yield told(codes.NO_LINES, f"{file.source} har inga belopp")
