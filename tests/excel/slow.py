"""Work that never ends by itself, for what must be interrupted."""

from __future__ import annotations

import time
from typing import Any


def for_ever(*_: Any) -> Any:
    while True:
        time.sleep(0.001)
