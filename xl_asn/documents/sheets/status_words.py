"""The words of a goal's status, as sheets offer and read them."""

from __future__ import annotations

from functools import partial
from typing import Final

from xl_asn.model.statuses import GOAL_SCALE, read_status

GOAL_WORDS: Final = tuple(status.value for status in GOAL_SCALE)
goal_status: Final = partial(read_status, scale=GOAL_SCALE)
