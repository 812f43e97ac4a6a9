"""What a button answers: one Swedish sentence in a file, and the details of a fault in a log."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xl_asn.model.adoption import AdoptedError
from xl_asn.model.characters import spelled
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.told import ToldError

#: A message box holds hardly more characters.
MOST_SHOWN: Final = 1_000

_CODE_PAGE: Final = "cp1252"
#: Signs of ours that the code page of a VBA file lacks, and what stands for them there.
_SPELLED: Final = str.maketrans(
    {
        "\N{MINUS SIGN}": "\N{EN DASH}",
        "\N{GREATER-THAN OR EQUAL TO}": "minst",
        "\N{LESS-THAN OR EQUAL TO}": "högst",
        "\N{BLACK CIRCLE}": "",
        "\N{BLACK UP-POINTING TRIANGLE}": "",
        "\N{BLACK SQUARE}": "",
        "\N{RIGHTWARDS ARROW}": "till",
    }
)


class RefusedError(ToldError):
    """The button cannot do its work."""


class DraftOfferError(RefusedError):
    """There are errors, but a draft can be written; the message ends with the question."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a button.

    Attributes:
        word: ``OK``, ``FEL``, or a question that is worth more work if the answer is yes:
            ``UTKAST`` a draft, ``ANDA`` a change of an adopted report.
        sentence: what to tell the user.
        has_errors: whether the workbook has findings of severity *fel*.
    """

    word: str
    sentence: str
    has_errors: bool = False

    @property
    def is_done(self) -> bool:
        """Whether the work was done."""
        return self.word == "OK"


def done(sentence: str, *, has_errors: bool = False) -> Outcome:
    """Return that the work was done."""
    return Outcome("OK", sentence, has_errors)


def outcome_of(work: Callable[[], Outcome], *, asks: bool = False) -> Outcome:
    """Do a button's work and return what came of it; nothing is ever raised.

    ``asks`` tells that whoever called can ask whether an adopted report is to be changed; else the
    answer says what to do. A fault of our own is one sentence too, with the path of the log that
    holds the rest.
    """
    try:
        return work()
    except DraftOfferError as offer:
        return Outcome("UTKAST", str(offer))
    except AdoptedError as adopted:
        return Outcome("ANDA", adopted.question) if asks else Outcome("FEL", str(adopted))
    except ToldError as refusal:
        return Outcome("FEL", str(refusal))
    except Exception as error:  # noqa: BLE001 - the promise of this function
        return Outcome("FEL", _sentence_of(error))


def answered(answer: str, work: Callable[[], Outcome], *, asks: bool = False) -> None:
    """Do a button's work and write what came of it to the file that VBA waits for.

    Line 1 is the word, line 2 one sentence. The VBA of older workbooks cannot ask everything: see
    :func:`outcome_of`. Nothing is ever raised.
    """
    outcome = outcome_of(work, asks=asks)
    try:
        Path(answer).write_bytes(encoded(f"{outcome.word}\r\n{one_line(outcome.sentence)}\r\n"))
    except OSError:
        # VBA finds no file, and says that Python did not answer.
        logged(traceback.format_exc())


def one_line(sentence: str) -> str:
    """Return a sentence without line breaks."""
    return " ".join(spelled(sentence, lines=True).split("\n")).strip()


def fitting(sentences: Sequence[str], room: int, more: Callable[[int], str]) -> list[str]:
    """Return as many sentences as there is room for in a message box.

    ``more`` says how many there are besides, and where they stand.
    """
    told: list[str] = []
    room -= len(more(len(sentences))) + 1
    for sentence in sentences:
        room -= len(sentence) + 1
        if room < 0:
            break
        told.append(sentence)
    left = len(sentences) - len(told)
    return [*told, more(left)] if left else told


def said(lead: Iterable[str], findings: Sequence[Finding], end: Iterable[str], rest: str) -> str:
    """Return an answer: what is wrong or asked stands in it as far as a message box has room.

    ``rest`` tells where more of that is: "står i laget.html".
    """
    first, last = (list(filter(None, some)) for some in (lead, end))
    room = MOST_SHOWN - sum(len(one) + 1 for one in (*first, *last))
    told = [one for one in findings if one.severity is not Severity.INFO] or findings
    asked = [f"{one.message} {one.remedy}" for one in told]
    return " ".join((*first, *fitting(asked, room, lambda n: f"{n} till {rest}."), *last))


def counted_cells(count: int) -> str:
    """Return how many cells, in words."""
    return "1 cell" if count == 1 else f"{count} celler"


def encoded(text: str) -> bytes:
    """Return text as VBA reads it; a sign that the code page lacks is spelled out."""
    return text.translate(_SPELLED).encode(_CODE_PAGE, errors="replace")


def logged(details: str) -> Path | None:
    """Write the details of a fault to a new log file; None when that fails too."""
    from xl_asn.files.keeping.logs import written_log  # noqa: PLC0415 - only when something failed

    try:
        return written_log(details)
    except OSError:
        return None


def _sentence_of(error: Exception) -> str:
    from xl_asn.excel.faults import sentence_of  # noqa: PLC0415 - only when something failed

    log = logged("".join(traceback.format_exception(error)))
    where = f" Detaljerna står i {log}." if log else ""
    return sentence_of(error) + where
