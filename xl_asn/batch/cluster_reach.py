"""How a cluster is reached: over TLS with certificates and a secret, or on this computer alone.

All of it is looked at before anything is sent. What is wrong is a sentence that says what to do.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import stat
from pathlib import Path
from typing import Final, NamedTuple, NoReturn, Self
from urllib.parse import urlsplit

from xl_asn.files.reading import snapshot
from xl_asn.files.reading.snapshot import Snapshot

CERTIFICATES_VARIABLE: Final = "XL_ASN_KLUSTER_CERTIFIKAT"
SECRET_VARIABLE: Final = "XL_ASN_KLUSTER_HEMLIGHET"  # noqa: S105 - the name of a path

_AUTHORITY, _CERTIFICATE, _KEY = "ca.pem", "certifikat.pem", "nyckel.pem"
_LEAST_SECRET_BYTES: Final = 32
_MOST_SECRET_BYTES: Final = 4096
_MORE_THAN_640: Final = 0o137
_EXAMPLE: Final = "tls://10.0.0.5:8786"
_NO_CERTIFICATES: Final = (
    "Mappen med klustrets certifikat är inte angiven. Ange den med --certifikat eller med "
    f"variabeln {CERTIFICATES_VARIABLE}."
)
_NO_SECRET: Final = (
    "Klustrets hemlighet är inte angiven. Ange filen med --hemlighet eller med variabeln "
    f"{SECRET_VARIABLE}."
)

#: What OpenSSL calls the faults of a certificate.
_NOT_YET, _EXPIRED = 9, 10
_OTHER_PURPOSE: Final = 26
_OTHER_NAMES: Final = frozenset({62, 64})


class NoClusterError(Exception):
    """The cluster cannot be used; the message is a Swedish sentence that says why."""


class Reach(NamedTuple):
    """Where a scheduler is, and what shows it who asks: nothing at all on this computer alone."""

    shown: str
    host: str
    port: int
    certificates: Path | None = None
    secret_file: Path | None = None
    secret: bytes | None = None

    @classmethod
    def of(
        cls,
        address: str,
        certificates: str | None = None,
        secret: str | None = None,
        *,
        is_insecure: bool = False,
    ) -> Self:
        """Look at what a user has given; the environment names what the options do not.

        Args:
            address: as Dask writes it, ``tls://10.0.0.5:8786``.
            certificates: the folder of the certificates.
            secret: the file of the secret.
            is_insecure: without certificates, to a scheduler on this computer.

        Raises:
            NoClusterError: something is missing, wrong, or readable by others.
        """
        scheme, host, port = _parts(address)
        file = secret or os.environ.get(SECRET_VARIABLE)
        if is_insecure:
            _refuse_insecure(address, scheme, host, certificates)
            folder = None
        else:
            _refuse_open(address, scheme)
            folder = Path(_named(certificates, CERTIFICATES_VARIABLE, _NO_CERTIFICATES))
            _refuse_certificates(folder)
            file = _named(file, SECRET_VARIABLE, _NO_SECRET)
        held = read_secret(file) if file else None
        return cls(address, host, port, folder, Path(file) if file else None, held)

    @property
    def tls_files(self) -> tuple[Path, ...]:
        """Those whose certificates are believed, the certificate of this computer, and its key."""
        names = (_AUTHORITY, _CERTIFICATE, _KEY)
        return tuple(self.certificates / name for name in names) if self.certificates else ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Return what was read of all this: no answer is to be written over it."""
        return (*self.tls_files, *([self.secret_file] if self.secret_file else []))


def secret_of_machine() -> bytes:
    """Return the secret of the file that the environment names.

    Raises:
        NoClusterError: it is not named, cannot be read, is too short, or others can read it.
    """
    return read_secret(_named(None, SECRET_VARIABLE, _NO_SECRET))


def read_secret(named: str) -> bytes:
    """Return the secret of a file.

    Raises:
        NoClusterError: it cannot be read, is no secret, or others can read it.
    """
    data = _own(Path(named), "Hemligheten")
    if not _LEAST_SECRET_BYTES <= len(data) <= _MOST_SECRET_BYTES:
        _refuse(
            f"Hemligheten {named} har {len(data)} byte, men ska ha minst {_LEAST_SECRET_BYTES} och "
            f"högst {_MOST_SECRET_BYTES}. Gör en ny: openssl rand -out {named} 32"
        )
    return data


def certificate_fault(error: BaseException, address: str) -> str | None:
    """Return a sentence where an error says that a certificate is not believed."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        if isinstance(one, ssl.SSLCertVerificationError):
            return f"Klustret {address} {_why(one)}"
        if isinstance(one, ssl.SSLError):
            return (
                f"Klustret {address} godtar inte anslutningen. Se efter att certifikatet här och "
                "det på schemaläggarens dator är utgivna av samma ca.pem och inte har gått ut, och "
                "att schemaläggaren är startad med tls."
            )
        one = getattr(one, "real_error", None) or one.__cause__ or one.__context__
    return None


def _why(error: ssl.SSLCertVerificationError) -> str:
    if error.verify_code in {_EXPIRED, _NOT_YET}:
        return "har ett certifikat som har gått ut eller inte gäller än. Gör ett nytt där."
    if error.verify_code in _OTHER_NAMES:
        return (
            "har ett certifikat för en annan dator. Kontrollera adressen, eller gör ett certifikat "
            "med den adressen i subjectAltName."
        )
    return "har ett certifikat som inte är utgivet av din ca.pem. Anslut inte förrän du vet varför."


def _parts(address: str) -> tuple[str, str, int]:
    """Return scheme, host and port; Dask's own words without a scheme are for TCP."""
    try:
        whole = address if "://" in address else f"tcp://{address}"
        parts = urlsplit(whole)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or not port or whole.partition("://")[2] not in {
        f"{host}:{port}", f"[{host}]:{port}"
    }:  # fmt: skip
        _refuse(f"Klustrets adress {address} är ingen adress. Skriv den så här: {_EXAMPLE}.")
    return parts.scheme, host, port


def _refuse_insecure(address: str, scheme: str, host: str, certificates: str | None) -> None:
    if certificates is not None or scheme != "tcp":
        _refuse(
            "--osaker är utan certifikat och går inte ihop med tls:// eller --certifikat. "
            "Ta bort --osaker."
        )
    if not _is_this_computer(host):
        _refuse(
            f"--osaker gäller bara en schemaläggare på den här datorn, som tcp://127.0.0.1:8786, "
            f"men {address} är en annan. Ange adressen som {_EXAMPLE}, med --certifikat och "
            "--hemlighet."
        )


def _refuse_open(address: str, scheme: str) -> None:
    if scheme != "tls":
        _refuse(
            f"Klustret {address} nås utan kryptering, så andra kan läsa filerna. Ange adressen som "
            f"{_EXAMPLE}, med --certifikat och --hemlighet. Är schemaläggaren på den här datorn "
            "kan du ange --osaker."
        )


def _is_this_computer(host: str) -> bool:
    try:
        if host != "localhost":
            return ipaddress.ip_address(host).is_loopback
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return all(ipaddress.ip_address(address[0]).is_loopback for *_, address in found)
    except (OSError, ValueError):  # another name is another computer's, whatever it leads to today
        return False


def _refuse_certificates(folder: Path) -> None:
    """Refuse what cannot be shown to a scheduler, by showing it to ourselves.

    Raises:
        NoClusterError: a file is missing or no certificate, others can read the key, or the
            certificate has expired or is of another authority.
    """
    authority, certificate = folder / _AUTHORITY, folder / _CERTIFICATE
    _read(authority, "Certifikatet")
    _read(certificate, "Certifikatet")
    _own(folder / _KEY, "Nyckeln")
    there = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    here = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    here.check_hostname = False
    here.verify_mode = ssl.CERT_NONE  # it is we who are looked at, and no line leads out
    there.verify_mode = ssl.CERT_REQUIRED
    try:
        there.load_verify_locations(authority)
        for side in (there, here):
            side.load_cert_chain(certificate, folder / _KEY, password=lambda: b"")
        _meet(there, here)
    except ssl.SSLCertVerificationError as error:
        if error.verify_code in {_EXPIRED, _NOT_YET}:
            _refuse(f"Certifikatet {certificate} har gått ut eller gäller inte än. Gör ett nytt.")
        if error.verify_code == _OTHER_PURPOSE:
            _refuse(
                f"Certifikatet {certificate} är gjort för något annat. Gör ett nytt, med "
                "clientAuth i extendedKeyUsage."
            )
        _refuse(f"Certifikatet {certificate} är inte utgivet av {authority}. Gör ett nytt.")
    except (ssl.SSLError, OSError, ValueError):
        _refuse(
            f"Certifikaten i {folder} går inte att använda. {_AUTHORITY} och {_CERTIFICATE} ska "
            f"vara certifikat i PEM-format, och {_KEY} den nyckel utan lösenord som hör till "
            f"{_CERTIFICATE}."
        )


def _meet(there: ssl.SSLContext, here: ssl.SSLContext) -> None:
    """Let two sides shake hands within this process.

    Raises:
        ssl.SSLError: one of them will not.
    """
    to_here, to_there = ssl.MemoryBIO(), ssl.MemoryBIO()
    sides = (
        here.wrap_bio(to_here, to_there),
        there.wrap_bio(to_there, to_here, server_side=True),
    )
    for _ in range(4):
        for side in sides:
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue


def _own(path: Path, what: str) -> bytes:
    """Read a file that nobody else may read."""
    data = _read(path, what)
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & _MORE_THAN_640:
        _refuse(
            f"{what} {path} kan läsas eller ändras av andra på datorn (rättigheter {mode:o}). "
            f"Kör: chmod 600 {path}"
        )
    return data


def _read(path: Path, what: str) -> bytes:
    taken = snapshot.take(path)
    if not isinstance(taken, Snapshot):
        _refuse(f"{what} {path} går inte att läsa. {taken.message}")
    return taken.data


def _named(given: str | None, variable: str, sentence: str) -> str:
    """Return the path that is given, or that the environment names."""
    return given or os.environ.get(variable) or _refuse(sentence)


def _refuse(sentence: str) -> NoReturn:
    raise NoClusterError(sentence)
