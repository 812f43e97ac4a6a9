"""What VBA calls: a function for each line of the table of buttons, by the name that it has there.

Each takes the path of the file that VBA waits for, and ``asks`` from a VBA that can put every
question: older workbooks call too. The work is imported when it is asked for: the
import is part of every press, and *Om* needs none of what *Beräkna* needs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from xl_asn.batch.garbage import collect_less_often
from xl_asn.excel.answers import Outcome, answered
from xl_asn.files.making import buttons
from xl_asn.model.arithmetic import our_arithmetic


def __getattr__(name: str) -> Callable[..., None]:
    """Return the function of a button by its name.

    Raises:
        AttributeError: there is no such line in the table.
    """
    for button in buttons.BUTTONS:
        if button.call == name:
            return partial(answered, work=partial(_done, button.work))
    message = f"no button calls {name}"
    raise AttributeError(message)


@our_arithmetic()
def _done(work: str) -> Outcome:
    collect_less_often()  # before the imports, which are most of a press
    module, _, name = work.partition(".")
    outcome: Outcome = getattr(import_module(f"{__package__}.{module}"), name)()
    return outcome
