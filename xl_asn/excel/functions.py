"""The worksheet functions that Excel sees: thin wrappers that xlwings turns into VBA.

A VBA function cannot have a dot in its name, and letters outside ASCII depend on the computer's
code page, so Excel knows them as ``ASN_AVVIKELSE``, ``ASN_MALSTATUS`` and so on. The names with a
dot, ``ASN.MÅLSTATUS``, can be had in Excel 365 as named LAMBDA formulas; see :data:`FUNCTIONS`
and :mod:`xl_asn.excel.functions_vba`. The docstrings are the help texts of Excel's function guide.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import xlwings as xw

from xl_asn.excel import formulas
from xl_asn.excel.ranges import FAULT, Cells

_LOG: Final = logging.getLogger(__name__)
_CRASHED: Final = f"{FAULT}ett fel i programmet stoppade funktionen. Kör xl-asn doktor."

CATEGORY: Final = "ASN"


# The names and docstrings below are what the economist reads in Excel, hence in Swedish; they have
# no types but Any, because xlwings takes a type as an order to convert.
def ASN_AVVIKELSE(utfall: Any, budget: Any) -> Any:  # noqa: N802
    """Utfall − budget. Plus är överskott. Celler eller områden."""
    return _answer(formulas.deviation, utfall, budget)


def ASN_PROGNOSFORANDRING(prognos: Any, foregaende: Any) -> Any:  # noqa: N802
    """Prognos − föregående prognos. Plus är förbättring. Celler eller områden."""
    return _answer(formulas.forecast_change, prognos, foregaende)


def ASN_BUDGETAVVIKELSE(prognos: Any, arsbudget: Any) -> Any:  # noqa: N802
    """Prognosens avvikelse som andel av årsbudgeten. Visa cellen som procent."""
    return _answer(formulas.budget_share, prognos, arsbudget)


def ASN_ANDELGRONA(statusar: Any) -> Any:  # noqa: N802
    """Andelen gröna av de enheter som har utfall. Inget utfall räknas inte med."""
    return _answer(formulas.green_share, statusar)


def ASN_MALSTATUS(statusar: Any, malniva: Any = None, sparr: Any = None) -> Any:  # noqa: N802
    """Målets bedömning: Grön, Gul eller Röd. Spärren kan sänka den men aldrig höja den."""
    return _answer(formulas.goal_status, statusar, malniva, sparr)


def ASN_RISKVARDE(sannolikhet: Any, konsekvens: Any) -> Any:  # noqa: N802
    """Sannolikhet × konsekvens, vardera 1 till 5. Celler eller områden."""
    return _answer(formulas.risk_value, sannolikhet, konsekvens)


def ASN_BELOPP(belopp: Any) -> Any:  # noqa: N802
    """Läser ett belopp i ord, till exempel −5,3 mnkr, som tkr. Tal är redan tkr."""
    return _answer(formulas.amount, belopp)


def ASN_TEXT(belopp_tkr: Any, enhet: Any = None) -> Any:  # noqa: N802
    """Skriver ett belopp i tkr som i nämndens text, till exempel −5,3 mnkr, alltid med tecken."""
    return _answer(formulas.amount_text, belopp_tkr, enhet)


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """A function as Excel knows it: its ASCII name, its name with a dot, and its arguments."""

    call: Callable[..., Any]
    dotted: str
    arguments: tuple[tuple[str, str], ...]
    """The arguments' names with Swedish letters, and their help texts."""
    required: int

    @property
    def name(self) -> str:
        """Return the name in VBA, and in a cell."""
        return self.call.__name__

    @property
    def lambda_formula(self) -> str:
        """Return the formula that gives the function its name with a dot, in Excel 365.

        It is written as Excel stores it in English; the Name Manager shows it in Swedish.
        """
        names = [name for name, _ in self.arguments]
        heads = [*names[: self.required], *(f"[{name}]" for name in names[self.required :])]
        passed = [
            *names[: self.required],
            *(f'IF(ISOMITTED({name}),"",{name})' for name in names[self.required :]),
        ]
        return f"=LAMBDA({','.join(heads)},{self.name}({','.join(passed)}))"


_STATUSES_HELP = "Enheternas bedömningar: Grön, Gul, Röd eller Inget utfall."

FUNCTIONS: Final = (
    WorksheetFunction(
        ASN_AVVIKELSE, "ASN.AVVIKELSE",
        (("utfall", "Utfallet i tkr."), ("budget", "Budgeten för samma tid i tkr.")), 2,
    ),
    WorksheetFunction(
        ASN_PROGNOSFORANDRING, "ASN.PROGNOSFÖRÄNDRING",
        (("prognos", "Prognosen i tkr."), ("föregående", "Prognosen i förra rapporten i tkr.")), 2,
    ),
    WorksheetFunction(
        ASN_BUDGETAVVIKELSE, "ASN.BUDGETAVVIKELSE",
        (("prognos", "Helårsprognosen i tkr."), ("årsbudget", "Budgeten för hela året i tkr.")), 2,
    ),
    WorksheetFunction(
        ASN_ANDELGRONA, "ASN.ANDELGRÖNA", (("statusar", _STATUSES_HELP),), 1,
    ),
    WorksheetFunction(
        ASN_MALSTATUS, "ASN.MÅLSTATUS",
        (
            ("statusar", _STATUSES_HELP),
            ("målnivå", "Andelen gröna som krävs, till exempel 60 %. Får utelämnas."),
            ("spärr", "Budgetavvikelsen som andel, till exempel −0,6 %. Får utelämnas."),
        ), 1,
    ),
    WorksheetFunction(
        ASN_RISKVARDE, "ASN.RISKVÄRDE",
        (("sannolikhet", "1 till 5, där 5 är mest sannolikt."),
         ("konsekvens", "1 till 5, där 5 är allvarligast.")), 2,
    ),
    WorksheetFunction(
        ASN_BELOPP, "ASN.BELOPP",
        (("belopp", "Text med enhet: tkr, mnkr eller mdkr. Också mnr, mkr och Msek förstås."),), 1,
    ),
    WorksheetFunction(
        ASN_TEXT, "ASN.TEXT",
        (("belopp_tkr", "Beloppet i tkr."),
         ("enhet", "tkr, mnkr eller mdkr. Utelämnas den blir det mnkr.")), 1,
    ),
)  # fmt: skip


def declare(
    function: WorksheetFunction, func: Callable[..., Any], arg: Callable[..., Any]
) -> Callable[..., Any]:
    """Mark a function for Excel with xlwings' decorators, which are passed in.

    On Windows they are xlwings' own; elsewhere those do nothing, and whoever builds the VBA passes
    the real ones. Cells come as rows, blank cells as None and error values as their text.
    """
    call: Callable[..., Any] = func(category=CATEGORY)(function.call)
    for name, (_, doc) in zip(_names(function.call), function.arguments, strict=True):
        call = arg(name, ndim=2, err_to_str=True, doc=doc)(call)
    return call


def _names(call: Callable[..., Any]) -> Sequence[str]:
    return call.__code__.co_varnames[: call.__code__.co_argcount]


def _answer(formula: Callable[..., Cells], *arguments: Any) -> Any:
    """Return what a formula gives, as Excel takes it; never a traceback in a cell."""
    try:
        return _for_excel(formula(*arguments))
    except Exception:  # noqa: BLE001 - whatever it is, the cell says so in one sentence
        _LOG.exception("%s stopped", formula.__name__)
        return _CRASHED


def _for_excel(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_for_excel(part) for part in value]
    if isinstance(value, Decimal):
        return float(value)
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else value


for _function in FUNCTIONS:
    declare(_function, xw.func, xw.arg)
