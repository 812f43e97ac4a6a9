"""Word templates of our own making: what is done to ours, and what shall come of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from tests.attack.compound import compound
from tests.files.handmade import OFFICE, zipped

Parts: TypeAlias = dict[str, bytes]
Change: TypeAlias = Callable[[Parts], object]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = f'xmlns:r="{OFFICE}"'
_V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MILLION = 1_000_000
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">'.encode() for n in range(12))
    + b"]>"
)


class Template(NamedTuple):
    """A template: what is done, and what is said. Neither refused nor told of: it is filled in."""

    make: Callable[[Parts], bytes]
    refused: str = ""
    told: str = ""


def no(change: Change, says: str) -> Template:
    """Return a template that is refused with a sentence."""
    return Template(changed(change), refused=says)


def yes(*changes: Change) -> Template:
    """Return a template that is filled in."""
    return Template(changed(*changes))


def gone(change: Change, says: str) -> Template:
    """Return a template of which something is taken away, which is told."""
    return Template(changed(change), told=says)


def raw(make: Callable[[bytes], bytes], says: str) -> Template:
    """Return a template that is refused, made of the bytes of ours."""
    return Template(lambda parts: make(zipped(parts)), refused=says)


def changed(*changes: Change) -> Callable[[Parts], bytes]:
    """Return what makes a template by changes of the parts of ours."""

    def make(parts: Parts) -> bytes:
        for change in changes:
            change(parts)
        return zipped(parts)

    return make


def _text(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _body(xml: str) -> Change:
    """Put something first in the body."""

    def change(parts: Parts) -> None:
        body = parts["word/document.xml"].decode()
        parts["word/document.xml"] = body.replace("<w:body>", f"<w:body>{xml}", 1).encode()

    return change


def _said(text: str) -> Change:
    return _body(_text(text))


def _first_in(part: str, xml: str) -> Change:
    """Put something first in the root of a part."""

    def change(parts: Parts) -> None:
        text = parts[part].decode()
        parts[part] = re.sub(
            r"(<(?:\w+:)?(?!\?)\w+\b[^>]*>)", lambda m: m[1] + xml, text, count=1
        ).encode()

    return change


def linked(
    kind: str, target: str, part: str = "word/document.xml", *, outside: bool = True
) -> Change:
    """Give a part a relationship."""

    def change(parts: Parts) -> None:
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        mode = ' TargetMode="External"' if outside else ""
        row = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        held = parts.get(name, empty).decode()
        parts[name] = held.replace("</Relationships>", f"{row}</Relationships>").encode()

    return change


def _part(name: str, content: bytes | str, kind: str, link: str) -> Change:
    """Add a part of a content type, to which the document leads."""

    def change(parts: Parts) -> None:
        parts[name] = content.encode() if isinstance(content, str) else content
        row = f'<Override PartName="/{name}" ContentType="{kind}"/>'
        types = parts["[Content_Types].xml"].decode()
        parts["[Content_Types].xml"] = types.replace("</Types>", f"{row}</Types>").encode()
        linked(link, f"/{name}", outside=False)(parts)

    return change


def _with(*changes: Change) -> Change:
    def change(parts: Parts) -> None:
        for one in changes:
            one(parts)

    return change


def _notes(kind: str, xml: str) -> Change:
    """Add a part of notes or comments with something in it."""
    one = kind.removesuffix("s")
    held = f'<w:{kind} {_W}><w:{one} w:id="1">{xml}</w:{one}></w:{kind}>'
    return _part(f"word/{kind}.xml", held, f"{_TYPE}.{kind}+xml", kind)


def _glossary(xml: str) -> Change:
    held = (
        f"<w:glossaryDocument {_W}><w:docParts><w:docPart><w:docPartBody>{xml}</w:docPartBody>"
        "</w:docPart></w:docParts></w:glossaryDocument>"
    )
    return _part(
        "word/glossary/document.xml", held, f"{_TYPE}.document.glossary+xml", "glossaryDocument"
    )


def _custom_property(value: str) -> Change:
    held = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Ärende">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
    )
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    return _part("docProps/custom.xml", held, kind, "custom-properties")


def _field(*pieces: str, tag: str = "instrText") -> str:
    """Return a field whose instruction is divided between runs."""
    inside = "".join(f'<w:r><w:{tag} xml:space="preserve">{one}</w:{tag}></w:r>' for one in pieces)
    return _around(inside)


def _around(instruction: str, result: str = "") -> str:
    def step(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{step('begin')}{instruction}{step('separate')}{result}<w:r><w:t>x</w:t></w:r>{step('end')}"


def _piece(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def _simple(instruction: str) -> str:
    return f'<w:p><w:fldSimple w:instr="{instruction}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'


def _paragraph(xml: str) -> str:
    return f"<w:p>{xml}</w:p>"


def _swap(part: str, old: bytes, new: bytes) -> Change:
    def change(parts: Parts) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)

    return change


def _is(kind: str) -> Change:
    return _swap(
        "[Content_Types].xml",
        f"{_TYPE}.document.main+xml".encode(),
        kind.encode(),
    )


def _doctype(part: str) -> Template:
    def change(parts: Parts) -> None:
        parts[part] = BOMB + re.sub(rb"^<\?xml[^>]*\?>", b"", parts[part])

    return no(change, rf"DOCTYPE i {re.escape(part)}")


def _recoded(part: str, encoding: str, name: str) -> Change:
    def change(parts: Parts) -> None:
        text = re.sub(r"^<\?xml[^>]*\?>", "", parts[part].decode())
        parts[part] = f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(encoding)

    return change


def _in_running_texts(xml: str, which: str) -> Change:
    return _first_in(f"word/{which}1.xml", _paragraph(xml))


_IMAGE = (
    f'<w:p><w:r><w:pict><v:shape {_V} {_R} style="width:9pt;height:9pt"><v:imagedata {{}}/>'
    "</v:shape></w:pict></w:r></w:p>"
)
_BOX = (
    '<w:p><w:r><w:pict><v:shape {0} style="width:99pt;height:9pt"><v:textbox><w:txbxContent>{1}'
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
_MORE = "mer än ett namn"

_BRACES: Mapping[str, Template] = {
    **{
        f"jinja-{name}": no(_said(text), _MORE)
        for name, text in {
            "varv": "{% for i in range(100000000) %}x{% endfor %}",
            "varv-i-varv": "{% for i in range(9999) %}{% for j in range(9999) %}x{% endfor %}{% endfor %}",
            "lipsum-anrop": "{{ lipsum(n=100000) }}",
            "namespace": "{{ namespace() }}",
            "range": "{{ range(5) }}",
            "dict": "{{ dict(a=1) }}",
            "klass": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
            "attribut": "{{ titel.__class__ }}",
            "index": "{{ titel['x'] }}",
            "filter": "{{ titel|upper }}",
            "filter-attr": "{{ titel|attr('__class__') }}",
            "anrop": "{{ titel() }}",
            "potens": "{{ 9**9**9 }}",
            "summa": "{{ 191 * 7 }}",
            "text": "{{ 'x' }}",
            "text-gånger": "{{ 'x' * 900000000 }}",
            "format": "{{ '%0900000000d'|format(1) }}",
            "rekursion": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
            "include": "{% include '/etc/passwd' %}",
            "import": "{% import '/etc/passwd' as x %}",
            "extends": "{% extends '/etc/passwd' %}",
            "set": "{% set titel = 1 %}",
            "rå": "{% raw %}{{ titel }}{% endraw %}",
            "kommentar": "{# dold #}",
            "villkor": "{{ titel if period else namnd }}",
            "jämför": "{{ titel == period }}",
            "lambda": "{{ (titel) }}",
            "stycke": "{%p if titel %}",
            "körning": "{{r titel }}",
            "rad": "{%tr for x in titel %}",
            "kolumner": "{% colspan titel %}",
            "blanksteg": "{{- titel -}}",
            "djupt": "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
            "långt": "{{ 1" + "+1" * 100_000 + " }}",
            "trasig": "{% for x in %}",
            "oavslutad": "{{ titel",
            "obörjad": "titel }}",
            "för-många": "{{{ titel }}}",
        }.items()
    },
    **{
        f"global-{name}": no(_said(f"{{{{ {name} }}}}"), rf"{{{{ {name} }}}} i mallen är okänd")
        for name in ("lipsum", "cycler", "joiner", "range", "namespace", "dict", "self", "context")
    },
    "delat-okänt": no(_body("<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ lip</w:t></w:r><w:r><w:t>sum }</w:t></w:r><w:r><w:t>}</w:t></w:r></w:p>"), "lipsum }} i mallen är okänd"),
    "delat-känt": yes(_body("<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ ti</w:t></w:r><w:r><w:t>tel }</w:t></w:r><w:r><w:t>}</w:t></w:r></w:p>")),
    "i-sidhuvud": no(_in_running_texts("<w:r><w:t>{{ lipsum }}</w:t></w:r>", "header"), "lipsum }} i mallen är okänd"),
    "i-sidfot": no(_in_running_texts("<w:r><w:t>{{ titel.x }}</w:t></w:r>", "footer"), _MORE),
    "i-fotnot": no(_notes("footnotes", _text("{{ lipsum }}")), "lipsum }} i mallen är okänd"),
    "i-fotnot-känt": yes(_notes("footnotes", _text("{{ titel }}"))),
    "i-slutnot": no(_notes("endnotes", _text("{{ titel }}")), "slutnoterna, där den inte fylls i"),
    "i-kommentar": no(_notes("comments", _text("{{ lipsum }}")), "kommentarerna, där den inte fylls i"),
    "i-textruta": no(_body(_BOX.format(_V, _text("{{ lipsum }}"))), "lipsum }} i mallen är okänd"),
    "i-textruta-känt": yes(_body(_BOX.format(_V, _text("{{ titel }}")))),
    "i-byggblock": no(_glossary(_text("{{ cycler }}")), "byggblocken, där den inte fylls i"),
    "i-egenskap": no(_swap("docProps/core.xml", b"</dc:creator>", b"{{ lipsum }}</dc:creator>"), "lipsum }} i mallen är okänd"),
    "i-egen-egenskap": no(_custom_property("{{ titel }}"), "egenskaperna, där den inte fylls i"),
    "i-attribut": no(_body(f'<w:p><w:r><w:pict><v:shape {_V} alt="{{{{ lipsum() }}}}"/></w:pict></w:r></w:p>'), _MORE),
    "i-fält": no(_body(_paragraph(_field("TITLE {{ lipsum }}"))), "lipsum }} i mallen är okänd"),
    "klamrar-många": no(_said("{{ titel }}" * 5_000), "för många klamrar"),
    "klamrar-öppna": no(_said("{" * 100_000), "klamrar"),
    "klamrar-i-körningar": no(_body("<w:p>" + "<w:r><w:t>{</w:t></w:r>" * 20_000 + "</w:p>"), "klamrar"),
    "klamrar-var-för-sig": yes(_said("{ " * 20_000)),
    "klamrar-r": no(_said("{{r " * 900), _MORE),
}  # fmt: skip

_FIELDS: Mapping[str, Template] = {
    **{
        f"fält-{kind.casefold()}": no(_body(_paragraph(_field(f" {kind} {rest} "))), f"fältet {kind} i brödtexten")
        for kind, rest in {
            "DDE": "Excel C:\\\\x.xlsx A1", "DDEAUTO": 'cmd "/c calc"', "INCLUDETEXT": '"C:\\\\x.docx"',
            "INCLUDEPICTURE": "http://ond.se/x.png \\d", "INCLUDE": "x.docx", "LINK": "Excel.Sheet.8 C:\\\\x.xlsx",
            "IMPORT": "http://ond.se/x.png", "DATABASE": '\\c "DSN=x" \\s "SELECT 1"', "AUTOTEXT": "x",
            "AUTOTEXTLIST": "x", "MACROBUTTON": "AutoOpen Tryck", "GOTOBUTTON": "x y", "EMBED": "Package",
            "RD": "http://ond.se/x.docx", "MERGEFIELD": "Namn", "ASK": "a b", "FILLIN": "Vad?", "SET": "a b",
            "QUOTE": "68 68 69", "ADDIN": "x", "PRINT": "27", "HTMLCONTROL": "x",
            "CONTROL": "x", "SHAPE": "x", "INFO": "Template", "TEMPLATE": "\\p",
            "USERADDRESS": "", "PLUGIN": "x",
        }.items()
    },
    "fält-delat": no(_body(_paragraph(_field("DDE", "AUTO", " cmd x"))), "fältet DDEAUTO"),
    "fält-gemener": no(_body(_paragraph(_field("include", "Text x"))), "fältet INCLUDETEXT"),
    "fält-enkelt": no(_body(_simple("DDEAUTO cmd x")), "fältet DDEAUTO"),
    "fält-struket": no(_body(_paragraph(_field("DDE cmd x", tag="delInstrText"))), "fältet DDE"),
    "fält-utan-slut": no(_body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>LINK x</w:instrText></w:r></w:p>'), "fältet LINK"),
    "fält-utan-början": no(_body(_paragraph(_piece("DDE cmd x"))), "fältet DDE"),
    "fält-i-fält": no(_body(_paragraph(_around(_piece("TITLE ") + _field("INCLUDETEXT x")))), "fältet INCLUDETEXT"),
    "fält-med-uträknat-namn": no(_body(_paragraph(_around(_field("TITLE") + _piece(" cmd x")))), "vars namn räknas fram"),
    "fält-med-halvt-namn": no(_body(_paragraph(_around(_piece("PA") + _field("TITLE") + _piece("GE")))), "vars namn räknas fram"),
    "fält-i-villkor": no(_body(_paragraph(_around(_piece('IF 1 = 1 "') + _field("DDE cmd x") + _piece('"')))), "fältet DDE"),
    "fält-i-resultat": no(_body(_paragraph(_around(_piece("TOC \\o "), _field("DDE cmd x")))), "fältet DDE"),
    "fält-i-sidhuvud": no(_in_running_texts(_field("DDEAUTO cmd x"), "header"), "fältet DDEAUTO i ett sidhuvud"),
    "fält-i-sidfot": no(_first_in("word/footer1.xml", _simple("INCLUDEPICTURE x")), "fältet INCLUDEPICTURE i en sidfot"),
    "fält-i-fotnot": no(_notes("footnotes", _paragraph(_field("LINK x"))), "fältet LINK i fotnoterna"),
    "fält-i-slutnot": no(_notes("endnotes", _simple("DATABASE x")), "fältet DATABASE i slutnoterna"),
    "fält-i-kommentar": no(_notes("comments", _simple("IMPORT x")), "fältet IMPORT i kommentarerna"),
    "fält-i-byggblock": no(_glossary(_simple("DDE x")), "fältet DDE i byggblocken"),
    "fält-i-textruta": no(_body(_BOX.format(_V, _simple("DDE x"))), "fältet DDE"),
    "fält-med-annan-förled": no(_body('<x:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:r><x:instrText>DDE x</x:instrText></x:r></x:p>'), "fältet DDE"),
    "fält-i-nästan-samma-namn": no(_body(_paragraph(_field("PAGEX"))), "fältet PAGEX"),
    "fält-med-citat": no(_body(_paragraph(_field('"DDE" cmd'))), "fältet"),
    "fält-långt": no(_body(_paragraph(_field("HYPERLINK " + " " * 90_000 + "x"))), "orimligt långt"),
    "fält-länk-fil": no(_body(_paragraph(_field('HYPERLINK "file:///C:/x"'))), "fältet HYPERLINK"),
    "fält-länk-unc": no(_body(_paragraph(_field('HYPERLINK "\\\\\\\\ond\\\\x"'))), "fältet HYPERLINK"),
    "fält-länk-utan-citat": no(_body(_paragraph(_field("HYPERLINK C:\\x.exe"))), "fältet HYPERLINK"),
    "fält-länk-uträknad": no(_body(_paragraph(_around(_piece("HYPERLINK ") + _field("TITLE")))), "fältet HYPERLINK"),
    "fält-länk-webb": yes(_body(_paragraph(_field('HYPERLINK "https://www.umea.se/" \\o "Kommunen" \\t "_blank"')))),
    "fält-länk-inom": yes(_body(_paragraph(_field('HYPERLINK \\l "_Toc1"')))),
    "fält-makro-vid-inträde": no(_body(_paragraph('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="X"/></w:ffData></w:fldChar></w:r>')), "kör ett makro"),
}  # fmt: skip

_LINKS: Mapping[str, Template] = {
    **{
        f"mallens-mall-{name}": gone(_with(linked("attachedTemplate", target, "word/settings.xml"), _first_in("word/settings.xml", f'<w:attachedTemplate {_R} r:id="rIdX"/><w:linkStyles/>')), "länken till den mall som mallen gjordes ur")
        for name, target in {
            "webb": "http://ond.se/m.dotm", "fil": "file:///C:/Users/anna/m.dotm", "unc": "file://\\\\ond\\m.dotm",
            "sökväg": "C:\\Users\\anna\\m.dotm",
        }.items()
    },
    "mallens-mall-i-byggblock": gone(_with(_glossary(_text("x")), _part("word/glossary/settings.xml", f'<w:settings {_W}><w:attachedTemplate {_R} r:id="rIdX"/></w:settings>', f"{_TYPE}.settings+xml", "customXml"), linked("attachedTemplate", "file:///C:/Users/anna/m.dotm", "word/glossary/settings.xml")), "länken till den mall som mallen gjordes ur"),
    "mallens-mall-namngiven": gone(_with(linked("attachedTemplate", "http://ond.se/m.dotm", "word/settings.xml"), _first_in("word/settings.xml", f'<w:attachedTemplate {_R} r:id="rIdX"/>'), _swap("docProps/app.xml", b"Normal.dotm", b"C:\\Users\\anna\\m.dotm")), "länken till den mall som mallen gjordes ur"),
    "utskick": gone(_with(linked("mailMergeSource", "file:///C:/register.xlsx", "word/settings.xml"), _first_in("word/settings.xml", f'<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataSource {_R} r:id="rIdX"/></w:mailMerge>')), "datakälla"),
    "skrivare": gone(_with(_part("word/printerSettings1.bin", b"x" * 99, "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings", "printerSettings")), "skrivarens inställningar"),
    "infogat-utifrån": no(_with(linked("aFChunk", "http://ond.se/x.html"), _body(f'<w:altChunk {_R} r:id="rIdX"/>')), "altChunk"),
    "infogat-inifrån": no(_with(_part("word/afchunk.mht", b"<html>", "message/rfc822", "aFChunk"), _body(f'<w:altChunk {_R} r:id="rIdX"/>')), "altChunk"),
    "underdokument": no(_with(linked("subDocument", "file:///C:/x.docx"), _body(f'<w:subDoc {_R} r:id="rIdX"/>')), "underdokument"),
    "ram": no(_with(linked("frame", "http://ond.se/x.html", "word/webSettings.xml"), _first_in("word/webSettings.xml", "<w:frameset/>")), "en ram"),
    "ramar-utan-länk": no(_first_in("word/webSettings.xml", "<w:frameset><w:frame/></w:frameset>"), "ramar"),
    "bild-länkad": no(linked("image", "http://ond.se/spion.png"), "en länkad bild"),
    "bild-länkad-fil": no(linked("image", "file://ond/spion.png"), "en länkad bild"),
    "bild-länkad-i-sidhuvud": no(linked("image", "//ond/spion.png", "word/header1.xml"), "en länkad bild .* i ett sidhuvud"),
    "bild-vml-href": no(_with(linked("image", "http://ond.se/spion.png"), _body(_IMAGE.format('r:href="rIdX"'))), "en länkad bild"),
    "bild-vml-src": no(_body(_IMAGE.format('src="http://ond.se/spion.png"')), "en länk"),
    "bild-vml-unc": no(_body(_IMAGE.format('src="\\\\ond\\spion.png"')), "en länk"),
    "bild-utan-läge": no(linked("image", "http://ond.se/spion.png", outside=False), "en länkad bild"),
    "bild-svg-länk": no(_part("word/media/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://ond.se/x.png"/></svg>', "image/svg+xml", "image"), "en länk"),
    "bild-svg-stil": no(_part("word/media/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><style>@import "http://ond.se/x";</style></svg>', "image/svg+xml", "image"), "en bild med länk"),
    "bild-svg-skript": no(_part("word/media/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "image/svg+xml", "image"), "ett skript"),
    "bild-svg": yes(_part("word/media/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><g style="fill:url(#a)"/></svg>', "image/svg+xml", "image")),
    "film": no(linked("video", "https://ond.se/film"), "en film"),
    "film-inbäddad-kod": no(_body('<w:p><w:r><x:webVideoPr xmlns:x="urn:x" embeddedHtml="&lt;iframe src=x&gt;"/></w:r></w:p>'), "en film från webben"),
    "ljud": no(linked("audio", "file:///x.wav"), "ett ljud"),
    "objekt-länkat": no(linked("oleObject", "file://ond/x.doc"), "ett inbäddat eller länkat objekt"),
    "objekt-inbäddat": no(_part("word/embeddings/oleObject1.bin", b"MZ" * 100, "application/vnd.openxmlformats-officedocument.oleObject", "oleObject"), "ett inbäddat eller länkat objekt"),
    "dokument-inbäddat": no(_part("word/embeddings/x.xlsx", b"PK" * 100, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "package"), "ett inbäddat dokument"),
    "activex": no(_part("word/activeX/activeX1.xml", '<ax:ocx xmlns:ax="urn:x"/>', "application/vnd.ms-office.activeX+xml", "control"), "en ActiveX-kontroll"),
    "webbtillägg": no(linked("webextensiontaskpanes", "word/webextensions/taskpanes.xml", "", outside=False), "ett webbtillägg"),
    "menyer": no(linked("extensibility", "customUI/customUI.xml", "", outside=False), "egna menyer"),
    "kortkommandon": no(_part("word/customizations.xml", f"<w:tcg {_W}/>", "application/vnd.ms-word.keyMapCustomizations+xml", "keyMapCustomizations"), "egna kortkommandon"),
    "omvandling": no(_with(linked("transform", "http://ond.se/x.xsl", "word/settings.xml"), _first_in("word/settings.xml", f'<w:saveThroughXslt {_R} r:id="rIdX"/>')), "inställningarna"),
    "okänt-slag": no(linked("nyttOchOkänt", "x.bin", outside=False), "en okänd del"),
    "slag-i-annat-skrivsätt": no(linked("OLEObject", "http://ond.se/x"), "en okänd del"),
    **{
        f"länk-{name}": no(linked("hyperlink", target), "en länk")
        for name, target in {
            "fil": "file:///C:/x.exe", "unc": "\\\\ond\\x", "unc-framåt": "//ond/x", "skript": "javascript:alert(1)",
            "sökväg": "C:\\x.exe", "bredvid": "x.docx", "data": "data:text/html,x", "program": "ms-word:ofe|u|http://ond.se/x",
            "webb-baklänges": "http:\\\\ond\\x",
        }.items()
    },
    "länk-i-fotnot": no(_with(_notes("footnotes", _text("x")), linked("hyperlink", "file://ond/x", "word/footnotes.xml")), "en länk .* i fotnoterna"),
    "länk-webb": yes(linked("hyperlink", "https://www.umea.se/a?b=c#d")),
    "länk-post": yes(linked("hyperlink", "mailto:namnden@umea.se")),
}  # fmt: skip

_DOCUMENT = "word/document.xml"
_PACKAGES: Mapping[str, Template] = {
    **{f"doctype-{part.rpartition('/')[2].removeprefix('.')}": _doctype(part) for part in (
        _DOCUMENT, "word/settings.xml", "word/styles.xml", "word/_rels/document.xml.rels", "[Content_Types].xml",
        "docProps/core.xml", "word/header1.xml", "word/theme/theme1.xml", "customXml/item1.xml", "_rels/.rels")},
    "doctype-utifrån": no(lambda parts: parts.update({_DOCUMENT: b'<!DOCTYPE a SYSTEM "http://ond.se/x.dtd"><a/>'}), "DOCTYPE"),
    "doctype-i-lös-del": no(lambda parts: parts.update({"word/lös.xml": BOMB + b"<a/>"}), "DOCTYPE"),
    "utf-16": no(_recoded(_DOCUMENT, "utf-16", "UTF-16"), "inte i UTF-8"),
    "utf-16-fotnoter": no(_with(_notes("footnotes", _text("x")), _recoded("word/footnotes.xml", "utf-16", "UTF-16")), "inte i UTF-8"),
    "utf-16-utan-ord": no(lambda parts: parts.update({_DOCUMENT: parts[_DOCUMENT].decode().partition("?>")[2].encode("utf-16-le")}), "inte i UTF-8"),
    "utf-7": no(_recoded(_DOCUMENT, "utf-7", "UTF-7"), "byggd på ett sätt"),
    "latin-1": no(_recoded("word/header1.xml", "latin-1", "ISO-8859-1"), "inte i UTF-8"),
    "inte-utf-8": no(_swap(_DOCUMENT, b"<w:body>", b"<w:body><w:p><w:r><w:t>\xe5</w:t></w:r></w:p>"), "byggd på ett sätt"),
    "stor-del": no(lambda parts: parts.update({"word/media/x.xml": b" " * 100 * _MILLION}), "för stor|packad så hårt"),
    "stor-bild": no(lambda parts: parts.update({"word/media/x.png": b"\x89PNG" + b"\0" * 300 * _MILLION}), "för stor|packad så hårt"),
    "stort-dokument": no(_body(" " * 60 * _MILLION), "för stor|packad så hårt"),
    "många-delar": no(lambda parts: parts.update({f"word/media/{n}.png": b"\x89PNG" for n in range(5_000)}), "för stor"),
    "många-stycken": no(_body("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 900_000), "för stor"),
    "många-stycken-färre": no(_body("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 300_000), "för stor"),
    "sidhuvud-med-slag-i-annat-skrivsätt": no(_with(_part("word/h.bin", f"<w:hdr {_W}>{_simple('DDE x')}</w:hdr>", f"{_TYPE}.header+XML; charset=utf-8", "header")), "fältet DDE"),
    "djupt": no(_body("<w:p>" * 200_000 + "</w:p>" * 200_000), "inget Word-dokument"),
    "kommentar": no(lambda parts: parts.update({_DOCUMENT: b"<!--" + b"x" * 20 * _MILLION + b"-->" + parts[_DOCUMENT].partition(b"?>")[2]}), "för stor|byggd på"),
    "samma-namn": no(lambda parts: parts.update({"Word/Document.xml": b"<a/>"}), "byggd på ett sätt"),
    "namn-upp": no(lambda parts: parts.update({"../x.xml": b"<a/>"}), "byggd på ett sätt"),
    "makron": no(lambda parts: parts.update({"word/vbaProject.bin": b"x" * 100}), "innehåller makron"),
    "makron-annat-namn": no(_part("word/x.bin", b"x" * 100, "application/vnd.ms-office.vbaProject", "vbaProject"), "makron"),
    "docm": no(_is("application/vnd.ms-word.document.macroEnabled.main+xml"), "innehåller makron"),
    "dotx": no(_is(f"{_TYPE}.template.main+xml"), "Word-mall"),
    "powerpoint": no(_is("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"), "inget Word-dokument"),
    "utan-dokument": no(lambda parts: parts.pop(_DOCUMENT), "inget Word-dokument"),
    "utan-innehåll": no(lambda parts: parts.pop("[Content_Types].xml"), "inget Word-dokument"),
    "trasigt-dokument": no(lambda parts: parts.update({_DOCUMENT: parts[_DOCUMENT][:-300]}), "byggd på ett sätt"),
    "avhugget": raw(lambda data: data[:-500], "inget Word-dokument"),
    "avhugget-mitt-i": raw(lambda data: data[: len(data) // 2], "inget Word-dokument"),
    "skräp-före": raw(lambda data: b"MZ" + data, "inget Word-dokument"),
    "rtf": raw(lambda _: rb"{\rtf1{\object\objautlink\objupdate}}", "inget Word-dokument"),
    "odt": Template(lambda parts: zipped({"mimetype": b"application/vnd.oasis.opendocument.text", **parts}, 0), refused="inget Word-dokument"),
    "doc": raw(lambda _: compound({"WordDocument": b"x" * 5_000}), "inget Word-dokument"),
    "krypterat": raw(lambda data: compound({"EncryptionInfo": b"x" * 99, "EncryptedPackage": data}), "lösenord"),
    "etikett": raw(lambda data: compound({"\x09DRMContent": data, "DRMEncrypted": b"x"}), "krypterad"),
    "html": raw(lambda _: b"<html><script>x</script></html>", "inget Word-dokument"),
    "tomt": raw(lambda _: b"", "inget Word-dokument|tom"),
}  # fmt: skip

_TOC = _around(
    _piece('TOC \\o "1-3" \\h \\z \\u'),
    _field('HYPERLINK \\l "_Toc1"') + _field("PAGEREF _Toc1 \\h"),
)
_CONTROL = (
    "<w:sdt><w:sdtPr><w:alias w:val='Ansvarig'/><w:dataBinding w:prefixMappings=\"xmlns:n='urn:n'\" "
    "w:xpath='/n:a[1]' w:storeItemID='{00000000-0000-0000-0000-000000000001}'/><w:text/></w:sdtPr>"
    "<w:sdtContent><w:p><w:r><w:t>Ansvarig</w:t></w:r></w:p></w:sdtContent></w:sdt>"
)
_HONEST: Mapping[str, Template] = {
    "orörd": yes(),
    "innehållsförteckning": yes(_body(_paragraph(_TOC))),
    "sidnummer": yes(_in_running_texts(_field(" PAGE ", " \\* MERGEFORMAT ") + _field("NUMPAGES"), "footer")),
    "datum-och-formatmall": yes(_in_running_texts(_field('DATE \\@ "yyyy-MM-dd"') + _field('STYLEREF "Heading 1"'), "header")),
    "sidnummer-efter-första": yes(_in_running_texts(_around(_piece("IF ") + _field("PAGE") + _piece(' = "1" "" ') + _field("PAGE")), "footer")),
    "formel": yes(_body(_paragraph(_field("=SUM(ABOVE)")) + _paragraph(_field("= 1 + ", "1")))),
    "innehållskontroll": yes(_body(_CONTROL)),
    "byggblock": yes(_glossary(_text("Klicka här för att skriva"))),
    "fotnoter": yes(_notes("footnotes", _text("Se kommunens hemsida."))),
    "kommentarer": yes(_notes("comments", _text("Byt logotyp 2027."))),
    "egen-egenskap": yes(_custom_property("KS 2026/17")),
    "inbäddat-typsnitt": yes(_with(_part("word/fonts/font1.odttf", b"\0" * 99, "application/vnd.openxmlformats-officedocument.obfuscatedFont", "font"))),
    "krullparentes": yes(_said("Skriv {namn} eller a} b{ c")),
    "känslighetsetikett": yes(linked("classificationlabels", "docMetadata/LabelInfo.xml", "", outside=False), lambda parts: parts.update({"docMetadata/LabelInfo.xml": b"<a/>"})),
}  # fmt: skip

WORD: Mapping[str, Template] = {**_BRACES, **_FIELDS, **_LINKS, **_PACKAGES, **_HONEST}
