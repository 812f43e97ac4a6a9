"""Every code that no rule has, by what it is about: for ``xl-asn regler`` and for the handbook."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from xl_asn.batch.folder_codes import FOLDER_CODES
from xl_asn.case.comparing.codes import COMPARISON_CODES
from xl_asn.case.forms.codes import RETURNED_CODES
from xl_asn.cycle.forms.collection_codes import COLLECTION_CODES
from xl_asn.cycle.ledger.codes import FETCH_CODES
from xl_asn.cycle.next_period.remarks import CODES
from xl_asn.cycle.standing.codes import FORM_FILE_CODES
from xl_asn.files.ledgers.codes import LEDGER_CODES
from xl_asn.files.reading.file_code import FileCode
from xl_asn.files.reading.file_codes import FILE_CODES

CODES_BY_SUBJECT: Final[Mapping[str, tuple[FileCode, ...]]] = MappingProxyType(
    {
        "filer": FILE_CODES,
        "flera inlämningar": FOLDER_CODES,
        "jämförelser": COMPARISON_CODES,
        "nästa period": CODES,
        "ett formulär": RETURNED_CODES,
        "formulärens filer": FORM_FILE_CODES,
        "insamlingen": COLLECTION_CODES,
        "huvudbokens fil": LEDGER_CODES,
        "hämtningen": FETCH_CODES,
    }
)
