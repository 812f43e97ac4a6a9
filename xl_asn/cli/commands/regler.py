"""``xl-asn regler``: list the rules, or explain one."""

from __future__ import annotations

from typing import Annotated

from xl_asn.cli.declared import Argument
from xl_asn.cli.words import chosen


def regler(
    kod: Annotated[str | None, Argument("En regels kod, till exempel C101.")] = None,
) -> int:
    """Visa regelkatalogen, eller förklara en regel."""
    from xl_asn.cli.codes import CODES_BY_SUBJECT
    from xl_asn.cli.terminal import show_file_code, show_rule, show_rules
    from xl_asn.rules.catalogue import all_rules

    codes = tuple(code for group in CODES_BY_SUBJECT.values() for code in group)
    if kod is None:
        show_rules(all_rules(), codes)
        return 0
    rules = {catalogued.rule.code: catalogued for catalogued in all_rules()}
    file_codes = {code.code: code for code in codes}
    code = chosen("Regeln", kod, [*rules, *file_codes], "Kör xl-asn regler för att se alla.")
    if code in rules:
        show_rule(rules[code])
    else:
        show_file_code(file_codes[code])
    return 0
