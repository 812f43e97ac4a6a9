"""What a document that we made must never hold: what it would fetch or run when it is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

_PRESSED = re.compile(r"(?:https?://|mailto:)[^\\]*|#.*")
_RUNS = re.compile(
    r"(?i)vbaProject|oleObject|activeX|control$|package$|aFChunk|subDocument|attachedTemplate|frame$|"
    r"mailMerge|recipientData|video|audio|media$|externalLink|connections|queryTable|[mM]acrosheet|"
    r"webextension|customizations|extensibility|printerSettings"
)
_TYPES = re.compile(
    r"(?i)macroEnabled|vbaProject|oleObject|activeX|rfc822|externalLink|connections"
)
_FETCHES = re.compile(
    r"(?i)\b(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|AUTOTEXT|AUTOTEXTLIST|"
    r"MACROBUTTON|QUOTE|EMBED|RD|MERGEFIELD|FILLIN|ASK|CONTROL|HTMLCONTROL)\b"
)
_FORMULA = re.compile(
    r"(?i)\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER|EXEC|STOCKHISTORY|PY|CUBE\w+|SQL\.REQUEST|DDE)\(|"
    r"HYPERLINK\(\s*(?!\"(?:https?://|mailto:|#))|\||\[\d+\]|\[[^\]]*\.xl"
)
_FORMULAS = frozenset({"f", "definedName", "formula", "formula1"})
#: A text within a formula, but not where a link leads.
_STRING = re.compile(r'(?<!\()"[^"]*"')
_THEIRS = re.compile(
    r"ond\.se|\\\\ond|//ond/|jinja2\.|Lorem ipsum|&lt;class|root:x:|Users.anna|attachedTemplate"
)


def foreign(data: bytes) -> Iterator[str]:
    """Yield a sentence for each thing in a document or workbook that leads out of it or runs."""
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.search(r"(?i)vbaProject|/embeddings/|/activeX/", name):
                yield f"has {name}"
            if name.endswith((".xml", ".rels", ".svg")):
                yield from (f"{name}: {said}" for said in _in_part(name, archive.read(name)))


def _in_part(name: str, content: bytes) -> Iterator[str]:
    if found := _THEIRS.search(content.decode()):
        yield f"theirs: {found[0]}"
    instructions: list[str] = []
    for element in ET.fromstring(content).iter():  # noqa: S314 - our own file
        kind = element.tag.rpartition("}")[2]
        if kind == "Relationship":
            yield from _leading(element, book=name.startswith("xl/"))
        elif kind in {"Override", "Default"} and _TYPES.search(element.get("ContentType", "")):
            yield f"has a {element.get('ContentType')}"
        elif kind in {"instrText", "delInstrText"}:
            instructions.append(element.text or "")
        elif kind in {"fldChar", "fldSimple"}:
            instructions += [" ", *element.attrib.values(), " "]
        elif kind in _FORMULAS and _FORMULA.search(_STRING.sub("", element.text or "")):
            yield f"has the formula {element.text}"
    if found := _FETCHES.search("".join(instructions)):
        yield f"has the field {found[0]}"


def _leading(link: ET.Element, *, book: bool) -> Iterator[str]:
    target, kind = link.get("Target", ""), link.get("Type", "").rpartition("/")[2]
    outside = link.get("TargetMode") == "External" or ":" in target
    if outside and not (kind == "hyperlink" and _PRESSED.fullmatch(target)):
        yield f"leads to {target} ({kind})"
    if _RUNS.search(kind) and not (book and kind == "printerSettings"):
        yield f"has a {kind}"
