"""What a person may hang on one of the program's sheets, made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.files.handmade import MAIN, OFFICE
from tests.files.hung import Hanging, anchor

_FAMILY = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MICROSOFT = "http://schemas.microsoft.com/office"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
#: One grey pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c63680000008200814dd21fbe0000000049454e44ae426082"
)


def _frame(graphic: str, described: str = "") -> str:
    return (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="{{id}}" name="Diagram {{id}}"{described}/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f"<a:graphic>{graphic}</a:graphic></xdr:graphicFrame>"
    )


def _chart(key: str, described: str = "") -> str:
    return _frame(
        f'<a:graphicData uri="{_DRAWING}/chart"><c:chart xmlns:c="{_DRAWING}/chart" '
        f'xmlns:r="{OFFICE}" r:id="{key}"/></a:graphicData>',
        described,
    )


_THEIR_CHART = (
    f'<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main"><c:chart><c:plotArea>'
    '<c:barChart><c:barDir val="col"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef>'
    "<c:f>Rapport!$B$5:$B$9</c:f></c:numRef></c:val></c:ser>"
    '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
    '<c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
    '<c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
    "</c:plotArea></c:chart></c:chartSpace>"
).encode()


def _their_chart(described: str = "", kind: str = "twoCellAnchor") -> Hanging:
    return Hanging(
        anchors=anchor(_chart("rId70", described), 70, kind),
        drawn=(("rId70", "chart", "../charts/chart70.xml"),),
        beside={"xl/charts/chart70.xml": (_THEIR_CHART, _CHART)},
    )


def _picture(kind: str = "twoCellAnchor") -> Hanging:
    return Hanging(
        anchors=anchor(
            '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{id}" name="Bild {id}"/><xdr:cNvPicPr/>'
            f'</xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="{OFFICE}" r:embed="rId71"/><a:stretch>'
            '<a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></xdr:spPr></xdr:pic>",
            71,
            kind,
        ),
        drawn=(("rId71", "image", "../media/image71.png"),),
        beside={"xl/media/image71.png": (PIXEL, "image/png")},
    )


_SHAPE = (
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{id}" name="Figur {id}"/>'
    '<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</xdr:spPr></xdr:sp>"
)


def _alternative(requires: str, namespace: str, choice: str) -> str:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return (
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice xmlns:{requires}="{namespace}" '
        f'Requires="{requires}">{choice}</mc:Choice><mc:Fallback>{_SHAPE}</mc:Fallback>'
        "</mc:AlternateContent>"
    )


def _sliced(word: str, uri: str, prefix: str) -> str:
    held = f'<{prefix}:{word} xmlns:{prefix}="{uri}" name="X"/>'
    graphic = f'<a:graphicData uri="{uri}">{held}</a:graphicData>'
    return anchor(_alternative("a14", f"{_MICROSOFT}/drawing/2010/main", _frame(graphic)), 72)


def _table(*, totals: bool = False, headers: bool = True) -> Hanging:
    said = ('totalsRowCount="1"' if totals else "") + ("" if headers else ' headerRowCount="0"')
    content = (
        f'<table xmlns="{MAIN}" id="77" name="Tabell77" displayName="Tabell77" '
        f'ref="A900:A902" {said}>'
        + ('<autoFilter ref="A900:A902"/>' if headers and not totals else "")
        + '<tableColumns count="1"><tableColumn id="1" name="Kolumn"/></tableColumns></table>'
    )
    return Hanging(
        elements={
            "tableParts": f'<tableParts count="1"><tablePart xmlns:r="{OFFICE}" r:id="rId77"/>'
            "</tableParts>"
        },
        links=(("rId77", "table", "../tables/table77.xml"),),
        beside={"xl/tables/table77.xml": (content.encode(), f"{_FAMILY}.table+xml")},
        cells='<c r="A900" t="inlineStr"><is><t>Kolumn</t></is></c>',
    )


_COMMENT = (
    f'<comments xmlns="{MAIN}"><authors><author>A</author></authors><commentList><comment ref="B2" '
    'authorId="0"><text><t>Se upp</t></text></comment></commentList></comments>'
).encode()
_NOTE_SHAPE = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" '
    b'xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202"/>'
    b'<v:shape id="_x0000_s9001" type="#_x0000_t202"><x:ClientData ObjectType="Note">'
    b"<x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"
)
_LEGACY = {"legacyDrawing": f'<legacyDrawing xmlns:r="{OFFICE}" r:id="rId81"/>'}


def _comments(*, threaded: bool = False) -> Hanging:
    links: tuple[tuple[str, str, str], ...] = (
        ("rId80", "comments", "../comments80.xml"),
        ("rId81", "vmlDrawing", "../drawings/vmlDrawing81.vml"),
    )
    beside = {
        "xl/comments80.xml": (_COMMENT, f"{_FAMILY}.comments+xml"),
        "xl/drawings/vmlDrawing81.vml": (_NOTE_SHAPE, _VML),
    }
    if not threaded:
        return Hanging(elements=_LEGACY, links=links, beside=beside)
    kind = f"{_MICROSOFT}/2017/10/relationships"
    space = f"{_MICROSOFT}/spreadsheetml/2018/threadedcomments"
    thread = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="B2" personId="{{1}}" id="{{2}}">'
        "<text>Se upp</text></threadedComment></ThreadedComments>"
    ).encode()
    people = (
        f'<personList xmlns="{space}"><person displayName="A" id="{{1}}"/></personList>'.encode()
    )
    return Hanging(
        elements=_LEGACY,
        links=(*links, ("rId82", f"{kind}/threadedComment", "../threadedComments/tc1.xml")),
        beside={
            **beside,
            "xl/threadedComments/tc1.xml": (
                thread,
                "application/vnd.ms-excel.threadedcomments+xml",
            ),
            "xl/persons/person1.xml": (people, "application/vnd.ms-excel.person+xml"),
        },
        in_book=(("rId982", f"{kind}/person", "persons/person1.xml"),),
    )


def _extension(uri: str, inside: str) -> Mapping[str, str]:
    return {"extLst": f'<extLst><ext xmlns:x14="{_X14}" uri="{{{uri}}}">{inside}</ext></extLst>'}


def _pivot() -> Hanging:
    definition = (
        f'<pivotTableDefinition xmlns="{MAIN}" name="Pivot1" cacheId="9" dataCaption="Värden">'
        '<location ref="A900:B903" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        "</pivotTableDefinition>"
    ).encode()
    cache = (
        f'<pivotCacheDefinition xmlns="{MAIN}" recordCount="0"><cacheSource type="worksheet">'
        '<worksheetSource ref="A1:B3" sheet="Netto"/></cacheSource><cacheFields count="0"/>'
        "</pivotCacheDefinition>"
    ).encode()
    return Hanging(
        links=(("rId85", "pivotTable", "../pivotTables/pivotTable1.xml"),),
        beside={
            "xl/pivotTables/pivotTable1.xml": (definition, f"{_FAMILY}.pivotTable+xml"),
            "xl/pivotCache/pivotCacheDefinition1.xml": (
                cache,
                f"{_FAMILY}.pivotCacheDefinition+xml",
            ),
        },
        in_book=(("rId985", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),),
    )


def _control() -> Hanging:
    control = f'<control xmlns:r="{OFFICE}" shapeId="9001" r:id="rId86" name="Knapp 1"/>'
    inside = f"<controls>{control}</controls>"
    return Hanging(
        elements={**_LEGACY, "controls": inside},
        links=(
            ("rId81", "vmlDrawing", "../drawings/vmlDrawing81.vml"),
            ("rId86", "ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        ),
        beside={
            "xl/drawings/vmlDrawing81.vml": (_NOTE_SHAPE.replace(b"Note", b"Button"), _VML),
            "xl/ctrlProps/ctrlProp1.xml": (
                f'<formControlPr xmlns="{_X14}" objectType="Button"/>'.encode(),
                "application/vnd.ms-excel.controlproperties+xml",
            ),
        },
    )


def _part(kind: str, target: str, content_type: str, content: bytes = b"<x/>") -> Hanging:
    return Hanging(
        links=(("rId87", kind, f"../{target}"),), beside={f"xl/{target}": (content, content_type)}
    )


#: What would go with the sheet, and how it is told.
LOST: Mapping[str, tuple[Callable[[], Hanging], str]] = {
    "table": (_table, "tabellen Tabell77"),
    "table with totals": (lambda: _table(totals=True), "tabellen Tabell77"),
    "table without headers": (lambda: _table(headers=False), "tabellen Tabell77"),
    "pivot table": (_pivot, "pivottabellen Pivot1"),
    "comment": (_comments, "kommentarer"),
    "threaded comment": (lambda: _comments(threaded=True), "kommentarer"),
    "picture": (_picture, "en bild"),
    "picture in one cell": (lambda: _picture("oneCellAnchor"), "en bild"),
    "picture anywhere": (lambda: _picture("absoluteAnchor"), "en bild"),
    "chart": (_their_chart, "ett diagram"),
    "chart that Excel describes": (
        lambda: _their_chart(' descr="Diagramtyp: Stapeldiagram. Utfall per område."'),
        "ett diagram",
    ),
    "chart in one cell": (lambda: _their_chart(kind="oneCellAnchor"), "ett diagram"),
    "our chart copied": (
        lambda: _their_chart(' descr="Stapeldiagram. Avvikelse per verksamhet."'),
        "ett diagram",
    ),
    "shape": (lambda: Hanging(anchors=anchor(_SHAPE, 73)), "en figur"),
    "two shapes": (
        lambda: Hanging(anchors=anchor(_SHAPE, 73) + anchor(_SHAPE, 74)),
        "2 figurer",
    ),
    "slicer": (
        lambda: Hanging(
            anchors=_sliced("slicer", f"{_MICROSOFT}/drawing/2010/slicer", "sle"),
            links=(("rId88", f"{_MICROSOFT}/2007/relationships/slicer", "../slicers/slicer1.xml"),),
            beside={"xl/slicers/slicer1.xml": (b"<x/>", "application/vnd.ms-excel.slicer+xml")},
        ),
        "ett utsnitt",
    ),
    "timeline": (
        lambda: Hanging(
            anchors=_sliced("timeslicer", f"{_MICROSOFT}/drawing/2012/timeslicer", "tsle")
        ),
        "en tidslinje",
    ),
    "ink": (
        lambda: Hanging(
            anchors=anchor(
                _alternative(
                    "xdr14",
                    f"{_MICROSOFT}/excel/2010/spreadsheetDrawing",
                    f'<xdr14:contentPart xmlns:r="{OFFICE}" r:id="rId71"/>',
                ),
                75,
            ),
            drawn=(("rId71", "customXml", "../ink/ink1.xml"),),
            beside={"xl/ink/ink1.xml": (b"<x/>", "application/inkml+xml")},
        ),
        "en pennanteckning",
    ),
    "conditional format": (
        lambda: Hanging(
            elements={
                "conditionalFormatting": '<conditionalFormatting sqref="A1:A9"><cfRule '
                'type="cellIs" priority="1" operator="lessThan"><formula>0</formula></cfRule>'
                "</conditionalFormatting>"
            }
        ),
        "villkorsstyrd formatering",
    ),
    "data bar": (
        lambda: Hanging(
            elements=_extension(
                "78C0D931-6437-407d-A8EE-F0AAD7539E65",
                "<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule "
                'type="dataBar" id="{1}"/></x14:conditionalFormatting>'
                "</x14:conditionalFormattings>",
            )
        ),
        "villkorsstyrd formatering",
    ),
    "validation": (
        lambda: Hanging(
            elements={
                "dataValidations": '<dataValidations count="1"><dataValidation type="list" '
                'sqref="A1"><formula1>"a,b"</formula1></dataValidation></dataValidations>'
            }
        ),
        "dataverifiering",
    ),
    "sparkline": (
        lambda: Hanging(
            elements=_extension(
                "05C60535-1F16-4fd2-B633-F4F36F0B64E0",
                '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
                "<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Netto!B4:B6</xm:f>"
                "<xm:sqref>A1</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
                "</x14:sparklineGroups>",
            )
        ),
        "miniatyrdiagram",
    ),
    "link to the web": (
        lambda: Hanging(
            elements={
                "hyperlinks": f'<hyperlinks><hyperlink xmlns:r="{OFFICE}" ref="H1" r:id="rId89"/>'
                "</hyperlinks>"
            },
            links=(("rId89", "hyperlink", "https://example.org/"),),
        ),
        "en länk till en annan fil eller en webbsida",
    ),
    "button": (_control, "en knapp eller ett formulärfält"),
    "old button": (
        lambda: Hanging(
            elements=_LEGACY,
            links=(("rId81", "vmlDrawing", "../drawings/vmlDrawing81.vml"),),
            beside={
                "xl/drawings/vmlDrawing81.vml": (_NOTE_SHAPE.replace(b"Note", b"Button"), _VML)
            },
        ),
        "en knapp eller en figur",
    ),
    "embedded object": (
        lambda: _part("oleObject", "embeddings/oleObject1.bin", "application/x", b"x"),
        "ett inbäddat objekt",
    ),
    "scenario": (
        lambda: Hanging(
            elements={
                "scenarios": '<scenarios><scenario name="Bäst" count="1"><inputCells r="A1" '
                'val="1"/></scenario></scenarios>'
            }
        ),
        "scenarier",
    ),
    "background": (
        lambda: Hanging(
            elements={"picture": f'<picture xmlns:r="{OFFICE}" r:id="rId87"/>'},
            links=(("rId87", "image", "../media/image71.png"),),
            beside={"xl/media/image71.png": (PIXEL, "image/png")},
        ),
        "en bakgrundsbild",
    ),
    "query": (
        lambda: _part("queryTable", "queryTables/q1.xml", f"{_FAMILY}.queryTable+xml"),
        "en fråga till en datakälla",
    ),
    "property": (
        lambda: _part("customProperty", "customProperty1.bin", "application/x", b"x"),
        "ett tilläggs egna uppgifter",
    ),
    "something new": (
        lambda: _part("hologram", "hologram1.xml", "application/xml"),
        "något som xl-asn inte känner (hologram)",
    ),
    "formula": (
        lambda: Hanging(cells='<c r="A900"><f>SUM(B5:B9)</f><v>1</v></c>'),
        "en formel",
    ),
    "extension": (
        lambda: Hanging(elements=_extension("0", '<y xmlns="urn:y"/>')),
        "ett tillägg från ett annat program",
    ),
}
