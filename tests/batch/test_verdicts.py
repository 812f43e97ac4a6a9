"""One verdict for every path, in the order given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbooks.build import EXAMPLES
from xl_asn.batch.judge import judge
from xl_asn.batch.paths import NothingThereError, expand
from xl_asn.batch.verdicts import Verdict, answer


def test_folders_are_searched_in_depth_and_each_file_named_once(tmp_path: Path) -> None:
    deep = tmp_path / "b" / "c"
    deep.mkdir(parents=True)
    for path in (tmp_path / "a.xlsx", deep / "d.xlsx", tmp_path / ".DS_Store"):
        path.write_bytes(b"")
    found = expand([str(tmp_path / "a.xlsx"), str(tmp_path)])
    assert found == [tmp_path / "a.xlsx", deep / "d.xlsx"]


@pytest.mark.parametrize("path", ["saknas.xlsx", "*.xlsx", "tom"])
def test_a_path_that_names_nothing_is_said(tmp_path: Path, path: str) -> None:
    (tmp_path / "tom").mkdir()
    with pytest.raises(NothingThereError, match=r"finns inte|passar in|är tom"):
        expand([str(tmp_path / path)])


def test_outcomes(tmp_path: Path) -> None:
    (tmp_path / "~$lås.xlsx").write_bytes(b"x")
    (tmp_path / "bild.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "trasig.xlsx").write_bytes(
        (EXAMPLES / "2022-11_manadsrapport.xlsm").read_bytes()[:900]
    )
    (tmp_path / "webb.xlsx").write_bytes(b"<html></html>")
    (tmp_path / "webb.html").write_bytes(b"<html></html>")
    (tmp_path / "bild.XLSM").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "text.xls").write_bytes(b"Enhet;Utfall\n")
    (tmp_path / "text.csv").write_bytes(b"Enhet;Utfall\n")
    (tmp_path / "läs mig.md").write_text("# Läs mig\n", encoding="utf-8")
    outcomes = {Path(v.file).name: v.outcome for v in map(judge, sorted(tmp_path.iterdir()))}
    assert outcomes == {
        "bild.png": "hoppad", "läs mig.md": "hoppad", "trasig.xlsx": "avvisad",
        "~$lås.xlsx": "hoppad", "webb.xlsx": "avvisad", "webb.html": "hoppad",
        "bild.XLSM": "avvisad", "text.xls": "avvisad", "text.csv": "hoppad",
    }  # fmt: skip


def test_same_bytes_give_the_same_answer_in_any_order() -> None:
    paths = sorted(EXAMPLES.glob("*.xlsm"))
    forward = [json.dumps(v.as_json()) for v in map(judge, paths)]
    backward = [json.dumps(v.as_json()) for v in map(judge, reversed(paths))]
    assert forward == backward[::-1]


def test_the_sums_count_files_and_findings() -> None:
    verdicts = [judge(path) for path in sorted(EXAMPLES.glob("*.xlsm"))]
    sums = answer(verdicts)["sammanfattning"]
    assert sums["filer"] == len(verdicts) > 0
    outcomes = (sums["underkänd"], sums["anmärkning"], sums["godkänd"])
    assert outcomes == (4, 1, 1), "all published but the plan have errors, the made-up one nothing"
    findings = [finding for verdict in verdicts for finding in verdict.findings]
    assert sums["fel"] + sums["fråga"] + sums["info"] == len(findings)


def test_a_verdict_survives_json() -> None:
    for path in sorted(EXAMPLES.glob("*.xlsm")):
        verdict = judge(path)
        told = json.dumps(verdict.as_json())
        assert Verdict.from_json(json.loads(told)).as_json() == json.loads(told)


def test_a_skipped_file_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "bild.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    sums = answer([judge(tmp_path / "bild.png")])["sammanfattning"]
    assert (sums["hoppad"], sums["fel"], sums["info"]) == (1, 0, 1)
