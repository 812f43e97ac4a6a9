"""What is drawn on a sheet by others than the program: pictures, charts, shapes, slicers, ink."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from xl_asn.files.reading.xml_read import local, new_parser, run
from xl_asn.model.page import CHART_INK, CHART_WORDS

#: Elements that say what an anchor holds, the most telling first: a slicer has a shape beside it
#: for programs that know no slicers.
_SHAPES: Final = {
    "slicer": "utsnitt",
    "timeslicer": "tidslinje",
    "contentPart": "pennanteckning",
    "pic": "bild",
    "chart": "diagram",
    "sp": "figur",
    "cxnSp": "figur",
    "grpSp": "figur",
    "graphicFrame": "figur",
}
_ANCHOR: Final = "Anchor"
_INK: Final = CHART_INK.encode()


def drawn(drawing: bytes, part: str, chart: Callable[[str], bytes]) -> tuple[str, ...]:
    """Return a word for each thing in a drawing that is no chart of the program's own.

    A chart of ours that has been copied is ours once.

    Args:
        drawing: the content of the drawing's part.
        part: its name.
        chart: gives the content of a chart by the key of the drawing's relation to it.

    Raises:
        Unreadable: the drawing is not well-formed.
    """
    reader = _Drawing(chart)
    parser = new_parser(part)
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    run(parser, (drawing,), part)
    return tuple(reader.found)


class _Drawing:
    """The anchors of a drawing, as they are met."""

    def __init__(self, chart: Callable[[str], bytes]) -> None:
        self._chart = chart
        self._keys: list[str] = []
        self.found: list[str] = []
        self._ours: set[str] = set()
        self._inside: set[str] = set()
        self._said: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See an element begin."""
        name = local(tag)
        if name.endswith(_ANCHOR):
            self._inside.clear()
            self._said.clear()
            self._keys.clear()
        elif name in _SHAPES:
            self._inside.add(name)
            if name == "chart":
                self._keys += (key for at, key in attributes.items() if local(at) == "id")
        elif name == "cNvPr":
            self._said.append(attributes.get("descr", ""))

    def end(self, tag: str) -> None:
        """See an element end: at the end of an anchor it is known what it holds."""
        if local(tag).endswith(_ANCHOR) and self._inside and not self._is_ours():
            self.found.append(next(word for name, word in _SHAPES.items() if name in self._inside))
            self._inside.clear()

    def _is_ours(self) -> bool:
        """Whether an anchor holds one chart and nothing else, and says of it what we say."""
        if self._inside != {"graphicFrame", "chart"} or len(self._said) != 1:
            return False
        said = self._said[0]
        if not said:  # some programs lose it, and keep the chart
            return any(_INK in self._chart(key).upper() for key in self._keys)
        if not said.startswith(CHART_WORDS) or said in self._ours:
            return False
        self._ours.add(said)
        return True
