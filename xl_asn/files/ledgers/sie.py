"""SIE 1 to 4 and 4I: the Swedish format that every ledger exports (spec 4C, 2025-08-06).

Credit is minus. ``#PSALDO`` and ``#PBUDGET`` are the change of one month, ``#RES`` the year to
date. A line that was added to a voucher stands twice, as ``#RTRANS``
and then as ``#TRANS``, and one that was taken away as ``#BTRANS``.
"""

from __future__ import annotations

import io
import re
from typing import Final

from xl_asn.files.ledgers import codes
from xl_asn.files.ledgers.amounts import read_amount
from xl_asn.files.ledgers.decoding import decoded
from xl_asn.files.ledgers.sie_file import THIS_YEAR, SieFile
from xl_asn.files.ledgers.sie_sums import Gap, Held, Place, Sums, postings_of
from xl_asn.files.ledgers.sie_told import about_gaps, findings_of
from xl_asn.model.grid import folded_name
from xl_asn.model.ledger import Codes, Control, Ledger, Ledgers

_TOKEN: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|(\{)|(\})|([^\s"{}]+)')
_ESCAPED: Final = re.compile(r"\\(.)")
#: A line of a voucher with nothing odd in it: its account, objects, amount and its own day.
_PLAIN_LINE: Final = re.compile(
    r'#TRANS +([^\s"{}]+) +(\{[^"{}]*(?:"[^"{}\\]*"[^"{}]*)*\}) +(-?\d+(?:\.\d+)?)'
    r'(?: +(?:""|"?(\d{8})"?))?(?: |$)', re.IGNORECASE,
)  # fmt: skip
_PLAIN_VOUCHER: Final = re.compile(r'#VER +[^\s{}"]+ +[^\s{}"]+ +"?(\d{8})"?(?: |$)', re.IGNORECASE)
_PASSED: Final = ("#BTRANS", "#SRU", "#OBJEKT", "#IB", "#UB", "#OIB", "#OUB", "#ENHET")
_FIELDS: Final = {
    "ansvar": 1, "ansvarsenhet": 1, "kostnadsställe": 1, "resultatenhet": 1, "enhet": 1,
    "verksamhet": 2, "vht": 2, "projekt": 3, "motpart": 4,
}  # fmt: skip
"""The place in :class:`Codes` of a dimension, by its name; of two with one place the first here."""
_OUTSIDE: Final = 0
"""The month of what is of another year, or of no month: it is told and not taken."""


def is_sie(data: bytes) -> bool:
    """Whether some bytes begin as SIE does."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"#"


def read_sie(data: bytes, source: str, year: int) -> Ledgers:
    """Read a file of SIE; what is wrong with it is told by the ledger's findings."""
    text, encoding = decoded(data, "cp437")
    file = SieFile(source, year)
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        words = line.strip()
        if words:
            _take(file, words, number)
    _leave(file)
    sums, gaps = _sums(file)
    findings = (*findings_of(file), *about_gaps(file, gaps))
    shape = f"SIE {file.kind or '?'}, teckenkodning {encoding}"
    controls = tuple(
        Control(amount, account, f"#RES {account}")
        for account, amount in sorted(file.results.items())
        if not file.is_balance(account)
    )
    until = _digits(file.until)
    last = int(until[4:6]) if until[:4] == str(year) and len(until) >= 6 else 0  # noqa: PLR2004
    actual = Ledger(
        source, shape, year, tuple(postings_of(sums)), file.names, controls, file.company,
        file.organisation, 0, last, _columns(file), findings,
    )  # fmt: skip
    plan, more = file.budget.settled()
    told_of = (one for one in findings if one.code not in {codes.NO_LINES, codes.BESIDE})
    budget = actual._replace(
        postings=tuple(postings_of(_no_balances(file, plan))), controls=(), last=0,
        findings=(*told_of, *about_gaps(file, more)),
    )  # fmt: skip
    return Ledgers(actual, budget if budget.postings else None)


def _columns(file: SieFile) -> dict[str, str]:
    """Return what each code is read from."""
    return {
        Codes._fields[place]: f"dimension {number}"
        for number, place in sorted(file.dimensions.items())
    }


def _digits(text: str) -> str:
    """Return a text of digits alone, and nothing of another."""
    return text if text.isascii() and text.isdigit() else ""


def _take(file: SieFile, line: str, number: int) -> None:
    """Take a line in; what is not about amounts is passed over."""
    if line in {"{", "}"}:
        file.is_in_voucher = line == "{"
        _leave(file)
    elif line.startswith("#"):
        label = line.partition(" ")[0].upper()
        if file.added is None and (label in _PASSED or _taken_at_once(file, label, line)):
            return
        label, *words = _words(line)
        label = label.upper()
        if label == "#TRANS" and file.added is not None and words == file.added[1]:
            file.added = None
        elif label == "#RTRANS":
            _leave(file)
            file.added = number, words
        else:
            _leave(file)
        take = _LABELS.get(label)
        if take is not None and not take(file, words):
            file.wrong.append(number)


def _taken_at_once(file: SieFile, label: str, line: str) -> bool:
    """Take in a line of a voucher as nearly all are written; whether it was."""
    if label == "#VER":
        head = _PLAIN_VOUCHER.match(line)
        if head is not None:
            file.day = head[1]
        return head is not None
    found = _PLAIN_LINE.match(line) if label == "#TRANS" else None
    if found is None:
        return False
    account, objects, amount, day = found.groups()
    codes_ = file.objects.get(objects)
    if codes_ is None:
        codes_ = (_objects(file, _words(objects)) or (None, []))[0] or Codes("")
        file.objects[objects] = codes_
    ore = read_amount(amount)
    month = None if ore is None else _month(file, (day or file.day)[:6])
    if ore is None or month is None:
        return False
    if month != _OUTSIDE:
        file.booked.add(codes_._replace(account=account), month, ore)
    return True


def _leave(file: SieFile) -> None:
    """Note an ``#RTRANS`` that no ``#TRANS`` follows."""
    if file.added is not None:
        file.unfollowed.append(file.added[0])
    file.added = None


def _words(line: str) -> list[str]:
    """Return the words of a line; the words of an object list stand between braces."""
    return [
        _ESCAPED.sub(r"\1", quoted) if quoted or not (opening or closing or bare)
        else opening or closing or bare
        for quoted, opening, closing, bare in _TOKEN.findall(line)
    ]  # fmt: skip


def _objects(file: SieFile, words: list[str]) -> tuple[Codes | None, list[str]] | None:
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
        if place is not None and not found[place]:
            found[place] = code
    return (Codes(*found) if pairs else None), words[closed + 1 :]


def _named(file: SieFile, words: list[str]) -> bool:
    if len(words) > 1:
        file.names[words[0]] = words[1]
    return bool(words)


def _kind_of(file: SieFile, words: list[str]) -> bool:
    if len(words) > 1:
        file.kinds[words[0]] = words[1].upper()
    return bool(words)


def _dimension(file: SieFile, words: list[str]) -> bool:
    """Take ``#DIM`` in: its number, and the name that tells what it is."""
    if len(words) > 1:
        name = folded_name(words[1])
        place = _FIELDS.get(name)
        if place is not None:
            rank = list(_FIELDS).index(name)
            if rank >= file.ranks.get(place, len(_FIELDS)):
                file.dimensions.pop(words[0], None)
                return True
            file.ranks[place] = rank
            kept = {n: p for n, p in file.dimensions.items() if p != place}
            file.dimensions = {**kept, words[0]: place}
            file.objects.clear()
    return bool(words)


def _type(file: SieFile, words: list[str]) -> bool:
    file.kind = words[0] if words else ""
    return bool(words)


def _company(file: SieFile, words: list[str]) -> bool:
    file.company = words[0] if words else ""
    return True


def _number(file: SieFile, words: list[str]) -> bool:
    file.organisation = words[0] if words else ""
    return True


def _until(file: SieFile, words: list[str]) -> bool:
    file.until = words[0] if words else ""
    return True


def _year(file: SieFile, words: list[str]) -> bool:
    if len(words) < 3:  # noqa: PLR2004 - which year, its first day and its last
        return False
    file.years[words[0]] = words[1], words[2]
    return True


def _checksum(file: SieFile, _words: list[str]) -> bool:
    file.checksums += 1
    return True


def _balance(file: SieFile, words: list[str]) -> bool:
    """Take ``#PSALDO`` in: which year, period, account, objects, amount."""
    return _take_month(file, words, file.saldos)


def _planned(file: SieFile, words: list[str]) -> bool:
    return _take_month(file, words, file.budget)


def _take_month(file: SieFile, words: list[str], sums: Sums) -> bool:
    if words[:1] != [THIS_YEAR]:
        return bool(words)
    parts = _period_amount(file, words)
    if parts is None:
        return False
    month, account, codes_, amount = parts
    if month == _OUTSIDE:
        return True
    if codes_ is None:
        sums.add_total(account, month, amount)
    else:
        sums.add(codes_._replace(account=account), month, amount)
    return True


def _period_amount(file: SieFile, words: list[str]) -> tuple[int, str, Codes | None, int] | None:
    listed_ = _objects(file, words)
    if listed_ is None or len(words) < 6 or not listed_[1]:  # noqa: PLR2004 - year to the list
        return None
    amount, month = read_amount(listed_[1][0]), _month(file, words[1])
    if amount is None or month is None:
        return None
    return month, words[2], listed_[0], amount


def _result(file: SieFile, words: list[str]) -> bool:
    """Take ``#RES`` in: which year, account, amount."""
    rest = [word for word in words if word not in {"{", "}"}]
    amount = read_amount(rest[2]) if len(rest) > 2 else None  # noqa: PLR2004
    if amount is not None and rest[0] == THIS_YEAR:
        file.results[rest[1]] = amount
    return amount is not None


def _voucher(file: SieFile, words: list[str]) -> bool:
    file.day = words[2] if len(words) > 2 else ""  # noqa: PLR2004 - series, number, day
    return True


def _booked(file: SieFile, words: list[str]) -> bool:
    """Take ``#TRANS`` in: account, objects, amount, and its own day if it has one."""
    listed_ = _objects(file, words)
    amount = read_amount(listed_[1][0]) if listed_ and listed_[1] else None
    if listed_ is None or amount is None:
        return False
    own = listed_[1][1] if len(listed_[1]) > 1 else ""
    month = _month(file, (own or file.day)[:6])
    if month:
        file.booked.add((listed_[0] or Codes(""))._replace(account=words[0]), month, amount)
    return month is not None


_LABELS: Final = {
    "#KONTO": _named, "#KTYP": _kind_of, "#DIM": _dimension, "#UNDERDIM": _dimension,
    "#SIETYP": _type,
    "#FNAMN": _company, "#ORGNR": _number, "#OMFATTN": _until, "#RAR": _year,
    "#KSUMMA": _checksum, "#PSALDO": _balance, "#PBUDGET": _planned, "#RES": _result,
    "#VER": _voucher, "#TRANS": _booked,
}  # fmt: skip


def _month(file: SieFile, period: str) -> int | None:
    """Return the month of a period, ``202211``; :data:`_OUTSIDE` for none of the year's twelve."""
    digits = _digits(period[:6])
    if len(digits) < 6:  # noqa: PLR2004 - a year and a month
        return None
    if digits[:4] != str(file.year):
        file.other_years.add(digits[:4])
        return _OUTSIDE
    month = int(digits[4:])
    if not 1 <= month <= 12:  # noqa: PLR2004
        file.outside.add(digits)
        return _OUTSIDE
    return month


def _sums(file: SieFile) -> tuple[dict[Place, Held], tuple[Gap, ...]]:
    """Return what was booked on accounts that are no balances, and what has no objects."""
    sums, gaps = file.booked.settled()
    if not sums:
        sums, gaps = file.saldos.settled()
    if not sums:
        sums = {(Codes(account), 0): Held(amount) for account, amount in file.results.items()}
    return _no_balances(file, sums), tuple(g for g in gaps if not file.is_balance(g.account))


def _no_balances(file: SieFile, sums: dict[Place, Held]) -> dict[Place, Held]:
    return {place: held for place, held in sums.items() if not file.is_balance(place[0].account)}
