"""Certificates of a cluster's own authority, made as the handbook makes them."""

from __future__ import annotations

import secrets
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

_CURVE: Final = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")

needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl makes the certificates, and is not here"
)


def openssl(*words: object) -> None:
    subprocess.run(
        [shutil.which("openssl") or "openssl", *map(str, words)], check=True, capture_output=True
    )


def authority(folder: Path) -> Path:
    """Make an authority; return the folder of its certificate and key."""
    folder.mkdir()
    openssl(
        "req", "-x509", *_CURVE, "-days", 3, "-subj", "/CN=xl-asn",
        "-keyout", folder / "ca-nyckel.pem", "-out", folder / "ca.pem",
    )  # fmt: skip
    return folder


def machine(folder: Path, by: Path, name: str = "IP:127.0.0.1", *more: object) -> Path:
    """Make what a machine of an authority has; return its folder."""
    folder.mkdir()
    key, request = folder / "nyckel.pem", folder / "begaran.pem"
    openssl(
        "req", *_CURVE, "-subj", "/CN=dator", "-addext", f"subjectAltName={name}",
        "-keyout", key, "-out", request,
    )  # fmt: skip
    openssl(
        "x509", "-req", "-in", request, "-copy_extensions", "copy", "-CA", by / "ca.pem",
        "-CAkey", by / "ca-nyckel.pem", *(more or ("-days", 3)), "-out", folder / "certifikat.pem",
    )  # fmt: skip
    shutil.copy(by / "ca.pem", folder)
    key.chmod(0o600)
    return folder


def secret(path: Path, data: bytes | None = None) -> Path:
    """Write a secret that nobody else can read."""
    path.write_bytes(secrets.token_bytes(32) if data is None else data)
    path.chmod(0o600)
    return path
