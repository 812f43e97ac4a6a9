"""What runs elsewhere is what README says, with the least rights and versions that do not move."""

from __future__ import annotations

import re
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_WORKFLOW = (_ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")


def test_the_workflow_may_read_and_nothing_else() -> None:
    assert re.findall(r"^ *permissions:\n((?:  .+\n)+)", _WORKFLOW, re.MULTILINE) == [
        "  contents: read\n"
    ]
    assert "secrets" not in _WORKFLOW
    assert _WORKFLOW.count("actions/checkout@") == _WORKFLOW.count("persist-credentials: false")


def test_every_action_has_a_whole_version() -> None:
    used = re.findall(r"uses: (\S+)", _WORKFLOW)
    assert used
    assert [name for name in used if not re.fullmatch(r"[\w/-]+@v\d+\.\d+\.\d+", name)] == []


def test_linux_runs_what_ci_runs_and_windows_the_steps_of_readme() -> None:
    linux, windows = _WORKFLOW.split("\n  windows:\n")
    assert re.findall("run: (.+)", linux) == ["make demo", "bash .ci/run"]
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.partition("in PowerShell")[2].split("```")[1]
    steps = [step.strip() for step in re.split("[;\n]", block)]
    assert re.findall("run: (.+)", windows) == list(filter(None, steps))


def test_a_commit_is_held_to_what_make_lint_holds_it_to() -> None:
    hooks = re.findall("entry: (.+)", (_ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    makefile = (_ROOT / "Makefile").read_text(encoding="utf-8")
    lint = re.findall(r"\t\$\(BIN\)/(.+)", makefile.partition("\nlint:")[2].partition("\n\n")[0])
    assert hooks == [step.removesuffix(" --check .").removesuffix(" .") for step in lint]
