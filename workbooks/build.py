"""Build the example workbooks from their Markdown sources: ``python -m workbooks.build``.

The Markdown documents hold the published reports as published. Whoever finds a misreading corrects
the text there and runs this; the workbooks are never edited by hand.
"""

from __future__ import annotations

from pathlib import Path

from xl_asn.case.asked_boards import asked_board
from xl_asn.case.new_masters import master_of
from xl_asn.documents.catalogue import document_types
from xl_asn.documents.start import Start
from xl_asn.files.reading.markdown import read_markdown

EXAMPLES = Path(__file__).parent / "exempel"


#: Each example with buttons, and the same without macros for whoever may not open them.
ENDINGS = (".xlsm", ".xlsx")


def build(source: Path, ending: str = ".xlsm") -> bytes:
    """Return the workbook of one Markdown source, named ``<period>_<document type>.md``.

    Where its *Start* names a board's file, that lies beside it.
    """
    declared = document_types()[source.stem.partition("_")[2]]
    content = read_markdown(source.read_text(encoding="utf-8"))
    file = Start.text_of(content, "rule_set")
    board = asked_board(str(EXAMPLES / file), source) if file else None
    return master_of(declared, content, board=board, macros=ending == ".xlsm")


def main() -> None:
    """Rebuild every example."""
    for source in sorted(EXAMPLES.glob("*.md")):
        for ending in ENDINGS:
            target = source.with_suffix(ending)
            target.write_bytes(build(source, ending))
            print(target)  # noqa: T201 - the command's output


if __name__ == "__main__":
    main()
