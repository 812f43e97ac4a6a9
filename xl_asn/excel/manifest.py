"""The manifest: what the installation wrote, so that nothing else is ever removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Written:
    """A file that the installation wrote, and the copy of what stood there before."""

    sha256: str
    saved: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that the installation wrote, by path.

    Attributes:
        version: the program's version.
        xlwings: the version of xlwings that the add-in was built with.
        files: files by path.
        folders: folders that were not there before, in the order they were made.
        environment: what the Python environment was made from; None when there is none of ours.
    """

    version: str = ""
    xlwings: str = ""
    files: Mapping[str, Written] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    environment: str | None = None

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Read a manifest; None when there is none, or none that can be understood."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            files = {name: Written(**entry) for name, entry in data["files"].items()}
            return cls(**{**data, "files": files, "folders": tuple(data["folders"])})
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def write(self, path: Path) -> None:
        """Write the manifest."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")

    def with_file(self, path: Path, written: Written) -> Self:
        """Return the manifest with one more file; the copy of what stood there first is kept."""
        earlier = self.files.get(str(path))
        kept = earlier.saved if earlier and earlier.saved else written.saved
        return replace(self, files={**self.files, str(path): replace(written, saved=kept)})

    def without_file(self, path: str) -> Self:
        """Return the manifest without a file."""
        return replace(self, files={name: w for name, w in self.files.items() if name != path})

    def wrote(self, path: Path) -> bool:
        """Whether a file is just as the installation wrote it."""
        written = self.files.get(str(path))
        return written is not None and path.is_file() and written.sha256 == digest(path)


def digest(content: Path | bytes) -> str:
    """Return the checksum of a file or of bytes."""
    data = content.read_bytes() if isinstance(content, Path) else content
    return sha256(data).hexdigest()
