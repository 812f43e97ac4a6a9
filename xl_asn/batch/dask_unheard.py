"""What Dask and the libraries below it say on standard error, kept from whoever runs a command."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_LIBRARIES: Final = ("asyncio", "bokeh", "dask", "distributed", "tornado")


@contextmanager
def unheard() -> Iterator[None]:
    """Drop the log lines and warnings of Dask in this process; all else is heard as before."""
    try:
        import distributed  # noqa: F401, PLC0415 - it sets up its log when it is imported
    except ImportError:
        yield
        return
    loggers = [
        logging.getLogger(name)
        for name in {*_LIBRARIES, *logging.root.manager.loggerDict}
        if name.partition(".")[0] in _LIBRARIES
    ]
    before = [(logger, logger.handlers[:], logger.propagate) for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.handlers[:] = [logging.NullHandler()]
            logger.propagate = False
        try:
            yield
        finally:
            for logger, handlers, propagates in before:
                logger.handlers[:] = handlers
                logger.propagate = propagates
