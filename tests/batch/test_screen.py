"""What a run over many files shows on a screen."""

from __future__ import annotations

import pytest

from xl_asn.batch.verdicts import Verdict, answer
from xl_asn.cli.progress import progress_line, with_progress
from xl_asn.cli.verdicts import show_verdicts
from xl_asn.files.reading.catalogue import file_finding

_MANY = Verdict(
    "bok\x1b[31m.xlsx", "ab" * 32, None, None, "underkänd", (file_finding("F120"),) * 10_000
)


def test_the_first_hundred_findings_are_shown_and_all_are_in_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert show_verdicts([_MANY], None)
    shown = capsys.readouterr().out
    assert shown.count("F120") == 100
    assert "… och 9900 fynd till." in shown
    assert "\x1b" not in shown
    assert len(answer([_MANY])["filer"][0]["fynd"]) == 10_000
    written: list[bytes] = []
    assert show_verdicts([_MANY], written.append)
    assert b"".join(written).decode() == shown


def test_a_line_of_progress_says_how_fast_and_what_is_left() -> None:
    assert progress_line(300, 1000, 4.0) == "300 av 1000 filer, 75 filer/s, ungefär 9 s kvar"
    assert progress_line(1, 61, 10.0) == "1 av 61 filer, 6 filer/min, ungefär 10 min kvar"


def test_where_there_is_no_terminal_a_line_now_and_then_says_how_far_it_has_come(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(0, 1000, 4))
    monkeypatch.setattr("xl_asn.cli.progress.time.monotonic", lambda: next(seconds))
    verdicts = [Verdict.skipped(str(number), None, ()) for number in range(7)]
    assert list(with_progress(iter(verdicts), 7)) == verdicts
    assert capsys.readouterr().err.splitlines() == [
        "3 av 7 filer, 15 filer/min, ungefär 16 s kvar",
        "6 av 7 filer, 15 filer/min, ungefär 4 s kvar",
    ]


def test_progress_passes_every_verdict_on(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = [Verdict.skipped(str(number), None, ()) for number in range(5)]
    assert list(with_progress(iter(verdicts), 5)) == verdicts
    assert capsys.readouterr().err == ""
