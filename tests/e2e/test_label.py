"""A sensitivity label stays with a workbook, or it is said that it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.files.built_master import parts, with_part
from tests.files.integrity import faults

_MSIP = "MSIP_Label_0a1b_Name"
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
    f'fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{_MSIP}">'
    "<vt:lpwstr>Intern</vt:lpwstr></property></Properties>"
).encode()
_LABELS = (
    b'<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata">'
    b'<clbl:label id="{0a1b}" enabled="1" method="Privileged" siteId="{2c}" removed="0"/>'
    b"</clbl:labelList>"
)
#: The part, its content, its content type and the kind of link that leads to it.
_KINDS = {
    "list": (
        "docMetadata/LabelInfo.xml", _LABELS,
        "application/vnd.ms-office.classificationlabels+xml",
        "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
    ),
    "properties": (
        "docProps/custom.xml", _CUSTOM,
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
    ),
}  # fmt: skip
_NOT_MOVED = "Den gamlas känslighetsetikett följer inte med."


def labelled(path: Path, kind: str) -> str:
    """Give a workbook file a label, and return the name of the part that holds it."""
    part, content, content_type, link = _KINDS[kind]
    data = with_part(path.read_bytes(), part, lambda _: content)
    declared = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    data = with_part(
        data, "[Content_Types].xml", lambda old: old.replace(b"</Types>", declared.encode())
    )
    led = f'<Relationship Id="rId9" Type="{link}" Target="{part}"/></Relationships>'
    path.write_bytes(
        with_part(data, "_rels/.rels", lambda old: old.replace(b"</Relationships>", led.encode()))
    )
    return part


@pytest.mark.parametrize("kind", _KINDS)
def test_the_label_stays_where_the_workbook_is_written_into(
    run: Run, example: Callable[[str], Path], kind: str
) -> None:
    path = example("2022-11")
    part = labelled(path, kind)
    before = parts(path.read_bytes())
    assert "Skrivet till" in run("berakna", path).stdout
    after = parts(path.read_bytes())
    assert faults(path.read_bytes()) == ()
    assert after[part] == before[part]
    assert after["_rels/.rels"] == before["_rels/.rels"]


@pytest.mark.parametrize("kind", _KINDS)
def test_a_new_master_says_that_the_label_is_left_behind(
    run: Run, example: Callable[[str], Path], tmp_path: Path, kind: str
) -> None:
    path = example("2022-11")
    plain = run("mall", "--fran", path, "--ut", tmp_path / "en.xlsx")
    assert plain.returncode == 0
    assert _NOT_MOVED not in plain.stdout
    labelled(path, kind)
    told = run("mall", "--fran", path, "--ut", tmp_path / "två.xlsx")
    assert told.returncode == 0
    assert _NOT_MOVED in told.stdout
