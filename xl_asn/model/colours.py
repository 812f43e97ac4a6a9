"""Which of the traffic light's colours the colour of a cell is, as people see it."""

from __future__ import annotations

from colorsys import rgb_to_hls
from functools import lru_cache
from typing import Final

from xl_asn.model.statuses import Status

_LEAST_CHROMA: Final = 0.06
"""Below this a colour is a grey; the palest green of Excel's palette has 0,08."""
_LEAST_LIGHTNESS: Final = 0.1
#: Hues in degrees, red is 0. What lies between, as orange and turquoise, could be taken for either.
_HUES: Final = (
    (0, 14, Status.RED), (35, 66, Status.YELLOW), (75, 165, Status.GREEN), (345, 360, Status.RED),
)  # fmt: skip


@lru_cache(maxsize=256)  # a workbook has few colours
def light_of(rgb: str) -> Status | None:
    """Return the light of a colour, six hexadecimal digits: ``00B050`` is green; else None."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, _ = rgb_to_hls(red, green, blue)
    if max(red, green, blue) - min(red, green, blue) < _LEAST_CHROMA:
        return None
    if lightness < _LEAST_LIGHTNESS:
        return None
    return next((light for low, high, light in _HUES if low <= hue * 360 <= high), None)
