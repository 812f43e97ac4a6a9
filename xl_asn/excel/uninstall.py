"""``xl-asn avinstallera``: remove what ``installera`` wrote, as long as nobody has changed it."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from xl_asn.excel.install import SHUT_EXCEL, State, Step
from xl_asn.excel.manifest import Manifest
from xl_asn.excel.places import Places


def removal_plan(places: Places) -> tuple[Step, ...]:
    """Return what a removal would do now; nothing is changed."""
    manifest = Manifest.read(places.manifest)
    return () if manifest is None else tuple(_removals(places, manifest))


def uninstall(places: Places) -> Iterator[Step]:
    """Remove what the installation wrote and nobody has changed, and yield what came of it."""
    manifest = Manifest.read(places.manifest)
    if manifest is None:
        return
    for step in _removals(places, manifest):
        done, manifest = _removed(places, manifest, step) if step.state is State.TO_DO else (
            step, manifest,
        )  # fmt: skip
        yield done
    if manifest.environment is None and not manifest.files:
        places.manifest.unlink(missing_ok=True)
        for folder in reversed(manifest.folders):
            with contextlib.suppress(OSError):  # not empty: something of the user's is in it
                Path(folder).rmdir()
    else:
        manifest.write(places.manifest)


def _removals(places: Places, manifest: Manifest) -> Iterator[Step]:
    for name, written in manifest.files.items():
        path = Path(name)
        known = path in {
            places.settings, places.addin, places.constraints, places.site_line,
        } or path.parent == places.masters  # fmt: skip
        if not known:
            yield Step("Fil", path, State.KEPT, "installera skriver inte där")
        elif not path.exists():
            yield Step("Fil", path, State.TO_DO, "finns inte längre")
        elif not manifest.wrote(path):
            yield Step("Fil", path, State.KEPT, "den är ändrad sedan den installerades")
        else:
            note = "det som stod där förut läggs tillbaka" if written.saved else ""
            yield Step("Fil", path, State.TO_DO, note)
    if manifest.environment is not None:
        here = Path(sys.prefix) == places.environment
        yield Step(
            "Egen Python-miljö",
            places.environment,
            State.KEPT if here else State.TO_DO,
            "kommandot körs härifrån; ta bort mappen själv efteråt" if here else "",
        )


def _removed(places: Places, manifest: Manifest, step: Step) -> tuple[Step, Manifest]:
    path = step.place
    try:
        if path == places.environment:
            if path.exists():
                shutil.rmtree(path)
            return replace(step, state=State.DONE), replace(manifest, environment=None)
        path.unlink(missing_ok=True)
        saved = manifest.files[str(path)].saved
        if saved is not None and Path(saved).parent == places.saved and Path(saved).is_file():
            shutil.move(saved, path)
    except PermissionError:
        return replace(step, state=State.FAILED, note=SHUT_EXCEL), manifest
    except OSError as error:
        return replace(step, state=State.FAILED, note=str(error)), manifest
    return replace(step, state=State.DONE), manifest.without_file(str(path))
