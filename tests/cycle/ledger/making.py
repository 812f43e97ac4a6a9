"""A made-up ledger of 2022 in öre, which rounds to every published *Utfall* of November."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

from tests.cycle.forms.returning import november
from xl_asn.case.case import Case
from xl_asn.cycle.ledger.fetching import Fetched, fetched
from xl_asn.cycle.ledger.posting_csv import posting_page, with_page
from xl_asn.files.ledgers.reading import read_csv
from xl_asn.files.ledgers.sie import read_sie
from xl_asn.model.grid import Value
from xl_asn.model.ledger import Ledger

NOW: Final = datetime(2022, 12, 6, 9, 0)  # noqa: DTZ001 - as *Underlag* tells it
LATER: Final = datetime(2022, 12, 8, 9, 0)  # noqa: DTZ001 - as *Underlag* tells it
YEAR: Final = 2022
MONTHS: Final = 11

ACCOUNTS: Final = (
    ("3510", "", "Bidrag från staten"), ("4510", "", "Lämnade bidrag till enskilda"),
    ("4610", "", "Köp av huvudverksamhet"), ("5010", "", "Löner arbetad tid"),
    ("6010", "", "Lokalhyror"), ("6400", "", "Förbrukningsinventarier"),
    ("7490", "110", "Interna tjänster"), ("7510", "", "Tillfälligt inhyrd personal"),
)  # fmt: skip
#: Activity and responsibility, the row of Nettokostnad, and the öre of each account.
_ACTIVITIES: Final = (
    ("5100", "41510", "Gemensamt IFO",
     (-3193036434, 979383315, 3254021284, 3794504532,
      1192174907, 577494996, 1230813867, 53157533)),
    ("5300", "41530", "Socialpsykiatri",
     (-1492353405, 457741731, 1520856353, 1773466065,
      557195735, 269908171, 575254715, 24844635)),
    ("5520", "41552", "Vård för vuxna med missbruksproblem",
     (-1093897490, 335525439, 1114790197, 1299953530,
      408425386, 197843131, 421662648, 18211158)),
    ("5540", "41554", "Barn- och ungdomsvård",
     (-2638420125, 809268764, 2688812176, 3135415874,
      985099397, 477186669, 1017026940, 43924305)),
    ("5560", "41556", "Övriga insatser till vuxna",
     (-95288603, 29227373, 97108551, 113237993,
      35577634, 17233969, 36730722, 1586361)),
    ("5750", "41575", "Ekonomiskt bistånd",
     (-1042005934, 319609014, 1061907547, 1238287229,
      389050784, 188457985, 401660106, 17347270)),
    ("5800", "41580", "Familjerätt och familjerådgivning",
     (-40927947, 12553615, 41709644, 48637491,
      15281151, 7402260, 15776420, 681367)),
    ("6000", "41600", "Ensamkommande barn & ungdom",
     (-550658739, 28429317, 94456994, 110146019,
      34606184, 16763394, 35727787, 1543045)),
    ("6010", "41601", "Integration",
     (-132122703, 40525304, 134646158, 157010484,
      49330277, 23895813, 50929095, 2199573)),
    ("6100", "41610", "Arbetsmarknadsåtgärder",
     (-542033619, 166255128, 552386097, 644135783,
      202377546, 98032612, 208936700, 9023752)),
)  # fmt: skip
_POSTS: Final = (
    ("Externa och interna intäkter", "3000-3999", ""), ("Personalkostnader", "5000-5999", ""),
    ("Kostnader för köp av verksamhet", "4600-4699", ""),
    ("-varav bidrag (försörjningsstöd, föreningsbidrag)", "4500-4599", ""),
    ("-varav interna kostnader", "4000-8999", "100-499"),
    ("-varav konsulter inkl inhyrd personal", "7400-7599", ""), ("-varav hyror", "6000-6099", ""),
    ("-varav övrigt", "4000-8999", ""),
)  # fmt: skip
TOTAL: Final = sum(sum(amounts) for *_, amounts in _ACTIVITIES)


class Line(NamedTuple):
    """A line of the ledger."""

    responsibility: str
    account: str
    activity: str
    counterpart: str
    month: int
    ore: int


@cache
def lines() -> tuple[Line, ...]:
    """Return the ledger: each sum in eleven months, what does not divide in the last of them."""
    found = []
    for activity, responsibility, _, amounts in _ACTIVITIES:
        for (account, counterpart, _), amount in zip(ACCOUNTS, amounts, strict=True):
            each = round(amount / MONTHS)
            for month in range(1, MONTHS + 1):
                ore = each if month < MONTHS else amount - each * (MONTHS - 1)
                found.append(Line(responsibility, account, activity, counterpart, month, ore))
    return tuple(found)


def kronor(ore: int, sign: str = ",") -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}{sign}{abs(ore) % 100:02}"


def csv_of(of: Iterable[Line], *more: str) -> bytes:
    names = {account: name for account, _, name in ACCOUNTS}
    rows = [
        f"{one.responsibility};{one.account};{names.get(one.account, '')};{one.activity};"
        f"{one.counterpart};{YEAR}{one.month:02};{kronor(one.ore)}"
        for one in of
    ]
    head = "Ansvar;Konto;Konto (T);Verksamhet;Motpart;Period;Utfall"
    return "\n".join([head, *rows, *more, ""]).encode("latin-1")


def sie_of(of: Sequence[Line], encoding: str = "cp437", *, totals: bool = False) -> bytes:
    """Return the ledger as SIE 3; with ``totals`` each account also stands without objects."""
    results: dict[str, int] = {}
    plain: dict[tuple[str, int], int] = {}
    rows = []
    for one in of:
        results[one.account] = results.get(one.account, 0) + one.ore
        place = one.account, one.month
        plain[place] = plain.get(place, 0) + one.ore
        objects = f'1 "{one.responsibility}" 20 "{one.activity}"'
        objects += f' 21 "{one.counterpart}"' if one.counterpart else ""
        rows.append(
            f"#PSALDO 0 {YEAR}{one.month:02} {one.account} {{{objects}}} {kronor(one.ore, '.')}"
        )
    rows += [
        f"#PSALDO 0 {YEAR}{month:02} {account} {{}} {kronor(ore, '.')}"
        for (account, month), ore in plain.items()
        if totals
    ]
    head = [
        "#FLAGGA 0", "#FORMAT PC8", "#SIETYP 3", '#FNAMN "Tyresö kommun"', "#ORGNR 212000-0092",
        f"#RAR 0 {YEAR}0101 {YEAR}1231", f"#OMFATTN {YEAR}1130", '#DIM 1 "Ansvar"',
        '#DIM 20 "Verksamhet"', '#DIM 21 "Motpart"',
        *(f'#KONTO {account} "{name}"' for account, _, name in ACCOUNTS),
    ]  # fmt: skip
    tail = [f"#RES 0 {account} {kronor(ore, '.')}" for account, ore in results.items()]
    return "\r\n".join([*head, *rows, *tail, ""]).encode(encoding)


def rules(more: Iterable[Mapping[str, Value]] = ()) -> list[Mapping[str, Value]]:
    """Return *Kontering*: each activity is a row, and each range of accounts a post."""
    from decimal import Decimal  # noqa: PLC0415

    found: list[Mapping[str, Value]] = [
        {
            "sheet": "Nettokostnad",
            "name": name,
            "account": "3000-8999",
            "activity": code,
            "sign": "−",
        }
        for code, _, name, _ in _ACTIVITIES
    ]
    found += [
        {"sheet": "Resultaträkning", "name": name, "account": accounts, "counterpart": counterpart,
         "sign": "−"}
        for name, accounts, counterpart in _POSTS
    ]  # fmt: skip
    numbered = [{"order": Decimal(10 * n), **row} for n, row in enumerate(found, 1)]
    return [*numbered, *more]


def asking(more: Iterable[Mapping[str, Value]] = (), case: Case | None = None) -> Case:
    """Return November 2022 with its *Kontering*."""
    return with_page(case or november(), posting_page(rules(more)))


def of_csv(of: Iterable[Line], *more: str) -> Ledger:
    read = read_csv(csv_of(of, *more), "huvudbok.csv", YEAR).actual
    assert read is not None
    return read


def of_sie(data: bytes) -> Ledger:
    read = read_sie(data, "huvudbok.se", YEAR).actual
    assert read is not None
    return read


def fetch(case: Case, ledger: Ledger, *, anyway: bool = False) -> Fetched:
    return fetched(case, [ledger], now=NOW, anyway=anyway)
