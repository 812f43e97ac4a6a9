"""What must agree before a ledger is taken, and what is asked once it has been."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from xl_asn.cycle.ledger import codes
from xl_asn.cycle.ledger.codes import told
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.basis import exactly
from xl_asn.model.findings import Finding
from xl_asn.model.ledger import ORE, Codes, Ledger, Mapped, Posting
from xl_asn.model.listing import listed
from xl_asn.model.money import show_exact, show_number
from xl_asn.model.periods import MONTH_NAMES

#: So much of the amounts of income and of costs must have the sign that the report gives them.
_LEAST_SHARE: Final = Decimal("0.8")
_INCOME, _COSTS = ("3",), ("4", "5", "6", "7")
_MOST_NAMED: Final = 5
_CONTROL_CODES: Final = frozenset(
    {codes.UNTAKEN, codes.CONTESTED, codes.CONTROL, codes.SIGN, codes.ENDS_EARLY,
     codes.OTHER_COMPANY, codes.NO_ROW}
)  # fmt: skip


def failing(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the controls that fail: with one of them nothing is taken unless somebody says so."""
    return tuple(one for one in findings if one.code in _CONTROL_CODES)


def of_source(ledger: Ledger, last: int, year: int, organisation: str) -> Iterator[Finding]:
    """Yield what there is to say of a source itself, beside a period that ends with ``last``.

    ``organisation`` is the number of the last source that was read; empty for none.
    """
    months = {posting.month for posting in ledger.postings if posting.month}
    ends = ledger.last or max(months, default=0)
    if ends and ends < last:
        detail = (
            f"{ledger.source} slutar i {_month(ends, year)}, och perioden i {_month(last, year)}"
        )
        yield told(codes.ENDS_EARLY, detail)
    later = sorted(month for month in months if month > last)
    if later:
        named = listed([MONTH_NAMES[month - 1] for month in later])
        yield told(codes.GOES_ON, f"{ledger.source} har också belopp i {named} {year}")
    if (
        ledger.organisation
        and organisation
        and _digits(ledger.organisation) != _digits(organisation)
    ):
        detail = (
            f"{ledger.source} har organisationsnummer {ledger.organisation}, och förra hämtningen "
            f"var ur {organisation}"
        )
        yield told(codes.OTHER_COMPANY, detail)
    yield from _controls(ledger, last)


def _controls(ledger: Ledger, last: int) -> Iterator[Finding]:
    """Yield the totals that the source gives and its lines do not add up to, in one finding."""
    sums: dict[str, int] = defaultdict(int)
    for posting in ledger.postings:
        if posting.month <= last or not ledger.last:
            sums[posting.codes.account] += posting.amount
            sums[""] += posting.amount
    wrong = [one for one in ledger.controls if sums.get(one.account, 0) != one.amount]
    if not wrong:
        return
    parts = [
        f"{one.where or one.account or 'totalen'} är {_kronor(one.amount)}, och raderna blir "
        f"{_kronor(sums.get(one.account, 0))}"
        for one in wrong[:_MOST_NAMED]
    ]
    more = f" och {len(wrong) - _MOST_NAMED} till" if len(wrong) > _MOST_NAMED else ""
    gap = sum(sums.get(one.account, 0) - one.amount for one in wrong if one.account)
    whole = f". Tillsammans skiljer {_kronor(gap)}" if gap and len(wrong) > 1 else ""
    yield told(codes.CONTROL, f"{'; '.join(parts)}{more}{whole} ({ledger.source})")


def of_sheet(mapped: Mapped, unit: AmountUnit) -> Iterator[Finding]:
    """Yield what no row of a sheet takes, what two take, and signs that look turned."""
    if mapped.untaken:
        amount = -sum(posting.amount for posting in mapped.untaken)
        named = _named(mapped.untaken)
        yield told(
            codes.UNTAKEN, f"{mapped.sheet} tar {shown(amount, unit)}: {named}", sheet=mapped.sheet
        )
    by_rules: dict[tuple[int, ...], list[Posting]] = defaultdict(list)
    for posting, rules in mapped.contested:
        by_rules[tuple(rule.line for rule in rules)].append(posting)
    for lines, postings in by_rules.items():
        amount = -sum(posting.amount for posting in postings)
        where = f"rad {listed(list(map(str, lines)))}"
        detail = f"{shown(amount, unit)} på {mapped.sheet} ({where}): {_named(postings)}"
        yield told(codes.CONTESTED, detail, sheet=mapped.sheet)
    yield from _signs(mapped, unit)


def _signs(mapped: Mapped, unit: AmountUnit) -> Iterator[Finding]:
    """Yield that income has come out as minus, or costs as plus, in most of their amount."""
    shares = [share for of_row in mapped.rows.values() for share in of_row]
    for classes, sign, name in ((_INCOME, 1, "intäkter"), (_COSTS, -1, "kostnader")):
        by_account: dict[str, int] = defaultdict(int)
        for share in shares:
            if share.posting.codes.account.startswith(classes):
                by_account[share.posting.codes.account] += share.amount
        right = sum(abs(a) for a in by_account.values() if a * sign > 0)
        wrong = sum(abs(a) for a in by_account.values() if a * sign < 0)
        if wrong and Decimal(right) < _LEAST_SHARE * (right + wrong):
            total = sum(by_account.values())
            yield told(
                codes.SIGN,
                f"{name} på {mapped.sheet} blir {shown(total, unit)}",
                sheet=mapped.sheet,
            )


def new_codes(
    mapped: Sequence[Mapped],
    postings: Iterable[Posting],
    last: int,
    names: Mapping[str, str],
    unit: AmountUnit,
) -> Iterator[Finding]:
    """Yield accounts and activities that the year has not had before its last month.

    In January nothing came before, and nothing is new.
    """
    if last == 1:
        return
    for field, called in (("account", "Konto"), ("activity", "Verksamhet")):
        before: set[str] = set()
        now: set[str] = set()
        for posting in postings:
            code = getattr(posting.codes, field)
            (before if posting.month < last else now).add(code)
        for code in sorted(now - before - {""}):
            where = list(_where(mapped, field, code, unit))
            named = f" ({names[code]})" if field == "account" and code in names else ""
            taken = f" Det hamnar på {listed(where)}" if where else ""
            yield told(
                codes.NEW_CODE,
                f"{called} {code}{named} har inte använts tidigare i år.{taken}".rstrip("."),
            )


def _where(mapped: Sequence[Mapped], field: str, code: str, unit: AmountUnit) -> Iterator[str]:
    for one in mapped:
        for key, shares in one.rows.items():
            hers = [s.amount for s in shares if getattr(s.posting.codes, field) == code]
            if hers:
                yield f"{key.names[-1]} på {one.sheet} med {shown(sum(hers), unit)}"


def changed_months(
    before: Mapping[tuple[Codes, int], int],
    postings: Iterable[Posting],
    last: int,
    year: int,
    unit: AmountUnit,
) -> Iterator[Finding]:
    """Yield, in one finding, the earlier months that are not what was read the last time.

    ``before`` are the sums by codes and month that were read then, in öre with the ledger's sign,
    of months up to the one before the last that was read.
    """
    if not before:
        return
    known = {month for _, month in before}
    now: dict[tuple[Codes, int], int] = defaultdict(int)
    for posting in postings:
        if posting.month in known and posting.month < last:
            now[posting.codes, posting.month] += posting.amount
    gaps: dict[tuple[int, str], int] = defaultdict(int)
    for place in {*before, *now}:
        of, month = place
        if month < last:
            gaps[month, of.account] += now.get(place, 0) - before.get(place, 0)
    wrong = sorted((place, gap) for place, gap in gaps.items() if gap)
    if wrong:
        parts = [
            f"{_month(month, year)} konto {account} med {shown(-gap, unit)}"
            for (month, account), gap in wrong[:_MOST_NAMED]
        ]
        more = f" och {len(wrong) - _MOST_NAMED} till" if len(wrong) > _MOST_NAMED else ""
        yield told(codes.CHANGED_MONTHS, "; ".join(parts) + more)


def _named(postings: Iterable[Posting]) -> str:
    """Return what postings are booked on, the largest first."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for posting in postings:
        sums[posting.codes.account, posting.codes.activity] += posting.amount
    largest = sorted(sums, key=lambda place: (-abs(sums[place]), place))
    parts = [
        f"konto {account}" + (f" verksamhet {activity}" if activity else "")
        for account, activity in largest[:_MOST_NAMED]
    ]
    more = f" och {len(largest) - _MOST_NAMED} till" if len(largest) > _MOST_NAMED else ""
    return ", ".join(parts) + more


def shown(amount: int, unit: AmountUnit) -> str:
    """Return öre with the report's sign in its unit, as its texts print it."""
    return f"{show_number(exactly(amount, unit), unit.decimals, signed=True)} {unit.value}"


def _kronor(amount: int) -> str:
    return f"{show_exact(Decimal(amount) / ORE)} kr"


def _month(month: int, year: int) -> str:
    return f"{MONTH_NAMES[month - 1]} {year}"


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
