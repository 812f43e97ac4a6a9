"""Workbooks that nobody would fill in, and that somebody will: very many, very long, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.documents import checked_report

#: All that means something to HTML, Jinja, typst, Word or a spreadsheet, and to nobody else.
SIGNS = "<b> & {{ 7*7 }} {% if %} # @ref $x^2$ *fet* _lut_ `kod` \\ [a] ~ =1+1 😀 </td>"
GOALS, UNITS = 40, 60
LONG_NAME = ("Verksamhet & <namn> med #tecken " * 10)[:200].rstrip()
LONG_COMMENT = "\n".join(f"Rad {n}: {SIGNS} {'ord ' * 20}slut." for n in range(32))

_START = {
    "Nämnd": "Nämnden <&> {{ namnd }} #1", "Förvaltning": "Förvaltningen", "Beloppsenhet": "tkr",
}  # fmt: skip


@cache
def monthly() -> BoardReport:
    """Return a monthly report of 40 goals and 60 units, with long names and comments of signs."""
    status = ("Grön", "Gul", "Röd", "Inget utfall")
    goals = [
        (str(n), "Område", f"Kort namn {n} {SIGNS[: n % 20]}", f"Kommunmål {n}", "Nämndmål", "60 %",
         LONG_COMMENT if n == 1 else "")
        for n in range(1, GOALS + 1)
    ]  # fmt: skip
    units = [("1", f"Enhet {n} {SIGNS}", status[n % 4], SIGNS) for n in range(UNITS)]
    months = [(str(n), *(status[m % 3] for m in range(11)), "") for n in range(1, GOALS + 1)]
    costs = [
        ("", LONG_NAME if n == 0 else f"Verksamhet {n}", "rad", "-1000", "-1000", "", str(n - 2000),
         "-1000", "", str(n - 1500), "", SIGNS, LONG_COMMENT if n == 0 else SIGNS)
        for n in range(UNITS)
    ]  # fmt: skip
    costs.append(("", "Totalt", "total", *("",) * 10))
    return _board_report(
        {"År": "2022", "Period": "nov"},
        _table("Händelser", ("Enhet", "Händelse"), [(SIGNS, LONG_COMMENT)]),
        _table("Mål", ("Nr", "Målområde", "Kort namn", "Kommunmål", "Nämndmål", "Målnivå",
                       "Kommentar"), goals),
        _table("Enhetsresultat", ("Mål", "Enhet", "Bedömning", "Kommentar"), units),
        _table("Månadsstatus", ("Mål", "Jan", "Feb", "Mars", "April", "Maj", "Juni", "Juli", "Aug",
                                "Sep", "Okt", "Nov", "Dec"), months),
        _table("Nettokostnad", ("Område", "Verksamhet", "Radtyp", "Utfall", "Budget", "Avvikelse",
                                "Prognos", "Årsbudget", "Prognosavvikelse", "Föregående prognos",
                                "Prognosförändring", "Kommentar prognosförändring",
                                "Kommentar budgetavvikelse"), costs),
        _table("Sammanfattning", ("Avsnitt", "Text"), [(SIGNS, LONG_COMMENT)]),
    )  # fmt: skip


@cache
def interim() -> BoardReport:
    """Return an interim report of one goal with 40 indicators, each with a name of signs."""
    indicators = [
        ("11", f"{LONG_NAME} {n}" if n else LONG_NAME, "Andel", "Lägre är bättre", f"{n} %",
         f"{n + 1} %", "Mätning genomfördes inte", "0 %" if n % 2 else "", LONG_COMMENT * (n == 3))
        for n in range(40)
    ]  # fmt: skip
    return _board_report(
        {"År": "2018", "Period": "apr", "Dokumenttyp": "Delårsrapport"},
        _table("Mål", ("Nr", "Måltyp", "Strategiskt mål", "Målområde", "Kort namn", "Kommunmål"),
               [("1", "Strategiskt mål", "", SIGNS, SIGNS, LONG_NAME),
                ("11", "Nämndmål", "1", SIGNS, "", LONG_NAME)]),
        _table("Indikatorer", ("Mål", "Indikator", "Måttyp", "Riktning", "Utfall 2016",
                               "Utfall 2017", "Utfall", "Målvärde", "Kommentar"), indicators),
    )  # fmt: skip


@cache
def bare() -> BoardReport:
    """Return a monthly report whose sheets have headers and no rows, but for one event."""
    return _board_report(
        {"År": "2022", "Period": "nov"},
        _table("Händelser", ("Enhet", "Händelse"), [("Enheten", "En händelse")]),
        _table("Mål", ("Nr", "Målområde", "Kort namn", "Målnivå"), []),
        _table("Enhetsresultat", ("Mål", "Enhet", "Bedömning"), []),
        _table("Nettokostnad", ("Verksamhet", "Radtyp", "Utfall", "Budget", "Prognos"), []),
        _table("Sammanfattning", ("Avsnitt", "Text"), []),
    )


@cache
def odd() -> BoardReport:
    """Return a monthly report of what Word, the web and a hostile sender leave in a cell."""
    events = (
        "vertikal\vsidbrytning\fretur\rbåda\r\nnästa rad\u0085radskiljare\u2028slut",
        "•\tFörsta\n·\tAndra\no\tTredje\n§\tFjärde\n\uf0b7\tFemte",
        "kol1\tkol2\tkol3",
        "\x1b[31mröd\x9b2J\x07 te\u202ext\x00",
        "Ring \uf028 oss",
        *("'=1+1", "'+1", "@SUM(A1)", "\uff1d1", "\u200b=1", "'-1+1|cmd"),
    )
    return _board_report(
        {"År": "2022", "Period": "nov", "Nämnd": "Nämn\x1bden\u202e &<b>"},
        _table("Händelser", ("Enhet", "Händelse"), [("", event) for event in events]),
        name="udda",
    )


def _board_report(start: dict[str, str], *tables: str, name: str = "ytterlighet") -> BoardReport:
    fields = _table("Start", ("Fält", "Värde"), list((_START | start).items()))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.md"
        path.write_text("\n".join((fields, *tables)), encoding="utf-8")
        return checked_report(path).board_report(draft=True)


def _table(sheet: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    body = "\n".join("| " + " | ".join(map(_escaped, line)) + " |" for line in lines)
    return f"## {sheet}\n\n{body}\n"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
    # Numbers for what a Markdown table cannot hold as it is.
    return "".join(c if c.isprintable() or c == "\u00a0" else f"&#{ord(c)};" for c in plain)


#: All of them, by name.
EXTREMES = {"monthly": monthly, "interim": interim, "bare": bare}
