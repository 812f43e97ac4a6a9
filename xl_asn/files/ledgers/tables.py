"""A ledger as a table: CSV, a sheet of Excel, or one that somebody pasted into her workbook.

The columns are found by their headers, whatever the system calls them, and the amounts stand in one
column with a period in each row, or in a column for each month. Codes are texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from xl_asn.files.ledgers import codes
from xl_asn.files.ledgers.amounts import Amounts, read_amounts
from xl_asn.files.ledgers.codes import told
from xl_asn.files.ledgers.headers import CODES, Header, read_period, year_of
from xl_asn.model.findings import Finding
from xl_asn.model.ledger import Codes, Control, Ledger, Ledgers, Posting
from xl_asn.model.listing import listed

if TYPE_CHECKING:
    import pandas as pd

_TOTALS: Final = ("summa", "totalt", "total", "delsumma", "sum", "totalsumma", "slutsumma")
_MOST_SHOWN: Final = 5
#: As Excel shows a number that its cell is too narrow for.
_LARGE: Final = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
#: The largest sum that is exact, even in a column that has something missing.
_MOST_EXACT: Final = 2**53
_MONTHS: Final = 12
_PLAIN: Final = str.maketrans("()", "  ")
_USUAL: Final = {
    "account": "Konto", "responsibility": "Ansvar", "activity": "Verksamhet",
    "project": "Projekt", "counterpart": "Motpart", "period": "Period", "actual": "Utfall",
    "budget": "Budget",
}  # fmt: skip
"""What columns are called when nothing is to be said of them."""


def read_table(frame: pd.DataFrame, header: Header, source: str, shape: str, year: int) -> Ledgers:
    """Read the rows below a header.

    Args:
        frame: the rows, every cell a text, its columns numbered from 0, each row by the number
            that a person counts.
        header: where its columns are.
        source: the file's name.
        shape: what it is read as, in words.
        year: the year of the workbook.
    """
    found = _Table(frame, header, source, year)
    findings = tuple(found.findings())
    names = found.names()
    common = (source, _with_columns(shape, header), year)
    actual = budget = None
    if header.months or "actual" in header.fields:
        controls = found.controls("actual")
        actual = Ledger(
            *common, found.postings("actual"), names, controls, columns=header.shown,
            findings=findings,
        )  # fmt: skip
    if not header.months and "budget" in header.fields:
        budget = Ledger(
            *common, found.postings("budget"), names, columns=header.shown, findings=findings
        )
    return Ledgers(actual, budget)


def _with_columns(shape: str, header: Header) -> str:
    """Return what a table is read as, with the columns that are called something else in it."""
    told = {name: header.shown.get(field, name) for field, name in _USUAL.items()}
    other = [f"{n} = {t.translate(_PLAIN)}" for n, t in told.items() if t.strip() != n]
    return f"{shape}; {', '.join(other)}" if other else shape


class _Table:
    """The rows of a table, with what each column means."""

    def __init__(self, frame: pd.DataFrame, header: Header, source: str, year: int) -> None:
        self._header, self._source, self._year = header, source, year
        frame = frame.fillna("")
        columns = {field: _stripped(frame[at]) for field, at in header.fields.items()}
        months = {month: _stripped(frame[at]) for month, at in header.months.items()}
        amounts = [*months.values(), *(columns[f] for f in ("actual", "budget") if f in columns)]
        has_amount = any_of(column != "" for column in amounts)
        has_code = any_of(columns[f] != "" for f in ("name", *CODES) if f in columns)
        # An amount on a row that says nothing else is the sum of those above it.
        is_total = _is_total(columns) | (has_amount & ~has_code)
        is_blank = (columns["account"] == "") & ~is_total
        self._without = [int(at) for at in frame.index[is_blank & has_amount]]
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
                self._amounts[field] = read_amounts({t for c in held for t in c.unique().tolist()})
        self._periods = self._read_periods()

    def _read_periods(self) -> Mapping[str, int | None]:
        if "period" not in self._columns:
            return {}
        return {text: read_period(text, self._year) for text in self._columns["period"].unique()}

    def findings(self) -> Iterator[Finding]:
        """Yield what there is to say of the rows, each cause once."""
        yield from self._about_accounts()
        if not len(self._columns["account"]):
            yield told(codes.NO_LINES, f"{self._source} har inga rader med konto")
            return
        yield from self._about_formulas()
        yield from self._about_amounts()
        yield from self._about_years()
        yield from self._about_periods()
        yield from self._about_codes()
        totals = self._totals["account"]
        if len(totals):
            where = _rows(totals.index)
            yield told(codes.TOTALS, f"{self._source}: {where} är summor och är inte medräknade")

    def _about_accounts(self) -> Iterator[Finding]:
        if self._without:
            where = _rows(self._without)
            yield told(codes.NO_ACCOUNT, f"{self._source}: {where} har belopp men inget konto")

    def _about_formulas(self) -> Iterator[Finding]:
        """Yield codes and periods that are formulas; of an amount it is told that it is none."""
        rows: set[int] = set()
        for field in (*CODES, "period", "year"):
            column = self._columns.get(field)
            found = [] if column is None else [t for t in column.unique() if t.startswith("=")]
            if column is not None and found:
                rows.update(int(at) for at in column.index[column.isin(found)])
        if rows:
            yield told(codes.FORMULA, f"{self._source}: {_rows(sorted(rows))} har en formel")

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
        if commas and points:
            return (
                f"komma och punkt betyder olika saker i samma kolumn, komma på {_rows(commas)} "
                f"och punkt på {_rows(points)}"
            )
        sign, rows = ("komma", commas) if commas else ("punkt", points)
        return f"{sign} skiljer både tusental och ören i samma kolumn, på {_rows(rows)}"

    def _about_years(self) -> Iterator[Finding]:
        """Yield, in one finding, the other years that there are amounts for."""
        years = set(self._header.other_years)
        column = self._columns.get("year")
        if column is not None:
            years |= {text.removesuffix(".0") for text in column.unique().tolist()}
        if not self._months:
            years |= {year_of(text) for text, month in self._periods.items() if month is None}
        years -= {"", str(self._year)}
        if years:
            shown = listed([text[:30] for text in sorted(years)][:_MOST_SHOWN])
            detail = f"{self._source} har belopp för {shown}, och arbetsboken gäller {self._year}"
            yield told(codes.OTHER_YEAR, detail)

    def _about_periods(self) -> Iterator[Finding]:
        unclear = {
            text for text, month in self._periods.items()
            if month is None and year_of(text) in {"", str(self._year)} and not self._months
        }  # fmt: skip
        if not unclear:
            return
        column = self._columns["period"]
        rows = _rows(column.index[column.isin(unclear)])
        example = min(unclear)[:30]
        said = f"”{example}” är ingen av årets tolv månader" if example else "perioden är tom"
        yield told(codes.NO_PERIOD, f"{self._source}: {rows} har ingen månad ({said})")

    def _about_codes(self) -> Iterator[Finding]:
        """Yield, in one finding, codes that look like numbers that Excel has made of them."""
        parts = []
        for field in CODES:
            column = self._columns.get(field)
            short = [] if column is None else _made_numbers(column.unique())
            if short:
                more = f" och {len(short) - _MOST_SHOWN} till" if len(short) > _MOST_SHOWN else ""
                parts.append(
                    f"{', '.join(short[:_MOST_SHOWN])}{more} i kolumnen {self._header.shown[field]}"
                )
        if parts:
            detail = f"{listed(parts)} är kortare än de andra koderna där"
            yield told(codes.SHORT_CODES, f"{self._source}: {detail}")

    def names(self) -> Mapping[str, str]:
        """Return the names of accounts."""
        if "name" not in self._columns:
            return {}
        account = self._columns["account"]
        is_new = ~account.duplicated(keep="last") & (self._columns["name"] != "")
        pairs = zip(account[is_new], self._columns["name"][is_new], strict=True)
        return dict(pairs)

    def controls(self, field: str) -> tuple[Control, ...]:
        """Return the last total of the table, where it is that of all its rows."""
        rows = [int(at) for at in self._totals["account"].index]
        if not rows:
            return ()
        *earlier, row = rows
        columns = [*self._total_months.values()] or [self._totals[field]]
        texts = [text for column in columns for text in column.iloc[-1:]]
        known = read_amounts(texts).known
        if not any(texts) or not all(text in known for text in texts):
            return ()
        amount = sum(known[text] for text in texts)
        # A sum of the rows since the sum before it says nothing of the others.
        if earlier and amount == self._sum(field, earlier[-1], row):
            return ()
        return (Control(amount, "", f"Summan på rad {row}"),)

    def _sum(self, field: str, after: int, before: int) -> int:
        """Return the sum of the rows between two."""
        read = self._amounts.get(field, Amounts({}, frozenset()))
        columns = [*self._months.values()] or [self._columns[field]]
        return sum(
            read.known.get(text, 0)
            for column in columns
            for text in column[(column.index > after) & (column.index < before)]
        )

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
                pd.DataFrame({**keys, "month": month, "amount": _ore(column, read)})
                for month, column in self._months.items()
            ]
            lines = pd.concat(parts)
            lines = lines[lines["amount"] != 0]
        else:
            amounts = _ore(self._columns[field], read)
            months = self._columns["period"].map(self._periods)
            lines = pd.DataFrame({**keys, "month": months, "amount": amounts})
        lines = lines.dropna(subset=["month", "amount"])
        sums = lines.groupby([*CODES, "month"], sort=True)["amount"].agg(["sum", "size"])
        return tuple(
            Posting(Codes(*place[:-1]), int(place[-1]), int(amount), int(count))
            for place, amount, count in sums.itertuples(name=None)
        )


def any_of(columns: Iterable[pd.Series[bool]]) -> pd.Series[bool]:
    """Return which rows any of some columns holds for."""
    first, *others = columns
    for column in others:
        first = first | column
    return first


def _ore(column: pd.Series[str], read: Amounts) -> pd.Series[int]:
    """Return the öre of a column, exactly: as Python's own numbers where its sum may be too large.

    What cannot be read is missing.
    """
    largest = max(map(abs, read.known.values()), default=0) * max(len(column), 1) * _MONTHS
    found = column.map(read.known)
    return found.astype(object) if largest > _MOST_EXACT else found


def _made_numbers(found: Iterable[str]) -> list[str]:
    """Return codes that have lost what makes them texts, in order.

    They are shorter than the others, which are of one length or begin with a nought; or they are
    written as Excel writes large numbers.
    """
    usual: dict[int, int] = {}
    digits = sorted({code for code in found if code.isdecimal() and code.strip("0")})
    for code in digits:
        usual[len(code)] = usual.get(len(code), 0) + 1
    longest = max(usual, default=0)
    short = [code for code in digits if len(code) < longest and not code.startswith("0")]
    has_nought = any(code.startswith("0") for code in digits)
    is_odd = short and (has_nought or usual[longest] > len(short))
    large = sorted(code for code in found if _LARGE.fullmatch(code))
    return [*(short if is_odd else []), *large]


def _first_with(sign: str, columns: Sequence[pd.Series[str]]) -> Sequence[int]:
    """Return the rows of the first column that has a sign in its amounts."""
    for column in columns:
        rows = [int(at) for at in column.index[column.str.contains(sign, regex=False)]]
        if rows:
            return rows
    return ()


def _stripped(column: pd.Series[str]) -> pd.Series[str]:
    """Return a column without blanks at the ends of its texts; each of them is looked at once."""
    found = {text: text.strip() for text in column.unique().tolist()}
    is_plain = all(text == plain for text, plain in found.items())
    return column if is_plain else column.map(found)


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
