"""One stage of a case done, if need be without the cells that it stops at."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from xl_asn.case.case import Case
from xl_asn.rules.isolating import Isolation, Told
from xl_asn.rules.stopping import Stopped

_LOG: Final = logging.getLogger(__name__)

T = TypeVar("T")


def settled(
    case: Case,
    work: Callable[[Case], T],
    what: str,
    otherwise: Callable[[Case], T] | None = None,
) -> tuple[T, Case]:
    """Return what is made of a case, and the case that it is made of.

    Where the work stops, that is the case without the cells that it stops at, which
    :attr:`~xl_asn.case.case.Case.stopped` tells. ``what`` is the work as a sentence begins with it.
    Where no cell can be found, ``otherwise`` tells what can be had all the same.

    Raises:
        MemoryError: there is no more.
        Exception: what stopped the work, where no cell was found and nothing else can be had.
    """
    try:
        return work(case), case
    except MemoryError:
        raise
    except Exception as error:
        _LOG.exception("%s stopped", what)
        told = Isolation(case.grid, case.document).stops_at(lambda told: _does(work, case, told))
        able = work if told else otherwise
        if able is None:
            raise
        stopped = (*case.stopped, Stopped(what, type(error).__name__, tuple(told)))
        left = replace(case.telling(told), stopped=stopped)
        return able(left), left


def _does(work: Callable[[Case], T], case: Case, told: Told) -> bool:
    try:
        work(case.telling(told))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - that is what is asked
        return False
    return True
