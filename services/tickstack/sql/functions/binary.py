"""Functions on varbinary: encodings and hashes."""

from tickstack.sql import digests, encodings, spooky
from tickstack.sql.functions.row import Expression, Function, rows
from tickstack.sql.python import python

_row = rows("https://trino.io/docs/current/functions/binary.html")


def _decoding(name: str, call: Expression, example: str, value: str) -> tuple[Function, Function]:
    """The rows of a decoder, which takes text and the bytes of text."""
    return (
        _row(name, "varchar -> varbinary", call, f"{name}('{example}')", value),
        _row(name, "varbinary -> varbinary", call, f"{name}(to_utf8('{example}'))", value),
    )


def _hash(name: str, call: Expression, value: str) -> Function:
    return _row(name, "varbinary -> varbinary", call, f"{name}(to_utf8('abc'))", value)


def _hmac(name: str, call: Expression, value: str) -> Function:
    example = f"substr({name}(to_utf8('abc'), to_utf8('key')), 1, 4)"
    return _row(name, "varbinary, varbinary -> varbinary", call, example, value)


ROWS = (
    _row("length", "varbinary -> bigint", "octet_length({0})", "length(X'0102')", "2"),
    _row("concat", "varbinary, varbinary, varbinary... -> varbinary",
         lambda a: "(" + " || ".join(each.sql for each in a) + ")", "concat(X'01', X'02', X'03')", "01 02 03"),
    _row("concat", "varbinary, varbinary -> varbinary", "({0} || {1})", "X'01' || X'02'", "01 02"),
    _row("substr", "varbinary, bigint -> varbinary", python(encodings.substring), "substr(X'010203', -2)", "02 03"),
    _row("substr", "varbinary, bigint, bigint -> varbinary", python(encodings.substring), "substr(X'010203', 2, 1)",
         "02"),
    _row("lpad", "varbinary, bigint, varbinary -> varbinary", python(encodings.padded_left),
         "lpad(X'01', 4, X'0203')", "02 03 02 01"),
    _row("rpad", "varbinary, bigint, varbinary -> varbinary", python(encodings.padded_right),
         "rpad(X'01', 4, X'0203')", "01 02 03 02"),
    _row("reverse", "varbinary -> varbinary", python(encodings.reversed_bytes), "reverse(X'0102')", "02 01"),
    _row("to_hex", "varbinary -> varchar", "hex({0})", "to_hex(X'0aff')", "0AFF"),
    *_decoding("from_hex", python(encodings.from_hex), "0aFF", "0a ff"),
    _row("to_base64", "varbinary -> varchar", "to_base64({0})", "to_base64(X'fbff')", "+/8="),
    *_decoding("from_base64", python(encodings.from_base64), "+/8", "fb ff"),
    _row("to_base64url", "varbinary -> varchar", "translate(to_base64({0}), '+/', '-_')", "to_base64url(X'fbff')",
         "-_8="),
    *_decoding("from_base64url", python(encodings.from_base64url), "-_8=", "fb ff"),
    _row("to_base32", "varbinary -> varchar", python(encodings.to_base32), "to_base32(to_utf8('abc'))", "MFRGG==="),
    *_decoding("from_base32", python(encodings.from_base32), "MFRGG===", "61 62 63"),
    _row("to_big_endian_32", "integer -> varbinary", python(encodings.to_big_endian_32), "to_big_endian_32(-2)",
         "ff ff ff fe"),
    _row("from_big_endian_32", "varbinary -> integer", python(encodings.from_big_endian_32),
         "from_big_endian_32(X'fffffffe')", "-2"),
    _row("to_big_endian_64", "bigint -> varbinary", python(encodings.to_big_endian_64), "to_big_endian_64(1)",
         "00 00 00 00 00 00 00 01"),
    _row("from_big_endian_64", "varbinary -> bigint", python(encodings.from_big_endian_64),
         "from_big_endian_64(X'0000000000000001')", "1"),
    _row("to_ieee754_32", "real -> varbinary", python(encodings.to_ieee754_32), "to_ieee754_32(REAL '1.5')",
         "3f c0 00 00"),
    _row("from_ieee754_32", "varbinary -> real", python(encodings.from_ieee754_32), "from_ieee754_32(X'3fc00000')",
         "1.5"),
    _row("to_ieee754_64", "double -> varbinary", python(encodings.to_ieee754_64), "to_ieee754_64(1.5)",
         "3f f8 00 00 00 00 00 00"),
    _row("from_ieee754_64", "varbinary -> double", python(encodings.from_ieee754_64),
         "from_ieee754_64(X'3ff8000000000000')", "1.5"),
    _hash("md5", "unhex(md5({0}))", "90 01 50 98 3c d2 4f b0 d6 96 3f 7d 28 e1 7f 72"),
    _hash("sha1", "unhex(sha1({0}))", "a9 99 3e 36 47 06 81 6a ba 3e 25 71 78 50 c2 6c 9c d0 d8 9d"),
    _hash("sha256", "unhex(sha256({0}))",
          "ba 78 16 bf 8f 01 cf ea 41 41 40 de 5d ae 22 23 b0 03 61 a3 96 17 7a 9c b4 10 ff 61 f2 00 15 ad"),
    _row("sha512", "varbinary -> varbinary", python(digests.sha512), "substr(sha512(to_utf8('abc')), 1, 4)",
         "dd af 35 a1"),
    _hash("xxhash64", python(digests.xxhash64), "44 bc 2c f5 ad 77 09 99"),
    _hash("murmur3", python(digests.murmur3), "67 78 ad 3f 3f 3f 96 b4 52 2d ca 26 41 74 a2 3b"),
    _hash("spooky_hash_v2_32", python(spooky.spooky_32), "75 37 c9 67"),
    _hash("spooky_hash_v2_64", python(spooky.spooky_64), "8a ab 15 f7 75 37 c9 67"),
    _row("crc32", "varbinary -> bigint", python(digests.crc32), "crc32(to_utf8('abc'))", "891568578"),
    _hmac("hmac_md5", python(digests.hmac_md5), "d2 fe 98 06"),
    _hmac("hmac_sha1", python(digests.hmac_sha1), "4f d0 b2 15"),
    _hmac("hmac_sha256", python(digests.hmac_sha256), "9c 19 6e 32"),
    _hmac("hmac_sha512", python(digests.hmac_sha512), "39 26 a2 07"),
)  # fmt: skip
