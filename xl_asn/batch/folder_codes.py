"""What there is to say of several submissions together: the codes I18x, with what to do."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.file_code import FileCode, Saying
from xl_asn.model.findings import Severity

_QUESTION, _INFO = Severity.QUESTION, Severity.INFO

OTHER_PERIOD: Final = "I180"
TWO_VERSIONS: Final = "I181"
SAME_TWICE: Final = "I182"
EMPTY_FOLDER: Final = "I183"
OTHER_BOARD: Final = "I184"

FOLDER_CODES: Final = (
    FileCode(
        OTHER_PERIOD, "annan-period-an-de-andra", _QUESTION,
        "{detalj}.",
        "Byt till filen för rätt period, eller rätta År och Period på bladet Start.",
    ),
    FileCode(
        TWO_VERSIONS, "tva-versioner", _QUESTION,
        "Samma inlämning finns i flera versioner, och de är olika: {detalj}.",
        "Ta reda på vilken som gäller, och flytta undan de andra.",
    ),
    FileCode(
        SAME_TWICE, "samma-inlamning-flera-ganger", _INFO,
        "Samma inlämning finns i flera filer: {detalj}. De är lika, byte för byte, och räknas som "
        "en.",
        "Behåll en av dem.",
    ),
    FileCode(
        EMPTY_FOLDER, "tom-mapp", _QUESTION,
        "I mappen {detalj}, men i mapparna bredvid finns det.",
        "Påminn enheten, eller ta bort mappen om den inte ska lämna in något.",
    ),
    FileCode(
        OTHER_BOARD, "annan-namnd-an-de-andra", _QUESTION,
        "{detalj}.",
        "Flytta filen om den hör till en annan nämnd, eller rätta Nämnd på bladet Start.",
    ),
)  # fmt: skip
"""Every code about several submissions."""

folder_finding: Final = Saying(FOLDER_CODES)
