"""What there is to say of a file of SIE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from xl_asn.files.ledgers import codes
from xl_asn.files.ledgers.codes import told
from xl_asn.files.ledgers.sie_file import THIS_YEAR, SieFile
from xl_asn.files.ledgers.sie_sums import Gap
from xl_asn.model.findings import Finding
from xl_asn.model.ledger import ORE
from xl_asn.model.listing import listed
from xl_asn.model.money import show_exact

_MOST_SHOWN: Final = 5


def findings_of(file: SieFile) -> Iterator[Finding]:
    """Yield what there is to say of a file."""
    yield from _about_its_end(file)
    yield from _about_years(file)
    if file.unfollowed:
        yield told(
            codes.UNFOLLOWED,
            f"{file.source}: {_lines(file.unfollowed)} lägger till ett belopp (#RTRANS) utan att "
            "det också står som #TRANS, och är inte medräknad",
        )
    if not (file.saldos or file.booked or file.results):
        only = " som är bokförda, bara budget" if file.budget else ""
        yield told(codes.NO_LINES, f"{file.source} har inga belopp{only}")


def _about_its_end(file: SieFile) -> Iterator[Finding]:
    """Yield that a file is cut, or has lines that nobody can read."""
    if file.wrong:
        yield told(codes.CUT, f"{file.source}: {_lines(file.wrong)} går inte att läsa som SIE")
    if file.is_in_voucher:
        yield told(codes.CUT, f"{file.source} slutar mitt i en verifikation")
    if file.checksums % 2:
        yield told(
            codes.CUT, f"{file.source} har en kontrollsumma som börjar (#KSUMMA) men inte slutar"
        )


def _about_years(file: SieFile) -> Iterator[Finding]:
    """Yield that a file is of another year, or of a year that begins in another month."""
    first, last = file.years.get(THIS_YEAR, ("", ""))
    if first and first[:4] == last[:4] and first[:4] != str(file.year):
        yield told(
            codes.OTHER_YEAR,
            f"{file.source} gäller räkenskapsåret {first[:4]}, och arbetsboken {file.year}",
        )
    elif first and first[4:] != "0101":
        yield told(codes.BROKEN_YEAR, f"{file.source} har ett räkenskapsår som börjar {first}")
    elif file.other_years:
        years = listed(sorted(file.other_years))
        yield told(
            codes.OTHER_YEAR,
            f"{file.source} har belopp för {years}, och arbetsboken gäller {file.year}",
        )
    if file.outside:
        periods = listed(sorted(file.outside)[:_MOST_SHOWN])
        yield told(
            codes.NO_PERIOD, f"{file.source} har belopp i {periods}, som inte är någon av årets "
            "tolv månader",
        )  # fmt: skip


def about_gaps(file: SieFile, gaps: Iterable[Gap]) -> Iterator[Finding]:
    """Yield, in one finding, which accounts have more or less than their objects."""
    wrong = sorted(gaps, key=lambda gap: (-abs(gap.amount), gap))
    if not wrong:
        return
    parts = [
        f"konto {gap.account} {file.year}-{gap.month:02} med {_kronor(gap.amount)}"
        for gap in wrong[:_MOST_SHOWN]
    ]
    more = f" och {len(wrong) - _MOST_SHOWN} till" if len(wrong) > _MOST_SHOWN else ""
    yield told(
        codes.BESIDE,
        f"{file.source}: summan utan objekt är en annan än summan av objekten på "
        f"{'; '.join(parts)}{more}. Skillnaden är med, utan ansvar och verksamhet",
    )


def _lines(numbers: Sequence[int]) -> str:
    shown = listed([str(number) for number in numbers[:_MOST_SHOWN]])
    more = f" med flera ({len(numbers)} rader)" if len(numbers) > _MOST_SHOWN else ""
    return f"rad {shown}{more}"


def _kronor(amount: int) -> str:
    return f"{show_exact(Decimal(amount) / ORE)} kr"
