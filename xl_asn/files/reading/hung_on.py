"""What people have hung on a sheet: all that would go if the program wrote the sheet anew.

The program's own pages hold cells, links within the workbook and its own charts. What else there
is came from somebody, and is told in Swedish as it stands in a sentence: ``tabellen Tabell3``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.parsers.expat import ExpatError

from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.drawings_read import drawn
from xl_asn.files.reading.package_read import Relation, relations
from xl_asn.files.reading.parts import Parts
from xl_asn.files.reading.xml_read import each_element, local, new_parser
from xl_asn.model.characters import spelled
from xl_asn.model.page import MAIL

#: Links of a sheet that bring nothing of anybody's: what the printer was set to, and what is told
#: of by another link or by the sheet itself.
_NOTHING: Final = frozenset({"printerSettings", "vmlDrawing", "legacyDrawing", "ctrlProp", "image"})
_LINKED: Final = {
    "comments": "kommentarer",
    "threadedComment": "kommentarer",
    "slicer": "ett utsnitt",
    "timeline": "en tidslinje",
    "control": "en knapp eller ett formulärfält",
    "oleObject": "ett inbäddat objekt",
    "package": "ett inbäddat objekt",
    "hyperlink": "en länk till en annan fil eller en webbsida",
    "queryTable": "en fråga till en datakälla",
    "customProperty": "ett tilläggs egna uppgifter",
}
_NAMED: Final = {"table": "tabellen", "pivotTable": "pivottabellen"}
#: Elements beside the cells.
_BESIDE: Final = {
    "conditionalFormatting": "villkorsstyrd formatering",
    "dataValidations": "dataverifiering",
    "scenarios": "scenarier",
    "picture": "en bakgrundsbild",
    "legacyDrawingHF": "en bild i sidhuvudet eller sidfoten",
    "controls": "en knapp eller ett formulärfält",
    "oleObjects": "ett inbäddat objekt",
    "dataConsolidate": "en sammanställning av data",
    "webPublishItems": "en publicering på webben",
    "sparklineGroups": "miniatyrdiagram",
    "slicerList": "ett utsnitt",
    "timelineRefs": "en tidslinje",
}
#: What a list of elements holds when it is not empty; an empty one is nothing of anybody's.
_ITEMS: Final = {
    "dataValidation": "dataverifiering",
    "cfRule": "villkorsstyrd formatering",
    "scenario": "scenarier",
}
_LISTS: Final = frozenset({"conditionalFormatting", "dataValidations", "scenarios"})
_FORMULA: Final = "en formel"
#: What is in a part that one byte a letter does not write.
_TWO_BYTES: Final = b"\0"
_FORMULA_SIGNS: Final = (b"<f", b":f", _TWO_BYTES)
_TAG: Final = re.compile(
    rb"[<:](?:" + "|".join((*_BESIDE, *_ITEMS, "ext", "legacyDrawing")).encode() + rb")[\s/>]"
)
_OLD_DRAWING: Final = "en knapp eller en figur"
_MOST_TOLD: Final = 5


@dataclass(frozen=True)
class SheetHangings:
    """Where it is found what hangs on a sheet. Called, it tells; nothing where it cannot be."""

    parts: Parts
    sheet: str

    def __call__(self) -> tuple[str, ...]:
        """Read what hangs on the sheet."""

        def links(part: str) -> Sequence[Relation]:
            return relations(self.parts, part)

        try:
            return hung_on(self.sheet, self.parts.read, links)
        except Unreadable:
            return ()  # the cells themselves have been read; writing looks once more


def hung_on(
    sheet: str, read: Callable[[str], bytes], links: Callable[[str], Iterable[Relation]]
) -> tuple[str, ...]:
    """Return what hangs on a sheet, each kind once.

    Args:
        sheet: the sheet's part.
        read: gives the content of a part.
        links: gives the relations of a part.

    Raises:
        Unreadable: a part is missing or not well-formed.
    """
    found = dict.fromkeys(_linked(links(sheet), read, links))
    found |= dict.fromkeys(_beside(read(sheet), sheet))
    if _OLD_DRAWING in found and len(found) > 1:
        del found[_OLD_DRAWING]  # it draws what has been told: comments, buttons, pictures
    told = tuple(found)
    more = len(told) - _MOST_TOLD
    return told if more <= 0 else (*told[:_MOST_TOLD], f"{more} till")


def _linked(
    own: Iterable[Relation],
    read: Callable[[str], bytes],
    links: Callable[[str], Iterable[Relation]],
) -> Iterator[str]:
    for link in own:
        if link.kind == "drawing" and not link.external:
            yield from _shapes(link.target, read, links)
        elif link.kind in _NAMED and not link.external:
            yield f"{_NAMED[link.kind]} {_name(read(link.target), link.target)}".strip()
        elif link.kind not in _NOTHING and not _is_letter(link):
            # What nobody has heard of here is somebody's too.
            yield _LINKED.get(link.kind, f"något som xl-asn inte känner ({spelled(link.kind)})")


def _is_letter(link: Relation) -> bool:
    """Whether a link begins a letter: ours do, and an address that is typed becomes one by itself.

    The address is told by the cell.
    """
    return link.kind == "hyperlink" and link.external and link.target.startswith(MAIL)


def _shapes(
    part: str, read: Callable[[str], bytes], links: Callable[[str], Iterable[Relation]]
) -> Iterator[str]:
    targets = {link.key: link.target for link in links(part) if link.kind == "chart"}

    def chart(key: str) -> bytes:
        return read(targets[key]) if key in targets else b""

    counted = Counter(drawn(read(part), part, chart))
    on_charts = (link.kind for target in targets.values() for link in links(target))
    counted["figur"] += sum(kind == "chartUserShapes" for kind in on_charts)
    for shape, times in counted.items():
        article = "ett" if shape in {"diagram", "utsnitt"} else "en"
        if times:
            yield f"{article} {shape}" if times == 1 else f"{times} {_MANY.get(shape, shape)}"


_MANY: Final = {
    "bild": "bilder",
    "figur": "figurer",
    "tidslinje": "tidslinjer",
    "pennanteckning": "pennanteckningar",
}


def _beside(written: bytes, part: str) -> Iterator[str]:
    head, cells, tail = _divided(written)
    around = (head, tail)
    seen: list[str] = []
    # A page of ours has thousands of merges and links; no element is parsed for the usual answer.
    if _TWO_BYTES in written or any(_TAG.search(piece) for piece in around):
        each_element(around, part, lambda name, _: seen.append(name))
    known = [name for name in seen if name in _BESIDE.keys() | _ITEMS.keys()]
    for name in known:
        if name not in _LISTS:
            yield _BESIDE.get(name) or _ITEMS[name]
    if "ext" in seen and not known:
        yield "ett tillägg från ett annat program"
    if "legacyDrawing" in seen:
        yield _OLD_DRAWING
    if _has_formula(written if not cells else head + cells, part):
        yield _FORMULA


def _divided(written: bytes) -> tuple[bytes, bytes, bytes]:
    """Return a sheet's part before its cells, its cells and what follows; all before, if unsure."""
    head, opened, rest = written.partition(b"<sheetData>")
    cells, closed, tail = rest.partition(b"</sheetData>")
    if not closed or b"sheetData" in tail:
        return written, b"", b""
    return head + opened, cells, closed + tail


def _has_formula(written: bytes, part: str) -> bool:
    """Whether there is a formula among cells; the program's own pages have none.

    ``written`` is a sheet's part to the end of its cells at least.
    """
    if not any(sign in written for sign in _FORMULA_SIGNS):
        return False
    inside = formulas = 0

    def see(tag: str, _: dict[str, str]) -> None:
        nonlocal inside, formulas
        name = local(tag)
        inside = {"c": 1, "extLst": 0}.get(name, inside)  # an extension has such elements too
        formulas += inside if name == "f" else 0

    parser = new_parser(part)
    parser.StartElementHandler = see
    try:
        parser.Parse(written, False)  # noqa: FBT003 - positional only
    except ExpatError as error:
        raise Unreadable(code="F130", detail=f"{part}, rad {error.lineno}") from error
    return bool(formulas)


def _name(written: bytes, part: str) -> str:
    names: list[str] = []
    each_element(
        (written,),
        part,
        lambda _, said: names.append(said.get("displayName", said.get("name", ""))),
    )
    return spelled(names[0]) if names else ""
