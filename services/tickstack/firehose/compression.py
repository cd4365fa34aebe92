"""The compression formats of S3 objects: a row is the extension, the Content-Encoding, and the container."""

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tickstack.formats import snappy


@dataclass(frozen=True)
class Compression:
    """``pack`` takes the body and the name of an entry, for containers that have entries."""

    extension: str
    encoding: str | None
    pack: Callable[[bytes, str], bytes]


def _plain(body: bytes, _entry: str) -> bytes:
    return body


def _gzip(body: bytes, _entry: str) -> bytes:
    return gzip.compress(body, compresslevel=6)


def _zip(body: bytes, entry: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry, body)
    return file.getvalue()


def _xerial(body: bytes, _entry: str) -> bytes:
    return snappy.xerial(body)


def _hadoop(body: bytes, _entry: str) -> bytes:
    return snappy.hadoop(body)


COMPRESSIONS = {
    "UNCOMPRESSED": Compression("", None, _plain),
    "GZIP": Compression(".gz", "gzip", _gzip),
    "ZIP": Compression(".zip", "zip", _zip),
    "Snappy": Compression(".snappy", "snappy-java", _xerial),
    "HADOOP_SNAPPY": Compression(".snappy", "hadoop-snappy", _hadoop),
}
