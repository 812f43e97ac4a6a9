"""What a cluster is reached with: whatever is missing, wrong or open to others is a sentence."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.certificates import authority, machine, needs_openssl, secret
from xl_asn.batch.cluster_reach import (
    CERTIFICATES_VARIABLE,
    SECRET_VARIABLE,
    NoClusterError,
    Reach,
)

_ADDRESS = "tls://127.0.0.1:9"

needs_modes = pytest.mark.skipif(os.name != "posix", reason="files have no modes on Windows")


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CERTIFICATES_VARIABLE, raising=False)
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("utgivare")
    authority(folder / "egen")
    authority(folder / "annan")
    return folder


@pytest.fixture
def ours(authorities: Path, tmp_path: Path) -> Path:
    """Return a folder with all that reaches a cluster."""
    folder = machine(tmp_path / "hemma", authorities / "egen")
    secret(folder / "hemlighet")
    return folder


def _reach(folder: Path, address: str = _ADDRESS) -> Reach:
    return Reach.of(address, str(folder), str(folder / "hemlighet"))


@needs_openssl
def test_options_and_environment_say_the_same(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = _reach(ours)
    assert told.secret == (ours / "hemlighet").read_bytes()
    assert [path.name for path in told.files] == [
        "ca.pem", "certifikat.pem", "nyckel.pem", "hemlighet",
    ]  # fmt: skip
    monkeypatch.setenv(CERTIFICATES_VARIABLE, str(ours))
    monkeypatch.setenv(SECRET_VARIABLE, str(ours / "hemlighet"))
    assert Reach.of(_ADDRESS) == told


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "localhost:9", "tcp://[::1]:9"])
def test_without_certificates_only_this_computer_is_reached(address: str) -> None:
    assert Reach.of(address, is_insecure=True).files == ()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("tcp://10.0.0.5:8786", "gäller bara en schemaläggare på den här datorn"),
        ("tcp://0.0.0.0:8786", "gäller bara en schemaläggare på den här datorn"),
        ("tcp://[::]:8786", "gäller bara en schemaläggare på den här datorn"),
        ("tcp://localhost.example:8786", "gäller bara en schemaläggare på den här datorn"),
        ("tcp://127.0.0.1.example:8786", "gäller bara en schemaläggare på den här datorn"),
        ("tcp://127.1:8786", "gäller bara en schemaläggare på den här datorn"),
        ("tls://127.0.0.1:8786", "går inte ihop med tls://"),
        ("ucx://127.0.0.1:8786", "går inte ihop med tls://"),
        ("inproc://127.0.0.1:8786", "går inte ihop med tls://"),
        ("tcp://127.0.0.1@10.0.0.5:8786", "är ingen adress"),
        ("tcp://127.0.0.1:8786/../x", "är ingen adress"),
        ("tcp://127.0.0.1:8786#@10.0.0.5:1", "är ingen adress"),
        ("tcp://10.0.0.5:1@127.0.0.1:8786", "är ingen adress"),
        ("tcp://127.0.0.1", "är ingen adress"),
        ("tcp://127.0.0.1:99999", "är ingen adress"),
        ("tcp://a://127.0.0.1:1", "är ingen adress"),
        ("", "är ingen adress"),
    ],
)
def test_no_other_computer_is_reached_without_certificates(address: str, says: str) -> None:
    with pytest.raises(NoClusterError, match=says):
        Reach.of(address, is_insecure=True)


def test_a_name_of_this_computer_that_leads_elsewhere_is_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def elsewhere(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, None, 0, "", (ip, 0)) for ip in ("127.0.0.1", "10.0.0.5")]

    monkeypatch.setattr(socket, "getaddrinfo", elsewhere)
    with pytest.raises(NoClusterError, match="på den här datorn"):
        Reach.of("tcp://localhost:9", is_insecure=True)


def test_certificates_and_insecure_are_not_both_asked_for(tmp_path: Path) -> None:
    with pytest.raises(NoClusterError, match="går inte ihop med tls:// eller --certifikat"):
        Reach.of("tcp://127.0.0.1:9", str(tmp_path), is_insecure=True)


Spoil = Callable[[Path, Path], object]


def _expired(folder: Path, authorities: Path) -> None:
    _replaced(folder, authorities / "egen", "-days", -1)


def _replaced(folder: Path, by: Path, *more: object) -> None:
    other = machine(folder.with_name("ny"), by, "IP:127.0.0.1", *more)
    for name in ("certifikat.pem", "nyckel.pem"):
        (other / name).replace(folder / name)


def _for_servers(folder: Path, authorities: Path) -> None:
    extension = folder / "bara-server"
    extension.write_text("extendedKeyUsage=serverAuth\n", encoding="utf-8")
    _replaced(folder, authorities / "egen", "-days", 3, "-extfile", extension)


@needs_openssl
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda f, _: (f / "ca.pem").unlink(), r"Certifikatet .*ca.pem går inte att läsa"),
        (lambda f, _: (f / "certifikat.pem").unlink(), r"certifikat.pem går inte att läsa"),
        (lambda f, _: (f / "nyckel.pem").unlink(), r"Nyckeln .*nyckel.pem går inte att läsa"),
        (lambda f, _: (f / "hemlighet").unlink(), r"Hemligheten .*hemlighet går inte att läsa"),
        (lambda f, _: secret(f / "hemlighet", b"x" * 31), "har 31 byte, men ska ha minst 32"),
        (lambda f, _: secret(f / "hemlighet", b"x" * 4097), "har 4097 byte"),
        (lambda f, _: secret(f / "hemlighet", b""), "går inte att läsa"),
        (lambda f, _: (f / "ca.pem").write_bytes(b"skr"), "går inte att använda"),
        (lambda f, _: (f / "certifikat.pem").write_bytes(b"skr"), "går inte att använda"),
        (lambda f, _: (f / "nyckel.pem").write_bytes(b"skr"), "går inte att använda"),
        (lambda f, a: _replaced(f, a / "annan"), "är inte utgivet av .*ca.pem"),
        (_expired, "har gått ut"),
        (_for_servers, "är gjort för något annat"),
    ],
)
def test_what_is_missing_or_wrong_is_a_sentence(
    ours: Path, authorities: Path, spoil: Spoil, says: str
) -> None:
    spoil(ours, authorities)
    with pytest.raises(NoClusterError, match=says):
        _reach(ours)


@needs_openssl
def test_a_key_with_a_password_is_a_sentence_and_nobody_is_asked_for_it(ours: Path) -> None:
    from tests.batch.certificates import openssl  # noqa: PLC0415

    key = ours / "nyckel.pem"
    openssl("ec", "-in", key, "-aes256", "-passout", "pass:hemligt", "-out", ours / "ny")
    (ours / "ny").replace(key)
    with pytest.raises(NoClusterError, match="utan lösenord"):
        _reach(ours)


@needs_openssl
@needs_modes
@pytest.mark.parametrize("name", ["nyckel.pem", "hemlighet"])
def test_what_others_can_read_or_write_is_refused(ours: Path, name: str) -> None:
    for mode in (0o600, 0o400, 0o640):
        (ours / name).chmod(mode)
        assert _reach(ours).port == 9
    for mode in (0o644, 0o660, 0o604, 0o602, 0o666):
        (ours / name).chmod(mode)
        with pytest.raises(NoClusterError, match=f"chmod 600 .*{name}"):
            _reach(ours)
