"""The private authority: made once, kept while it serves, its files closed to others."""

import ssl
from pathlib import Path

import certifi
import pytest

from tickstack.yahoo.tls import Certificates, ensure_certificates

HOSTS = ("query1.finance.yahoo.com", "fc.yahoo.com")


@pytest.fixture
def files(tmp_path: Path) -> Certificates:
    return ensure_certificates(tmp_path / "market", HOSTS)


def test_only_the_owner_reads_the_key(files: Certificates) -> None:
    assert files.key.stat().st_mode & 0o777 == 0o600
    keys = [path for path in files.folder.iterdir() if b"PRIVATE KEY" in path.read_bytes()]
    assert keys == [files.key]


def test_the_bundle_is_the_authority_and_the_public_roots(files: Certificates) -> None:
    bundle = ssl.create_default_context(cafile=str(files.bundle)).get_ca_certs()
    public = ssl.create_default_context(cafile=certifi.where()).get_ca_certs()
    assert len(bundle) == len(public) + 1


def test_a_serving_certificate_is_kept(files: Certificates) -> None:
    before = {path: path.read_bytes() for path in files.folder.iterdir()}
    ensure_certificates(files.folder, HOSTS)
    assert {path: path.read_bytes() for path in files.folder.iterdir()} == before


@pytest.mark.parametrize("name", ["ca.pem", "server.pem", "server.key"])
@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_a_damaged_file_gives_a_new_authority(files: Certificates, name: str, content: bytes | None) -> None:
    before = files.ca.read_bytes()
    path = files.folder / name
    path.unlink() if content is None else path.write_bytes(content)
    assert ensure_certificates(files.folder, HOSTS).ca.read_bytes() != before
    assert files.key.stat().st_mode & 0o777 == 0o600


def test_further_hosts_give_a_new_authority(files: Certificates) -> None:
    before = files.ca.read_bytes()
    assert ensure_certificates(files.folder, (*HOSTS, "consent.yahoo.com")).ca.read_bytes() != before


def test_another_authority_does_not_serve(files: Certificates, tmp_path: Path) -> None:
    other = ensure_certificates(tmp_path / "other", HOSTS)
    files.ca.write_bytes(other.ca.read_bytes())
    assert ensure_certificates(files.folder, HOSTS).ca.read_bytes() != other.ca.read_bytes()
