"""What a rule is: a code, a name, a severity, the sheets that it reads, and its findings."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.personal_numbers import without_personal_numbers

_LONGEST_MESSAGE: Final = 1000


class Rule(NamedTuple):
    """A rule's own facts; its manual page is its module's docstring.

    ``reads`` names the sheets that must be sound before the rule can say anything; a rule that
    reads none of them by name always runs. What else it needs are the parameters of its check: the
    :class:`~xl_asn.rules.context.Context` is asked for each by its name, and where one is not there
    or empty, the rule is not called. ``explains`` are the codes of findings that only follow
    from one of this rule's: they are told as its consequences. ``of_forms`` tells that a form that
    a unit answers can be asked too: the rule asks of a row or a text by itself, and of nothing that
    only the whole workbook has. A code is never reused or renumbered.
    """

    code: str
    name: str
    severity: Severity
    reads: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()
    of_forms: bool = False

    def finding(self, message: str, remedy: str, **more: Any) -> Finding:
        """Make a finding of this rule; ``more`` are the other fields of :class:`Finding`."""
        severity = more.pop("severity", self.severity)
        if more.get("cell") is not None:
            more.pop("sheet", None)  # the cell says it
        message = without_personal_numbers(message)  # before one of them is cut in two
        if len(message) > _LONGEST_MESSAGE:  # it quotes a text that nobody would read to the end
            message = message[: _LONGEST_MESSAGE - 1] + "…"
        return Finding(self.code, self.name, severity, message, remedy, **more)
