"""The private certificate authority that lets unmodified clients take the stand-in for Yahoo's hosts.

The authority's own key is never written: when the certificate no longer serves, a new authority is made.
"""

import os
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import certifi
import trustme
from cryptography import x509
from cryptography.exceptions import InvalidSignature

MARGIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Certificates:
    """The files of one folder. Clients trust ``ca`` (the authority alone) or ``bundle`` (with the public roots)."""

    folder: Path

    @property
    def ca(self) -> Path:
        return self.folder / "ca.pem"

    @property
    def bundle(self) -> Path:
        return self.folder / "ca-bundle.pem"

    @property
    def chain(self) -> Path:
        return self.folder / "server.pem"

    @property
    def key(self) -> Path:
        return self.folder / "server.key"


def ensure_certificates(folder: Path, hosts: Sequence[str]) -> Certificates:
    """The certificates of ``folder``, made anew when they are absent, damaged, for other hosts or about to expire."""
    files = Certificates(folder)
    if not _serves(files, hosts, datetime.now(UTC)):
        folder.mkdir(parents=True, exist_ok=True)
        _make(files, hosts)
    _write(files.bundle, files.ca.read_bytes() + Path(certifi.where()).read_bytes(), 0o644)
    return files


def _make(files: Certificates, hosts: Sequence[str]) -> None:
    authority = trustme.CA(organization_name="tickstack", organization_unit_name="synthetic market")
    issued = authority.issue_cert(*hosts)
    _write(files.ca, authority.cert_pem.bytes(), 0o644)
    _write(files.chain, b"".join(blob.bytes() for blob in issued.cert_chain_pems), 0o644)
    _write(files.key, issued.private_key_pem.bytes(), 0o600)


def _serves(files: Certificates, hosts: Sequence[str], now: datetime) -> bool:
    try:
        authority = x509.load_pem_x509_certificate(files.ca.read_bytes())
        server = x509.load_pem_x509_certificate(files.chain.read_bytes())
        server.verify_directly_issued_by(authority)
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(files.chain, files.key)
    except (OSError, ValueError, TypeError, InvalidSignature):
        return False
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    until = min(authority.not_valid_after_utc, server.not_valid_after_utc)
    return set(names.get_values_for_type(x509.DNSName)) == set(hosts) and now + MARGIN < until


def _write(path: Path, content: bytes, mode: int) -> None:
    """Whole or not at all, and never readable by more than ``mode`` allows."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
    draft.replace(path)
