"""The worksheet functions that Excel sees: a line each; the VBA that calls them follows from it.

A VBA function cannot have a dot in its name, and letters outside ASCII depend on the computer's
code page, so Excel knows them as ``ASN_AVVIKELSE``, ``ASN_MALSTATUS`` and so on. The names with a
dot, ``ASN.MÅLSTATUS``, can be had in Excel 365 as named LAMBDA formulas; the handbook lists them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from inspect import Parameter, Signature, signature
from typing import Any, Final

import xlwings as xw

from xl_asn.excel import formulas
from xl_asn.excel.ranges import FAULT, Cells
from xl_asn.files.making.buttons import in_ascii
from xl_asn.files.making.vba import filled
from xl_asn.model.arithmetic import our_arithmetic

_LOG: Final = logging.getLogger(__name__)
_CRASHED: Final = f"{FAULT}ett fel i programmet stoppade funktionen. Kör xl-asn doktor."

MODULE_NAME: Final = "XlAsnFunktioner"
CATEGORY: Final = "ASN"


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """A function as Excel knows it.

    Attributes:
        dotted: its name with a dot; the name in VBA, and in a cell, follows from it.
        formula: what it computes; what may be left out there may be left out in the cell.
        help: its text in Excel's function guide.
        arguments: the arguments' names with Swedish letters, and their help texts.
    """

    dotted: str
    formula: Callable[..., Cells]
    help: str
    arguments: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """Return the name in VBA, and in a cell."""
        return in_ascii(self.dotted).replace(".", "_")

    @property
    def parameters(self) -> Sequence[Parameter]:
        """Return its parameters as VBA and xlwings have them: those of the formula, renamed."""
        taken = signature(self.formula).parameters.values()
        return [
            parameter.replace(name=in_ascii(name), annotation=Parameter.empty)
            for (name, _), parameter in zip(self.arguments, taken, strict=True)
        ]

    def declared(self, func: Callable[..., Any], arg: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function that Excel calls, marked with xlwings' decorators, passed in.

        Off Windows xlwings' own do nothing. Cells come as rows, blank cells as None and error
        values as their text.
        """

        def call(*arguments: Any) -> Any:
            return _answer(self.formula, *arguments)

        call.__name__, call.__doc__ = self.name, self.help
        vars(call)["__signature__"] = Signature(self.parameters)
        marked: Callable[..., Any] = func(category=CATEGORY)(call)
        for parameter, (_, doc) in zip(self.parameters, self.arguments, strict=True):
            marked = arg(parameter.name, ndim=2, err_to_str=True, doc=doc)(marked)
        return marked


_STATUSES_HELP = "Enheternas bedömningar: Grön, Gul, Röd eller Inget utfall."

FUNCTIONS: Final = (
    WorksheetFunction(
        "ASN.AVVIKELSE", formulas.deviation,
        "Utfall − budget. Plus är överskott. Celler eller områden.",
        (("utfall", "Utfallet i tkr."), ("budget", "Budgeten för samma tid i tkr.")),
    ),
    WorksheetFunction(
        "ASN.PROGNOSFÖRÄNDRING", formulas.forecast_change,
        "Prognos − föregående prognos. Plus är förbättring. Celler eller områden.",
        (("prognos", "Prognosen i tkr."), ("föregående", "Prognosen i förra rapporten i tkr.")),
    ),
    WorksheetFunction(
        "ASN.BUDGETAVVIKELSE", formulas.budget_share,
        "Prognosens avvikelse som andel av årsbudgeten. Visa cellen som procent.",
        (("prognos", "Helårsprognosen i tkr."), ("årsbudget", "Budgeten för hela året i tkr.")),
    ),
    WorksheetFunction(
        "ASN.ANDELGRÖNA", formulas.green_share,
        "Andelen gröna av de enheter som har utfall. Inget utfall räknas inte med.",
        (("statusar", _STATUSES_HELP),),
    ),
    WorksheetFunction(
        "ASN.MÅLSTATUS", formulas.goal_status,
        "Målets bedömning: Grön, Gul eller Röd. Spärren kan sänka den men aldrig höja den.",
        (
            ("statusar", _STATUSES_HELP),
            ("målnivå", "Andelen gröna som krävs, till exempel 60 %. Får utelämnas."),
            ("spärr", "Budgetavvikelsen som andel, till exempel −0,6 %. Får utelämnas."),
        ),
    ),
    WorksheetFunction(
        "ASN.RISKVÄRDE", formulas.risk_value,
        "Sannolikhet × konsekvens, vardera 1 till 5. Celler eller områden.",
        (("sannolikhet", "1 till 5, där 5 är mest sannolikt."),
         ("konsekvens", "1 till 5, där 5 är allvarligast.")),
    ),
    WorksheetFunction(
        "ASN.BELOPP", formulas.amount,
        "Läser ett belopp i ord, till exempel −5,3 mnkr, som tkr. Tal är redan tkr.",
        (("belopp", "Text med enhet: tkr, mnkr eller mdkr. Också mnr, mkr och Msek förstås."),),
    ),
    WorksheetFunction(
        "ASN.TEXT", formulas.amount_text,
        "Skriver ett belopp i tkr som i nämndens text, till exempel −5,3 mnkr, alltid med tecken.",
        (("belopp_tkr", "Beloppet i tkr."),
         ("enhet", "tkr, mnkr eller mdkr. Utelämnas den blir det mnkr.")),
    ),
)  # fmt: skip


def wrapper_module() -> str:
    """Return the VBA module of the worksheet functions, for the add-in.

    There they serve the active workbook.
    """
    return filled(f"{MODULE_NAME}.bas", functions=FUNCTIONS, category=CATEGORY)


def __getattr__(name: str) -> Callable[..., Any]:
    """Return the function that Excel calls by its name.

    Raises:
        AttributeError: there is no such function.
    """
    for function in FUNCTIONS:
        if function.name == name:
            return function.declared(xw.func, xw.arg)
    message = f"no worksheet function is called {name}"
    raise AttributeError(message)


@our_arithmetic()
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
    return float(value) if isinstance(value, Decimal) else value
