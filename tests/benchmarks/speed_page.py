"""``docs/hastighet.md`` and its picture, written by ``make bench`` from what it has measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docs.build import FOLDER
from tests.benchmarks.curve import curve
from tests.benchmarks.declared import tables_of
from tests.benchmarks.growth import DRAWN, FAST, ROWS, Seconds
from tests.benchmarks.peers import CHECKERS, READERS
from xl_asn.calculation.names import MOST_COMPARED
from xl_asn.documents.manadsrapport import Manadsrapport

PAGE = FOLDER / "hastighet.md"
PICTURE = FOLDER / "bilder" / "vaxer.svg"
Times = Mapping[str, float]

_HEAD = """# Hur snabbt det går

Sidan skrivs av `make bench`. Den har inga tider utan bara förhållanden, mätta i en och samma
körning på en maskin: hur lång tid något annat tar, när xl_asn tar tiden 1. Det är processortid.
Allt är inläst sedan förut.

## En rapport

{table}

De tre nedersta gör samma arbete som xl_asn: de läser alla tabeller i månadsrapporten och
kontrollerar dem. De tre överst läser bara.

"""
_WORK = """## Vad samma arbete är

pandera och frictionless får det som programmet själv har deklarerat om månadsrapporten: {tables}
tabeller med {texts} kolumner av text, {numbers} av tal och {dates} av datum. I {required}
kolumner måste det stå något, i {words} gäller en lista av ord, i {ranges} finns ett minsta eller
största tal, och i {references} måste namnet finnas på ett annat blad. På {keys} blad får ingen
rad stå två gånger. {sums} kolumner räknas ut av sin rad, och i {amounts} kolumner av belopp ska
raderna bli sina summor. Skriptet i pandas är skrivet för hand för just den här rapporten: samma
kolumner, ord, tal, namn, dubbletter, skillnader och totaler, och dessutom andelen gröna enheter
för varje mål.

Ett test lägger in elva fel i exemplet och ser att vart och ett av programmen hittar alla. xl_asn
gör mer än så: det pekar ut cellen som är fel och inte bara raden, jämför texterna med tabellerna
och räknar ut målens status.

"""
_GROWTH = """## När raderna blir fler

![{title}](bilder/{picture})

Tiden för varje rad, jämfört med tiden för varje rad vid {first} rader. Är talet 1 tar dubbelt så
många rader dubbelt så lång tid.

{table}

{memory}`make bench` mäter blad med belopp. För alla andra blad räknar ett test arbetet i stället:
dubbelt så många rader får inte ge mer än dubbelt så många anrop, vare sig raderna är rätta eller
fel.

## Gränser

| Vad | Gräns | Vad som händer sedan |
|---|---|---|
| Namn som jämförs efter likhet | {compared} par | Resten får inget förslag och paras inte. |
| Mål som motsäger varandra (C135) | 10 000 par | Det blir ett enda fynd. |
| Samma namn på olika rader, i texter | 100 rader | Namnet säger inte vilken rad som menas. |

Hur stor en fil får vara står i [Granska många arbetsböcker](granska-mappar.md).
"""
_TITLE = "Tid efter antalet rader, för xl_asn och för program som gör samma arbete eller bara läser"
_SWEDISH = {
    "python-calamine, read": "python-calamine, läser",
    "openpyxl read-only, read": "openpyxl, läser",
    "pandas.read_excel": "pandas, läser",
    "openpyxl + pandera, every table": "openpyxl och pandera",
    "frictionless, every table": "frictionless",
    "a pandas script, every table": "skript i pandas",
}
_OURS = "xl_asn, validate one file"


def write_page(small: Times, large: Times, times: Seconds, memory: Times) -> None:
    """Write the page and its picture.

    Args:
        small: the times of the example, by program.
        large: those of the generated workbook.
        times: how each grows with the rows.
        memory: kilobytes a row, by command; empty where it is not measured.
    """
    drawn = {_told(name): times[name] for name in DRAWN if name in times}
    unit = times[FAST][ROWS[0]]
    PICTURE.parent.mkdir(exist_ok=True)
    multiples = {
        name: {rows: took / unit for rows, took in line.items()} for name, line in drawn.items()
    }
    up = f"Tid, i gånger python-calamines läsning av {_shown(ROWS[0])} rader"
    PICTURE.write_text(
        curve(multiples, _TITLE, up, "Rader på Nettokostnad"), encoding="utf-8", newline="\n"
    )
    PAGE.write_text(
        _HEAD.format(table="\n".join(_beside(small, large)))
        + _WORK.format(**_counts())
        + _GROWTH.format(
            title=_TITLE,
            picture=PICTURE.name,
            first=_shown(ROWS[0]),
            table="\n".join(_by_rows(times)),
            memory=_of_memory(memory),
            compared=_shown(MOST_COMPARED),
        ),
        encoding="utf-8",
        newline="\n",
    )


def _beside(small: Times, large: Times) -> Iterator[str]:
    yield "| | Exemplet, november 2022 | 1 600 rader med belopp |"
    yield "|---|---|---|"
    for name in (*READERS, *CHECKERS):
        if name in small:
            ratios = (_ratio(times[name] / times[_OURS]) for times in (small, large))
            yield f"| {_told(name)} | {' | '.join(ratios)} |"


def _by_rows(times: Seconds) -> Iterator[str]:
    yield f"| | {' | '.join(f'{_shown(rows)} rader' for rows in ROWS)} |"
    yield "|---|" + "---|" * len(ROWS)
    for name, line in times.items():
        if name not in READERS:
            first = line[ROWS[0]] / ROWS[0]
            shown = (_ratio(line[rows] / rows / first) for rows in ROWS)
            yield f"| {_told(name)} | {' | '.join(shown)} |"


def _counts() -> Mapping[str, int]:
    tables = tables_of(Manadsrapport)
    return {
        "tables": len(tables),
        "texts": sum(len(t.texts) + len(t.words) for t in tables),
        "numbers": sum(len(t.numbers) for t in tables),
        "dates": sum(len(t.dates) for t in tables),
        "required": sum(len(t.required) for t in tables),
        "words": sum(len(t.words) for t in tables),
        "ranges": sum(len(t.ranges) for t in tables),
        "references": sum(len(t.references) for t in tables),
        "keys": sum(bool(t.key) for t in tables),
        "sums": sum(len(t.sums) for t in tables),
        "amounts": sum(len(t.amounts) for t in tables),
    }


def _of_memory(memory: Times) -> str:
    told = " och ".join(f"{took:.0f} kB för varje rad i `{name}`" for name, took in memory.items())
    return f"Minnet växer med {told}.\n\n" if told else ""


def _told(name: str) -> str:
    return _SWEDISH.get(name, name)


def _ratio(value: float) -> str:
    return f"{value:.{1 if value < 100 else 0}f}".replace(".", ",")


def _shown(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
