"""The placeholders of a Word template: names, and nothing that could be run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from xl_asn.exports.board_report import UnusableTemplateError
from xl_asn.exports.docx_outside import Examined
from xl_asn.exports.template_parts import place_of, shown

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2 import Environment

#: Where the blocks are put in; a template without it has no room for the report.
CONTENT: Final = "rapport"
#: What a template may hold, and what each placeholder becomes.
PLACEHOLDERS: Final[Mapping[str, str]] = {
    "titel": "Dokumentets namn och period, till exempel Månadsrapport november 2022",
    "dokument": "Dokumentets namn, till exempel Månadsrapport",
    "period": "Perioden, till exempel november 2022",
    "namnd": "Nämndens namn",
    "forvaltning": "Förvaltningens namn",
    "datum": "Rapportens datum",
    "diarienummer": "Ärendets diarienummer",
    CONTENT: "Hela rapporten. Måste finnas, ensam i ett stycke",
}


#: A placeholder as it is to be written, and whatever else begins or ends as one does.
_PLACEHOLDER: Final = re.compile(r"(?<!\{)\{\{\s*(\w+)\s*\}\}(?!\})")
_BRACES: Final = re.compile(r"\{[{%#]|[}%#]\}")
_MOST_BRACES: Final = 1_000
_SHOWN: Final = 40
_MOST_NAMED: Final = 5
_TOO_MANY: Final = (
    "I mallen står för många klamrar, eller klamrar i varandra. Ta bort dem som inte är "
    "platshållare: en platshållare skrivs {{ namn }}."
)


def check_placeholders(template: Examined) -> None:
    """See to it that a template has known names between its braces, where they are filled in.

    Raises:
        UnusableTemplateError: a placeholder is misspelt or unknown, is more than a name or stands
            where nothing is filled in, or there is no place for the report.
    """
    used: set[str] = set()
    for text in template.filled.values():
        used |= _names_in(text)
    if unknown := sorted(used - PLACEHOLDERS.keys()):
        known = ", ".join(f"{{{{ {name} }}}}" for name in PLACEHOLDERS)
        named = ", ".join(f"{{{{ {shown(name)} }}}}" for name in unknown[:_MOST_NAMED])
        message = f"Platshållaren {named} i mallen är okänd. De som finns är {known}."
        raise UnusableTemplateError(message)
    for name, text in template.others.items():
        if found := _BRACES.search(text):
            message = (
                f"Mallen har en platshållare i {place_of(name)}, där den inte fylls i: "
                f"{shown(text[found.start() :][:_SHOWN])}. "
                "Flytta den till brödtexten, ett sidhuvud, en sidfot eller en fotnot."
            )
            raise UnusableTemplateError(message)
    if CONTENT not in used:
        message = "Mallen saknar {{ rapport }}, och därmed plats för rapporten. Lägg till den."
        raise UnusableTemplateError(message)


def _names_in(text: str) -> set[str]:
    """Return the names between the braces of a text, in which nothing else stands between them."""
    if text.count("{{") > _MOST_BRACES:
        raise UnusableTemplateError(_TOO_MANY)
    rest = _PLACEHOLDER.sub("\0", text)
    if found := _BRACES.search(rest):
        written = " ".join(rest[found.start() :][:_SHOWN].split())
        message = (
            f"En platshållare i mallen är felskriven, eller är mer än ett namn: {shown(written)}. "
            "En platshållare skrivs {{ namn }}, med två klamrar på var sida."
        )
        raise UnusableTemplateError(message)
    return {found[1] for found in _PLACEHOLDER.finditer(text)}


def filled_in(template: DocxTemplate, values: Mapping[str, str]) -> None:
    """Put values in place of the placeholders of a template that has been looked through.

    Raises:
        UnusableTemplateError: its placeholders are told apart in another way here than there.
    """
    from jinja2 import TemplateError

    try:
        template.render(dict(values), jinja_env=_environment(), autoescape=True)
    except (TemplateError, RecursionError) as error:
        raise UnusableTemplateError(_TOO_MANY) from error


def _environment() -> Environment:
    """Return a reader of templates that takes names and nothing else.

    A template comes from outside, and an expression in it could run code or never end. It has been
    looked through before; what is read in another way here is not filled in.
    """
    from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, nodes

    plain = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)

    class Plain(Environment):
        """Names between braces, and text."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> Any:
            parsed = super()._parse(source, name, filename)
            for node in parsed.find_all(nodes.Node):
                if not isinstance(node, plain):
                    message = "more than a name"
                    raise TemplateSyntaxError(message, node.lineno)
            return parsed

    environment = Plain(undefined=StrictUndefined)
    environment.globals.clear()  # Jinja's own names, such as lipsum, would pass for known ones
    return environment
