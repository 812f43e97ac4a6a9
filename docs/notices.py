"""Write what others have the rights to: ``python -m docs.notices``. A test keeps it in step.

The page is made from what the distributions pinned in ``constraints.txt`` say of themselves. Those
that are for another system than this one are fetched to be read, and held against their hashes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, PathDistribution, distribution
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "THIRD_PARTY_NOTICES.md"
_PIN: Final = re.compile(r"^([a-z0-9-]+)==(\S+).*((?:\n    --hash=\S+(?: \\)?)+)", re.MULTILINE)
_LICENCE_FILE: Final = re.compile(r"\.dist-info/(?:.*/)?(?:LICEN[CS]E|COPYING)", re.IGNORECASE)
#: A line of a licence that says who has the rights, and since when.
_RIGHTS: Final = re.compile(
    r"^\W{0,4}((?:copyright|©|\(c\))\W.*\b(?:19|20)\d\d.*)$", re.IGNORECASE | re.MULTILINE
)
_ADDRESS: Final = re.compile(
    r"[,\s]*(?:<[^>]*>|\([^)]*@[^)]*\)|https?://\S+)|\[([^\]]*)\]\([^)]*\)"
)
_PLATFORMS: Final = ("win_amd64", "macosx_10_9_universal2", "macosx_11_0_arm64")
_LONGEST_NAME: Final = 60

_HEAD: Final = """\
# Third-party notices

xl_asn itself is under the MIT licence, see LICENSE. This page is made by `make notices`.

## What xl_asn is installed with

None of it is part of the package: an installer fetches each, with its own licence.

| Name | Version | Licence | Rights |
|---|---|---|---|
"""
_IN_FILES: Final = """
## What is in the files that xl_asn writes

### In the add-in: what xlwings_custom_addin.bas of xlwings {version} declares

The rest of the module is written by xl_asn, as the module itself says below its licence.

{xlwings}

### In PDF, and in xl_asn itself: the typeface Source Sans Pro

{font}
"""


def page() -> str:
    """Return the notices; the same distributions give the same page."""
    with tempfile.TemporaryDirectory(prefix="xl-asn-") as folder:
        rows = [row(found) for found in _distributions(Path(folder))]
    return _HEAD + "\n".join(rows) + "\n" + _IN_FILES.format(**_in_files())


def pinned() -> Mapping[str, tuple[str, str]]:
    """Return the version and the hashes, as pip takes them, of every distribution pinned."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return {name: (version, hashes) for name, version, hashes in _PIN.findall(text)}


def _distributions(folder: Path) -> Iterator[Distribution]:
    for name, (version, hashes) in pinned().items():
        try:
            found = distribution(name)
        except PackageNotFoundError:
            found = _fetched(f"{name}=={version} \\{hashes}\n", folder / name)
        if found.version != version:
            message = f"{name} {found.version} is installed, but {version} is pinned: make test"
            raise SystemExit(message)
        yield found


def _fetched(pin: str, folder: Path) -> Distribution:
    folder.mkdir()
    (folder / "pin.txt").write_text(pin, encoding="utf-8")
    platforms = [part for platform in _PLATFORMS for part in ("--platform", platform)]
    subprocess.run(  # noqa: S603 - our own pin, by the pip that runs here
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--only-binary", ":all:", "--python-version", "3.11", *platforms,
         "--require-hashes", "-r", folder / "pin.txt", "-d", folder],
        check=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    (metadata,) = folder.glob("*.dist-info")
    return PathDistribution(metadata)


def row(found: Distribution) -> str:
    """Return the line of one distribution."""
    name = found.metadata["Name"]
    rights = "; ".join(dict.fromkeys(_rights(_licences(found))))
    cells = (name, found.version, _licence_name(found), rights)
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _licence_name(found: Distribution) -> str:
    """Return the short form: the expression, else what is told in words, else the classifier."""
    told = (found.metadata.get_all(field, [""])[0] for field in ("License-Expression", "License"))
    said: str = next(filter(None, told), "")
    if said and "\n" not in said and len(said) <= _LONGEST_NAME:
        return said
    classed = [line for line in found.metadata.get_all("Classifier", []) if "License ::" in line]
    if not classed:
        message = f"{found.metadata['Name']} does not say what licence it has"
        raise SystemExit(message)
    return " and ".join(line.rpartition(" :: ")[2] for line in classed)


def _licences(found: Distribution) -> Iterator[str]:
    for path in sorted(found.files or (), key=str):
        if _LICENCE_FILE.search(path.as_posix()):
            yield Path(str(found.locate_file(path))).read_text(encoding="utf-8", errors="replace")


def _rights(licences: Iterable[str]) -> Iterator[str]:
    for text in licences:
        for line in _RIGHTS.findall(text):
            if "[name of" not in line:  # the licence's own advice on how to use it
                yield _ADDRESS.sub(r"\1", line).strip(" .,")


def _in_files() -> Mapping[str, str]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only the page needs it

    from xl_asn.exports.fonts import folder  # noqa: PLC0415

    xlwings = distribution("xlwings")
    (text,) = (text for text in _licences(xlwings) if "BSD 3-clause" in text)
    with TTFont(folder() / "SourceSansPro-Regular.otf", lazy=True) as font:
        said: Callable[[int], str | None] = font["name"].getDebugName
        lines = [said(0) or "", said(13) or ""]
    return {"version": xlwings.version, "xlwings": text.strip(), "font": "\n\n".join(lines)}


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
