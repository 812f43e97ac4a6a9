"""Två mottagare tillfrågas om samma celler.

Vad den gör
    Letar efter rader som mer än en mottagare på bladet Utskick svarar för. Händelser hör inte till
    någon ensam och prövas inte.

Varför det spelar roll
    Svarar de olika går det inte att veta vilket svar som gäller. Då måste du välja.

Exempel
    Anna svarar för Vuxenenheten, och Bo för Vuxenenheten och Resursenheten.

Så rättar du
    Låt en av dem svara. Är det meningen att båda kan göra det: godta frågan.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.asked_rows import is_of_amounts
from xl_asn.documents.hand_out import Entry, HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.listing import listed
from xl_asn.rules.rule import Rule

RULE = Rule("I108", "tva-tillfragade", Severity.QUESTION, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut) -> Iterator[Finding]:
    """Yield a question for the rows of a sheet that the same recipients are asked for."""
    shared: dict[tuple[str, tuple[Entry, ...]], list[int]] = {}
    for (sheet, number), entries in hand_out.asked_of.items():
        if len(entries) > 1:
            places = tuple(sorted(entries, key=lambda entry: entry.row.row_number))
            shared.setdefault((sheet, places), []).append(number)
    for (sheet, entries), numbers in shared.items():
        field = "areas" if is_of_amounts(hand_out.spec(sheet)) else "units"
        count = "raden" if len(numbers) == 1 else f"{len(numbers)} rader"
        first, *others = entries
        yield RULE.finding(
            f"{listed(entry.recipient.name for entry in entries)} tillfrågas om samma celler: "
            f"{listed(_named(hand_out, sheet, numbers))} på bladet {sheet}, {count}.",
            "Låt en av dem svara. Svarar båda, och olika, får du välja när svaren samlas in.",
            cell=others[-1].cell(field),
            inputs=(first.cell(field), *(entry.cell(field) for entry in others[:-1])),
        )


def _named(hand_out: HandOut, sheet: str, numbers: list[int]) -> dict[str, None]:
    """Return what the rows of a sheet are called, each name once."""
    table, wanted = hand_out.document.table(sheet), set(numbers)
    return dict.fromkeys(row.label for row in table or () if row.row_number in wanted)
