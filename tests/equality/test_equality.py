"""The net catches what it is to catch, and nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.equality.comparing import compare
from tests.equality.generating import documents
from tests.equality.probe import ANSWER
from workbooks.build import EXAMPLES

FINDING = {"kod": "C101", "blad": "Mål", "cell": "H6", "meddelande": "Tolv är inte tretton."}


def package(parts: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def answers(
    folder: Path, findings: list[dict[str, str]], *, style: str = "1", page: str = "Utfall 35"
) -> Path:
    place = folder / "exempel" / "a.xlsx" / "berakna"
    place.mkdir(parents=True)
    stdout = json.dumps({"fynd": findings})
    answer = {"status": 0, "stdout": stdout, "stderr": f"/{folder.name}/xl-asn-x{folder.name}.log"}
    (place / ANSWER).write_text(json.dumps(answer), encoding="utf-8")
    (place / "svar.xlsx").write_bytes(package({"xl/styles.xml": style, "xl/workbook.xml": "w"}))
    (place / "sida.html").write_text(page, encoding="utf-8")
    return folder


def test_same_answers_do_not_differ(tmp_path: Path) -> None:
    found = compare(answers(tmp_path / "a", [FINDING]), answers(tmp_path / "b", [FINDING]))
    assert found.differences == ()
    assert found.compared == dict.fromkeys(
        ("berakna status", "berakna stdout", "berakna stderr", "berakna .xlsx", "berakna .html"), 1
    )


@pytest.mark.parametrize(
    ("changed", "kind", "shape"),
    [
        (
            {"findings": [FINDING | {"meddelande": "Elva är inte tretton."}]},
            "berakna stdout",
            ".fynd[C101].meddelande: ”Tolv är inte tretton.” → ”Elva är inte tretton.”",
        ),
        ({"findings": []}, "berakna stdout", ".fynd[C101]: only in the base"),
        (
            {"findings": [FINDING, FINDING | {"kod": "V107"}]},
            "berakna stdout",
            ".fynd[V107]: only in the new",
        ),
        ({"style": "x"}, "berakna .xlsx", "xl/styles.xml: ”1” → ”x”"),
        ({"page": "Utfall 36"}, "berakna .html", "”Utfall 35” → ”Utfall 36”"),
    ],
)
def test_what_differs_is_told_with_its_place(
    tmp_path: Path, changed: dict[str, object], kind: str, shape: str
) -> None:
    base = answers(tmp_path / "a", [FINDING])
    new = answers(tmp_path / "b", **{"findings": [FINDING], **changed})  # type: ignore[arg-type]
    found = compare(base, new).differences
    assert [(one.kind, one.told, one.where) for one in found] == [(kind, shape, "exempel/a.xlsx")]


def test_findings_in_another_order_differ(tmp_path: Path) -> None:
    both = [FINDING, FINDING | {"kod": "V107"}]
    base, new = answers(tmp_path / "a", both), answers(tmp_path / "b", both[::-1])
    assert [one.told for one in compare(base, new).differences] == [".fynd: another order"]


def test_differences_in_other_figures_are_of_one_shape(tmp_path: Path) -> None:
    pages = ("Utfall 35", "Utfall 1 036"), ("Utfall 7", "Utfall 8"), ("Utfall 7", "Budget 7")
    shapes = []
    for number, (before, after) in enumerate(pages):
        base = answers(tmp_path / f"{number}a", [FINDING], page=before)
        new = answers(tmp_path / f"{number}b", [FINDING], page=after)
        shapes += [one.shape for one in compare(base, new).differences]
    assert shapes[0] == shapes[1] != shapes[2]


def test_a_file_that_only_one_wrote_is_told(tmp_path: Path) -> None:
    base, new = answers(tmp_path / "a", [FINDING]), answers(tmp_path / "b", [FINDING])
    next(new.rglob("sida.html")).unlink()
    assert [one.told for one in compare(base, new).differences] == ["sida.html: only in the base"]


def test_documents_are_the_same_bytes_for_the_same_seed(tmp_path: Path) -> None:
    sources = [EXAMPLES / "2020_namndplan.xlsx", EXAMPLES / "2021-02_manadsrapport.xlsm"]
    made = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        documents(sources, tmp_path / name, 4, seed, jobs=1)
        made.append({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
    assert len(set(made[0].values())) == 4, "each is spoilt in its own way"
    assert made[0].keys() == made[2].keys()
    assert set(made[0].values()).isdisjoint(made[2].values())
