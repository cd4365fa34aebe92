"""What is in the objects that Firehose writes: decompressed, and record by record."""

import gzip
import io
import json
import zipfile
from typing import Any

DECODER = json.JSONDecoder()


def decompressed(body: bytes, key: str) -> bytes:
    """The content of an object, whether it is plain, gzip or ZIP. Raises ValueError for Snappy."""
    if body.startswith(b"\x1f\x8b"):
        return gzip.decompress(body)
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if key.endswith((".snappy", ".hsnappy")):
        raise ValueError(f"{key} is compressed with Snappy, which is not read here; choose GZIP for the test")
    return body


def json_records(content: bytes, key: str) -> list[Any]:
    """The JSON values of an object, one after the other with or without whitespace between them.

    Firehose puts records together as they are: a stream whose records end without newlines has ``{...}{...}``.
    """
    text = content.decode()
    records: list[Any] = []
    position = 0
    while position < (length := len(text)):
        while position < length and text[position].isspace():
            position += 1
        if position == length:
            break
        try:
            record, position = DECODER.raw_decode(text, position)
        except json.JSONDecodeError:
            near = text[position : position + 60]
            raise ValueError(
                f"{key} is not JSON at character {position}: {near!r}; delivered_text() takes it"
            ) from None
        records.append(record)
    return records
