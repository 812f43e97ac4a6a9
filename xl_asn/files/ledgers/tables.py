"""A ledger as a table: CSV, a sheet of Excel, or one that somebody pasted into her workbook.

The columns are found by their headers, whatever the system calls them, and the amounts stand in one
column with a period in each row, or in a column for each month. Codes are texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_asn.files.ledgers import codes
from xl_asn.files.ledgers.amounts import Amounts, read_amounts
from xl_asn.files.ledgers.codes import told
from xl_asn.model.findings import Finding
from xl_asn.model.grid import folded_name
from xl_asn.model.ledger import Codes, Control, Ledger, Ledgers, Posting
from xl_asn.model.listing import listed
from xl_asn.model.periods import read_month

if TYPE_CHECKING:
    import pandas as pd

_ALIASES: Final = {
    "account": "konto kontonr kontonummer kontokod slag",
    "name": "konto(t) kontonamn kontotext kontobenämning kontobeskrivning benämning",
    "responsibility": "ansvar ansv ansvarskod enhet kostnadsställe kst",
    "activity": "verksamhet vht verks verksamhetskod",
    "project": "projekt proj projektkod",
    "counterpart": "motpart motp motpartskod",
    "period": "period månad bokföringsperiod bokfperiod perioden",
    "actual": "utfall belopp saldo utfallbelopp bokfört",
    "budget": "budget budgetbelopp budg",
}
_MEANT: Final = {name: field for field, names in _ALIASES.items() for name in names.split()}
CODES: Final = ("account", "responsibility", "activity", "project", "counterpart")
_TOTALS: Final = ("summa", "totalt", "total", "delsumma", "sum", "totalsumma", "slutsumma")
_MOST_SHOWN: Final = 5
_MOST_TOP: Final = 30
_YEAR_DIGITS, _PERIOD_DIGITS = 4, 6


class Header(NamedTuple):
    """The row of headers: where it is, its columns by field, and those of months by number."""

    row: int
    fields: Mapping[str, int]
    months: Mapping[int, int]
    shown: Mapping[str, str]

    @property
    def is_usable(self) -> bool:
        """Whether a ledger can be read below it."""
        has_amounts = "actual" in self.fields or "budget" in self.fields
        return "account" in self.fields and (
            bool(self.months) or (has_amounts and "period" in self.fields)
        )


def header_of(rows: Sequence[Sequence[str]], year: int) -> Header:
    """Return the row of headers among the first rows of a table; the fullest one."""
    found = (_header(at, row, year) for at, row in enumerate(rows[:_MOST_TOP]))
    return max(
        found, key=lambda one: (one.is_usable, len(one.fields) + len(one.months), -one.row),
        default=Header(0, {}, {}, {}),
    )  # fmt: skip


def _header(at: int, row: Sequence[str], year: int) -> Header:
    fields: dict[str, int] = {}
    months: dict[int, int] = {}
    shown: dict[str, str] = {}
    for column, text in enumerate(row):
        field = _MEANT.get("".join(folded_name(text).replace(".", "").split()))
        month = None if field else _month(text, year)
        if field is not None and field not in fields:
            fields[field] = column
            shown[field] = text
        elif month is not None and month not in months:
            months[month] = column
    return Header(at, fields, months, shown)


def _month(text: str, year: int) -> int | None:
    """Return the month that a text says, of a year; None for none, or one of another year."""
    plain = "".join(sign for sign in text.strip() if sign.isalnum())
    if plain.isascii() and plain.isdecimal():
        if len(plain) in {_PERIOD_DIGITS, _PERIOD_DIGITS + 2} and plain[:4] == str(year):
            plain = plain[4:6]
        return int(plain) if len(plain) <= 2 and 1 <= int(plain) <= 12 else None  # noqa: PLR2004
    words = text.replace(str(year), " ").replace("-", " ").split()
    return read_month(words[0].rstrip(".").casefold()) if len(words) == 1 else None


def _year_of(text: str) -> str:
    digits = "".join(sign for sign in text if sign.isascii() and sign.isdecimal())
    return digits[:_YEAR_DIGITS] if len(digits) >= _PERIOD_DIGITS else ""


def read_table(
    frame: pd.DataFrame, header: Header, source: str, shape: str, year: int, first_row: int = 2
) -> Ledgers:
    """Read the rows below a header.

    Args:
        frame: the rows, every cell a text, its columns numbered from 0.
        header: where its columns are.
        source: the file's name.
        shape: what it is read as, in words.
        year: the year of the workbook.
        first_row: the number of the first of the rows, as a person counts them.
    """
    found = _Table(frame, header, source, year, first_row)
    findings = tuple(found.findings())
    names = found.names()
    common = (source, shape, year)
    actual = budget = None
    if header.months or "actual" in header.fields:
        controls = found.controls("actual")
        actual = Ledger(
            *common, found.postings("actual"), names, controls, columns=header.shown,
            findings=findings,
        )  # fmt: skip
    if not header.months and "budget" in header.fields:
        told_by = () if actual is not None else findings
        budget = Ledger(
            *common, found.postings("budget"), names, columns=header.shown, findings=told_by
        )
    return Ledgers(actual, budget)


class _Table:
    """The rows of a table, with what each column means."""

    def __init__(
        self, frame: pd.DataFrame, header: Header, source: str, year: int, first_row: int
    ) -> None:
        self._header, self._source, self._year = header, source, year
        frame = frame.fillna("")
        frame.index = frame.index - (frame.index[0] if len(frame) else 0) + first_row
        columns = {field: _stripped(frame[at]) for field, at in header.fields.items()}
        months = {month: _stripped(frame[at]) for month, at in header.months.items()}
        is_total = _is_total(columns)
        is_blank = (columns["account"] == "") & ~is_total
        self._totals = {field: column[is_total] for field, column in columns.items()}
        self._total_months = {month: column[is_total] for month, column in months.items()}
        kept = ~(is_total | is_blank)
        self._columns = {field: column[kept] for field, column in columns.items()}
        self._months = {month: column[kept] for month, column in months.items()}
        self._amounts: dict[str, Amounts] = {}
        texts = {"actual": [*self._months.values()]} if months else {}
        for field in ("actual", "budget"):
            held = texts.get(field) or [c for f, c in self._columns.items() if f == field]
            if held:
                self._amounts[field] = read_amounts({t for c in held for t in c.unique()})
        self._periods = self._read_periods()

    def _read_periods(self) -> Mapping[str, int | None]:
        if "period" not in self._columns:
            return {}
        return {text: _month(text, self._year) for text in self._columns["period"].unique()}

    def findings(self) -> Iterator[Finding]:
        """Yield what there is to say of the rows, each cause once."""
        count = len(self._columns["account"])
        if not count:
            yield told(codes.NO_LINES, f"{self._source} har inga rader med konto")
            return
        yield from self._about_amounts()
        yield from self._about_periods()
        yield from self._about_codes()
        totals = self._totals["account"]
        if len(totals):
            where = _rows(totals.index)
            yield told(codes.TOTALS, f"{self._source}: {where} är summor och är inte medräknade")

    def _about_amounts(self) -> Iterator[Finding]:
        for field, read in self._amounts.items():
            columns = (
                [*self._months.values()] if field == "actual" and self._months
                else [self._columns[field]]
            )  # fmt: skip
            if read.is_mixed:
                yield told(codes.MIXED, f"{self._source}: {self._mixture(columns)}")
            rows = sorted({
                at for column in columns for at in column.index[column.isin(read.unreadable)]
            })  # fmt: skip
            if rows:
                example = next(iter(sorted(read.unreadable)))[:30]
                detail = (
                    f"{self._source}: {_rows(rows)} har inget belopp (till exempel ”{example}”)"
                )
                yield told(codes.NO_AMOUNT, detail)

    def _mixture(self, columns: Sequence[pd.Series[str]]) -> str:
        commas, points = (_first_with(sign, columns) for sign in ",.")
        return (
            f"komma och punkt betyder olika saker i samma kolumn, komma på {_rows(commas)} och "
            f"punkt på {_rows(points)}"
        )

    def _about_periods(self) -> Iterator[Finding]:
        wrong = {text for text, month in self._periods.items() if month is None}
        if not wrong:
            return
        years = {_year_of(text) for text in wrong} - {""}
        if years:
            shown = listed(sorted(years))
            detail = f"{self._source} har belopp för {shown}, och arbetsboken gäller {self._year}"
            yield told(codes.OTHER_YEAR, detail)
        unclear = {text for text in wrong if not _year_of(text)}
        if unclear:
            column = self._columns["period"]
            rows = _rows(column.index[column.isin(unclear)])
            example = next(iter(sorted(unclear)))[:30]
            detail = f"{self._source}: {rows} har ingen period (till exempel ”{example}”)"
            yield told(codes.NO_PERIOD, detail)

    def _about_codes(self) -> Iterator[Finding]:
        """Yield codes that are shorter than nearly all others of their column."""
        for field in CODES:
            column = self._columns.get(field)
            if column is None:
                continue
            found = {code for code in column.unique() if code.isdigit()}
            usual = max((len(code) for code in found), default=0)
            short = sorted(code for code in found if len(code) == usual - 1)
            others = sum(len(code) == usual for code in found)
            if short and others > len(short) and not any(code.startswith("0") for code in found):
                shown = listed(short[:_MOST_SHOWN])
                detail = (
                    f"{self._source}: {shown} är kortare än de andra koderna i kolumnen "
                    f"{self._header.shown[field]}"
                )
                yield told(codes.SHORT_CODES, detail)

    def names(self) -> Mapping[str, str]:
        """Return the names of accounts."""
        if "name" not in self._columns:
            return {}
        pairs = zip(self._columns["account"], self._columns["name"], strict=True)
        return {account: name for account, name in dict(pairs).items() if name}

    def controls(self, field: str) -> tuple[Control, ...]:
        """Return the last total of the table, which is that of all its rows."""
        if self._total_months:
            last = {month: column.iloc[-1] for month, column in self._total_months.items()
                    if len(column)}  # fmt: skip
            read = read_amounts(last.values())
            known = [read.known.get(text) for text in last.values()]
        else:
            column = self._totals.get(field)
            if column is None or not len(column):
                return ()
            read = read_amounts([column.iloc[-1]])
            known = [read.known.get(column.iloc[-1])] if column.iloc[-1] else []
        if not known or None in known:
            return ()
        row = self._totals["account"].index[-1]
        return (Control(sum(amount or 0 for amount in known), "", f"Summan på rad {row}"),)

    def postings(self, field: str) -> tuple[Posting, ...]:
        """Return the sums by codes and month, in order."""
        import pandas as pd  # noqa: PLC0415 - half a second that only this needs

        read = self._amounts.get(field)
        if read is None:
            return ()
        blank = pd.Series("", index=self._columns["account"].index)
        keys = {name: self._columns.get(name, blank) for name in CODES}
        if self._months and field == "actual":
            parts = [
                pd.DataFrame({**keys, "month": month, "amount": column.map(read.known)})
                for month, column in self._months.items()
            ]
            lines = pd.concat(parts)
            lines = lines[lines["amount"] != 0]
        else:
            months = self._columns["period"].map(self._periods)
            lines = pd.DataFrame(
                {**keys, "month": months, "amount": self._columns[field].map(read.known)}
            )
        lines = lines.dropna(subset=["month", "amount"])
        sums = lines.groupby([*CODES, "month"], sort=True)["amount"].agg(["sum", "size"])
        return tuple(
            Posting(Codes(*place[:-1]), int(place[-1]), int(amount), int(count))
            for place, amount, count in sums.itertuples(name=None)
        )


def _first_with(sign: str, columns: Sequence[pd.Series[str]]) -> Sequence[int]:
    """Return the rows of the first column that has a sign in its amounts."""
    for column in columns:
        rows = [int(at) for at in column.index[column.str.contains(sign, regex=False)]]
        if rows:
            return rows
    return ()


def _stripped(column: pd.Series[str]) -> pd.Series[str]:
    """Return a column without blanks at the ends of its texts; each of them is looked at once."""
    changed = {text: text.strip() for text in column.unique() if text != text.strip()}
    return column.replace(changed) if changed else column


def _is_total(columns: Mapping[str, pd.Series[str]]) -> pd.Series[bool]:
    """Return which rows are sums of others: one of their codes says so."""
    account = columns["account"]
    found = account.isin(_totals(account))
    blank = account == ""
    for field in ("name", *CODES[1:]):
        if field in columns:
            found |= blank & columns[field].isin(_totals(columns[field]))
    return found


def _totals(column: pd.Series[str]) -> list[str]:
    """Return the texts of a column that begin as the name of a sum does."""
    return [text for text in column.unique() if text.casefold().split(" ")[0] in _TOTALS]


def _rows(numbers: Sequence[int] | pd.Index[int]) -> str:
    shown = [str(number) for number in numbers[:_MOST_SHOWN]]
    more = f" och {len(numbers) - _MOST_SHOWN} till" if len(numbers) > _MOST_SHOWN else ""
    return f"rad {', '.join(shown)}{more}"
