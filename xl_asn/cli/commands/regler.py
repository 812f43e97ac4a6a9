"""``xl-asn regler``: list the rules, or explain one."""

from __future__ import annotations

from typing import Annotated

from xl_asn.cli.declared import Argument
from xl_asn.cli.words import chosen


def regler(
    kod: Annotated[str | None, Argument("En regels kod, till exempel C101.")] = None,
) -> int:
    """Visa regelkatalogen, eller förklara en regel."""
    from xl_asn.batch.folder_codes import FOLDER_CODES
    from xl_asn.case.comparing.codes import COMPARISON_CODES
    from xl_asn.cli.terminal import show_file_code, show_rule, show_rules
    from xl_asn.cycle.forms.collection_codes import COLLECTION_CODES
    from xl_asn.cycle.next_period.remarks import CODES
    from xl_asn.files.reading.file_codes import FILE_CODES
    from xl_asn.rules.catalogue import all_rules

    codes = (*FILE_CODES, *FOLDER_CODES, *COMPARISON_CODES, *CODES, *COLLECTION_CODES)
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
