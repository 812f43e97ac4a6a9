"""What a machine of the cluster tells about a file: JSON, and a code that shows who told it.

Verdict → text on the machine, text → verdict at home. At home it is a stranger's text until it has
been read: bounded, of one shape, about the file that was asked about, and of nothing that this
version could not have said. What has not that shape is no answer, and the file is judged at home.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Annotated, Final, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.whose import Whose, cells_of
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef

NONCE_BYTES: Final = 32
CODE_BYTES: Final = sha256().digest_size
MOST_BYTES: Final = 16 * 1024 * 1024
"""The longest answer: 16 000 rows with a fault in each are 7 MB."""

#: The longest text that a cell can hold, and a sentence around it.
_LONGEST_TEXT: Final = 40_000
#: Excel has no number with so many digits.
_MOST_NUMBER: Final = 10**400
_STEERS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Wanted(NamedTuple):
    """The name of a workbook that is to be sent along, and the folder of the one that names it."""

    name: str
    folder: str


class Question(NamedTuple):
    """What a file's code is about: a number used once, and all that the file is judged by."""

    nonce: bytes
    about: bytes = b""

    @classmethod
    def of(
        cls, nonce: bytes, taken: Snapshot, beside: Mapping[Wanted, Snapshot | Finding | None]
    ) -> Self:
        """Return the question about a file's bytes and the bytes that have come with them."""
        sent = [
            [*wanted, content.sha256 if isinstance(content, Snapshot) else content is None]
            for wanted, content in beside.items()
        ]
        told = json.dumps([str(taken.path), taken.sha256, sent])
        return cls(nonce, sha256(told.encode()).digest())

    def signed(self, secret: bytes | None, text: str) -> bytes:
        """Return an answer as it travels: its code, if there is a secret, and its text."""
        return self._code(secret, text.encode()) + text.encode()

    def text(self, secret: bytes | None, told: object) -> str | None:
        """Return the text of an answer; None where its code is not that of the secret."""
        if not isinstance(told, bytes) or len(told) > MOST_BYTES:
            return None
        size = CODE_BYTES if secret else 0
        code, text = told[:size], told[size:]
        if not hmac.compare_digest(code, self._code(secret, text)):
            return None
        try:
            return text.decode()
        except UnicodeDecodeError:
            return None

    def _code(self, secret: bytes | None, text: bytes) -> bytes:
        # Nonce and hash are of one length, so that nothing can be moved from one part to the next.
        return hmac.digest(secret, self.nonce + self.about + text, "sha256") if secret else b""


def _plain(text: str) -> str:
    if _STEERS.search(text):
        raise ValueError(text)
    return text


def _bounded(number: int | float) -> int | float:  # noqa: PYI041 - JSON tells them apart
    if not abs(number) < _MOST_NUMBER:  # nor is anything less than no number
        raise ValueError(number)
    return number


_Text = Annotated[str, Field(max_length=_LONGEST_TEXT), AfterValidator(_plain)]
_Number = Annotated[int | float, AfterValidator(_bounded)] | None


class _Told(BaseModel):
    """A part of an answer: all of it is known, and of its own type."""

    model_config = ConfigDict(strict=True, extra="forbid")


class _Accepted(_Told):
    reason: _Text = Field(alias="motivering")
    signature: _Text = Field(alias="signatur")
    day: _Text | None = Field(alias="datum")


class _Finding(_Told):
    code: _Text = Field(alias="kod")
    name: _Text = Field(alias="namn")
    severity: _Text = Field(alias="allvar")
    sheet: _Text | None = Field(alias="blad")
    cell: _Text | None
    message: _Text = Field(alias="meddelande")
    remedy: _Text = Field(alias="åtgärd")
    found: _Number = Field(alias="funnet")
    expected: _Number = Field(alias="förväntat")
    difference: _Number = Field(alias="skillnad")
    inputs: list[_Text] = Field(alias="indata")
    consequences: list[_Text] = Field(alias="följdfel")
    accepted: _Accepted | None = Field(None, alias="godtagen")


class _Verdict(_Told):
    file: _Text = Field(alias="fil")
    sha256: _Text
    document_type: _Text | None = Field(alias="dokumenttyp")
    period: _Text | None
    recipient: _Text = Field("", alias="mottagare")
    rule_set: _Text | None = Field(alias="regelverk")
    outcome: _Text = Field(alias="utfall")
    findings: list[_Finding] = Field(alias="fynd")


class _Whose(_Told):
    board: _Text
    units: list[_Text]
    cells: list[Annotated[list[_Text], Field(min_length=4, max_length=4)]]


class _Answer(_Told):
    """One of the two, or neither: then the machine leaves the file to whoever asked."""

    verdict: _Verdict | None = None
    amounts: list[_Text] = []
    whose: _Whose | None = None
    wanted: Annotated[list[_Text], Field(min_length=2, max_length=2)] | None = None


LEFT_TO_YOU: Final = "{}"


def told_verdict(verdict: Verdict, taken: Snapshot) -> str:
    """Return a verdict as text, or that the file is left to whoever asked.

    It is, where they could not believe the text: a workbook's own cells may hold what steers.
    """
    amounts = sorted(map(str, verdict.amounts))
    told = {"verdict": verdict.as_json(), "amounts": amounts, "whose": verdict.whose.as_json()}
    text = json.dumps(told, ensure_ascii=False)
    fits = len(text.encode("utf-8", "replace")) <= MOST_BYTES - CODE_BYTES
    return text if fits and isinstance(understood(text, taken), Verdict) else LEFT_TO_YOU


def told_wanted(name: str, folder: str) -> str:
    """Return as text that another workbook is to be sent along."""
    return json.dumps({"wanted": [name, folder]})


def understood(text: str, taken: Snapshot) -> Verdict | Wanted | str | None:
    """Read an answer about a file.

    Returns:
        The verdict, without what it rests on; or what is to be sent along; or ``LEFT_TO_YOU``;
        or None where it is no answer.
    """
    try:
        told = json.loads(text, parse_constant=_no_number)
        answer = _Answer.model_validate(told)
        if answer.wanted is not None:
            return Wanted(*answer.wanted)
        if answer.verdict is None:
            return LEFT_TO_YOU
        verdict = Verdict.from_json(told["verdict"])
        amounts = frozenset(map(CellRef.parse, answer.amounts))
        whose = Whose.from_json(told["whose"])
        # What was told is what would be told of it: nothing of it has been passed over.
        is_same = (verdict.as_json(), whose.as_json()) == (told["verdict"], told["whose"])
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError, ValidationError):
        return None
    about = (Verdict.refused(str(taken.path), None).as_json()["fil"], taken.sha256)
    if (verdict.file, verdict.sha256) != about or not is_same:
        return None
    if not (_are_known(verdict.findings) and _is_of_them(amounts, whose, verdict.findings)):
        return None
    return replace(verdict, file=str(taken.path), amounts=amounts, whose=whose)


def _no_number(constant: str) -> None:
    raise ValueError(constant)


def _is_of_them(amounts: frozenset[CellRef], whose: Whose, findings: Sequence[Finding]) -> bool:
    """Whether all that is told of cells is told of those that the findings are about."""
    about = {cell for finding in findings for cell in cells_of(finding)}
    numbers = {finding.cell for finding in findings}
    return amounts <= numbers and {told.cell for told in whose.cells} <= about


def _are_known(findings: Iterable[Finding]) -> bool:
    known = _names()
    return all(known.get(finding.code) == finding.name for finding in findings)


@cache
def _names() -> Mapping[str, str]:
    """Return the name of every code that a finding may have."""
    from xl_asn.case.case import NOT_A_MASTER  # noqa: PLC0415 - not before there is an answer
    from xl_asn.case.forms.codes import RETURNED_CODES  # noqa: PLC0415 - the same
    from xl_asn.files.reading.file_codes import FILE_CODES  # noqa: PLC0415 - the same
    from xl_asn.rules.catalogue import SKIPPED, all_rules  # noqa: PLC0415 - the same
    from xl_asn.rules.stopping import STOPPED  # noqa: PLC0415 - the same
    from xl_asn.rules.waivers import INCOMPLETE, NOT_WAIVABLE  # noqa: PLC0415 - the same

    apart = NOT_A_MASTER, NOT_WAIVABLE, INCOMPLETE, SKIPPED
    told = [(rule.code, rule.name) for rule in (*apart, STOPPED)]
    told += [(catalogued.rule.code, catalogued.rule.name) for catalogued in all_rules()]
    return {**dict(told), **{one.code: one.name for one in (*FILE_CODES, *RETURNED_CODES)}}
