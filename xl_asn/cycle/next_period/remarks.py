"""What ny-period has to say: each kind with its code, whatever it was that said it."""

from __future__ import annotations

from typing import Final

from xl_asn.model.findings import Severity
from xl_asn.rules.rule import Rule

UNIT_ENDED: Final = Rule("J301", "enhet-som-upphort", Severity.QUESTION)
ROW_ENDED: Final = Rule("J302", "verksamhet-som-upphort", Severity.QUESTION)
NOT_EMPTIED: Final = Rule("J303", "star-kvar", Severity.INFO)
SKIPPED: Final = Rule("J304", "period-overhoppad", Severity.QUESTION)
NOT_ASSESSED: Final = Rule("J305", "bedomning-saknas-i-remsan", Severity.QUESTION)
OLD_UNFINISHED: Final = Rule("J306", "forra-inte-klar", Severity.QUESTION)
NOT_WRITTEN: Final = Rule("J307", "blad-inte-skrivet", Severity.INFO)
BUDGET: Final = Rule("J308", "arets-budget", Severity.INFO)
WAIVERS_FALLEN: Final = Rule("J310", "godtaganden-som-fallit", Severity.INFO)
NOT_CARRIED: Final = Rule("J309", "gar-inte-att-fora-over", Severity.INFO)
