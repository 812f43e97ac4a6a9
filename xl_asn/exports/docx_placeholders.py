"""The placeholders of a Word template: names, and nothing that could be run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from xl_asn.exports.board_report import UnusableTemplateError

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


def filled_in(template: DocxTemplate, values: Mapping[str, str]) -> None:
    """Put values in place of a template's placeholders.

    Raises:
        UnusableTemplateError: when a placeholder is misspelt or unknown, is more than a name, or
            when there is no place for the report, or more than one.
    """
    from jinja2 import TemplateError

    environment = _environment()
    try:
        _check_names(template.get_undeclared_template_variables(jinja_env=environment))
        template.render(dict(values), jinja_env=environment, autoescape=True)
    except TemplateError as error:
        message = (
            f"En platshållare i mallen är felskriven: {error.message}. "
            "En platshållare skrivs {{ namn }}, med två klamrar på var sida."
        )
        raise UnusableTemplateError(message) from error
    except RecursionError as error:
        message = (
            "I mallen står för många klamrar i varandra. Ta bort dem som inte är platshållare."
        )
        raise UnusableTemplateError(message) from error


def _environment() -> Environment:
    """Return a reader of templates that takes names and nothing else.

    A template comes from outside, and an expression in it could run code or never end. Also a
    document's properties and footnotes are filled in, and are read by the same rules.
    """
    from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, nodes

    plain = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)

    class Plain(Environment):
        """Names between braces, and text."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> Any:
            parsed = super()._parse(source, name, filename)
            for node in parsed.find_all(nodes.Node):
                if not isinstance(node, plain):
                    message = "den är mer än ett namn"
                    raise TemplateSyntaxError(message, node.lineno)
            return parsed

    environment = Plain(undefined=StrictUndefined)
    environment.globals.clear()  # Jinja's own names, such as lipsum, would pass for known ones
    return environment


def _check_names(used: set[str]) -> None:
    if unknown := sorted(used - PLACEHOLDERS.keys()):
        known = ", ".join(f"{{{{ {name} }}}}" for name in PLACEHOLDERS)
        shown = ", ".join(f"{{{{ {name} }}}}" for name in unknown)
        message = f"Platshållaren {shown} i mallen är okänd. De som finns är {known}."
        raise UnusableTemplateError(message)
    if CONTENT not in used:
        message = "Mallen saknar {{ rapport }}, och därmed plats för rapporten. Lägg till den."
        raise UnusableTemplateError(message)
