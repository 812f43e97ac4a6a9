"""What ``make test-allt`` runs and ``make test`` does not: more of the same."""

from __future__ import annotations

from typing import Any

import pytest


def thorough(*values: Any) -> list[Any]:
    """Return parameters that only ``make test-allt`` runs; a tuple is the values of one."""
    each = [value if isinstance(value, tuple) else (value,) for value in values]
    return [pytest.param(*value, marks=pytest.mark.thorough) for value in each]
