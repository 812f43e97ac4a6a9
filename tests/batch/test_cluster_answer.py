"""What a machine tells of a file: believed whole, from who has the secret, about that very file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.batch.certificates import secret
from workbooks.build import EXAMPLES
from xl_asn.batch.cluster_answer import (
    LEFT_TO_YOU,
    Question,
    Wanted,
    told_verdict,
    told_wanted,
    understood,
)
from xl_asn.batch.cluster_reach import SECRET_VARIABLE, NoClusterError
from xl_asn.batch.judge import judge
from xl_asn.batch.machine import Sent, judge_sent, question_of, show_secret
from xl_asn.batch.verdicts import Verdict
from xl_asn.files.reading.snapshot import Snapshot, take

_BOOK = EXAMPLES / "2022-11_manadsrapport.xlsx"
_SECRET = b"s" * 32
_NONCE = b"n" * 32


def _taken(path: Path = _BOOK) -> Snapshot:
    taken = take(path)
    assert isinstance(taken, Snapshot)
    return taken


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.xlsx")), ids=lambda path: path.name)
def test_a_verdict_comes_back_as_it_was_told(path: Path) -> None:
    taken, verdict = _taken(path), judge(path)
    cells = (finding.cell for finding in verdict.findings if finding.cell)
    told = replace(verdict, amounts=frozenset(list(cells)[:2]), rests_on=())
    assert understood(told_verdict(told, taken), taken) == told


def test_what_is_wanted_comes_back_as_it_was_told() -> None:
    assert understood(told_wanted("okt", "/mapp"), _taken()) == Wanted("okt", "/mapp")


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x07", "\x9b", "\x00", "\x7f"])
def test_a_verdict_that_nobody_would_believe_is_left_to_who_asked(sign: str) -> None:
    verdict, taken = judge(_BOOK), _taken()
    spoilt = replace(verdict.findings[0], message=f"Enheten {sign}x finns inte.")
    told = told_verdict(replace(verdict, findings=(spoilt,)), taken)
    assert told == understood(told, taken) == LEFT_TO_YOU


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "7", "[]", '"text"', "{", '{"verdict": 7}', '{"verdict": []}', '{"mer": 1}',
        '{"wanted": []}', '{"wanted": ["a"]}', '{"wanted": ["a", 7]}', '{"wanted": "ab"}',
        '{"wanted": ["a", "b", "c"]}', '{"wanted": ["\\u001b", "b"]}', "[" * 100_000,
        '{"a":' * 100_000, "NaN", '{"amounts": NaN}',
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_what_has_another_shape_is_no_answer(text: str) -> None:
    assert understood(text, _taken()) is None


def test_a_verdict_on_another_file_is_no_answer() -> None:
    other = EXAMPLES / "2021-02_manadsrapport.xlsx"
    text = told_verdict(judge(other), _taken(other))
    assert understood(text, _taken()) is None
    assert understood(text, replace(_taken(other), path=Path("annan.xlsx"))) is None


def test_only_who_has_the_secret_is_believed_and_only_once() -> None:
    asked = Question.of(_NONCE, _taken(), {})
    told = asked.signed(_SECRET, "{}")
    assert asked.text(_SECRET, told) == "{}"
    others = [
        asked._replace(nonce=b"m" * 32),
        Question.of(_NONCE, _taken(EXAMPLES / "2021-02_manadsrapport.xlsx"), {}),
        Question.of(_NONCE, _taken(), {Wanted("okt", "/mapp"): None}),
        Question(_NONCE),
    ]
    assert [other.text(_SECRET, told) for other in others] == [None] * 4
    changed = [b"", told[:-1], told[1:], b"\0" + told[1:], told + b" ", told[:32], told[32:]]
    assert [asked.text(_SECRET, one) for one in changed] == [None] * len(changed)
    for wrong in (asked.signed(b"t" * 32, "{}"), asked.signed(None, "{}"), None, "{}", [told]):
        assert asked.text(_SECRET, wrong) is None


def test_a_machine_signs_what_it_has_judged_and_not_what_it_is_told_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scheduler that swaps the bytes of a file, or of one beside it, gets no code for the old."""
    monkeypatch.setenv(SECRET_VARIABLE, str(secret(tmp_path / "hemlighet", _SECRET)))
    taken, other = _taken(), _taken(EXAMPLES / "2021-02_manadsrapport.xlsx")

    def answer(taken: Snapshot, beside: dict[Wanted, Sent]) -> bytes:
        return judge_sent(taken, beside, _NONCE, _left)

    wanted = Wanted("okt", str(tmp_path))
    beside = {wanted: Sent(other.path, other)}
    asked = question_of(_NONCE, taken, beside)
    assert asked.text(_SECRET, answer(taken, beside)) == LEFT_TO_YOU
    swapped = replace(taken, data=other.data)
    assert asked.text(_SECRET, answer(swapped, beside)) is None
    besides = {wanted: Sent(other.path, replace(other, data=taken.data))}
    assert asked.text(_SECRET, answer(taken, besides)) is None


def _left(taken: Snapshot, beside: object) -> str:
    del taken, beside
    return LEFT_TO_YOU


def test_a_machine_without_the_secret_answers_nobody_who_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)
    with pytest.raises(NoClusterError, match=SECRET_VARIABLE):
        judge_sent(_taken(), {}, _NONCE, _left)
    with pytest.raises(NoClusterError, match=SECRET_VARIABLE):
        show_secret(_NONCE)
    monkeypatch.setenv(SECRET_VARIABLE, str(tmp_path / "saknas"))
    with pytest.raises(NoClusterError, match="går inte att läsa"):
        show_secret(_NONCE)


def test_a_finding_of_every_rule_is_known() -> None:
    """One that is forgotten would have every file with it judged at home."""
    from xl_asn.files.reading.catalogue import file_finding  # noqa: PLC0415
    from xl_asn.files.reading.file_codes import FILE_CODES  # noqa: PLC0415

    taken = _taken()
    for code in FILE_CODES:
        verdict = Verdict.refused(str(taken.path), taken.sha256, file_finding(code.code))
        assert understood(told_verdict(verdict, taken), taken) == verdict
