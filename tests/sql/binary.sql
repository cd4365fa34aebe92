-- length and substr
SELECT length(X'010203'), length(X''), substr(X'010203', 2), substr(X'010203', -2), substr(X'010203', 2, 1), substr(X'010203', 0), substr(X'010203', 9), substr(X'010203', -9)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"3","0","02 03","02 03","02","","",""

-- padding
SELECT lpad(X'0102', 5, X'aabb'), rpad(X'0102', 5, X'aabb'), lpad(X'010203', 2, X'00'), rpad(X'0102', 2, X'00')
---
"_col0","_col1","_col2","_col3"
"aa bb aa 01 02","01 02 aa bb aa","01 02","01 02"

-- padding with nothing
SELECT lpad(X'01', 3, X'')
---
error: INVALID_FUNCTION_ARGUMENT: Padding bytes must not be empty

-- padding to a negative length
SELECT rpad(X'01', -1, X'00')
---
error: INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]

-- reverse and concat
SELECT reverse(X'010203'), reverse(X''), X'01' || X'02', concat(X'01', X'02', X'03')
---
"_col0","_col1","_col2","_col3"
"03 02 01","","01 02","01 02 03"

-- comparison
SELECT X'01' < X'02', X'01' = X'01', X'' < X'00', X'ff' > X'0100'
---
"_col0","_col1","_col2","_col3"
"true","true","true","true"

-- hex
SELECT to_hex(X'0aff'), from_hex('0AfF'), from_hex(''), to_hex(X''), from_hex(to_utf8('ff'))
---
"_col0","_col1","_col2","_col3","_col4"
"0AFF","0a ff","","","ff"

-- hex of odd length
SELECT from_hex('abc')
---
error: INVALID_FUNCTION_ARGUMENT: invalid input length 3

-- hex of other letters
SELECT from_hex('zz')
---
error: INVALID_FUNCTION_ARGUMENT: not a hexadecimal digit: "z" = 122

-- base64
SELECT to_base64(to_utf8('hello')), from_utf8(from_base64('aGVsbG8=')), from_base64('aGVsbG8'), to_base64(X''), from_base64('')
---
"_col0","_col1","_col2","_col3","_col4"
"aGVsbG8=","hello","68 65 6c 6c 6f","",""

-- base64 of other letters
SELECT from_base64('a!b=')
---
error: INVALID_FUNCTION_ARGUMENT: Illegal base64 character 21

-- base64 that ends too early
SELECT from_base64('YWJjZ')
---
error: INVALID_FUNCTION_ARGUMENT: Last unit does not have enough valid bits

-- base64 of one letter
SELECT from_base64('Y')
---
error: INVALID_FUNCTION_ARGUMENT: Input byte[] should at least have 2 bytes for base64 bytes

-- base64 for URLs
SELECT to_base64url(X'fbff'), from_base64url('-_8='), to_base64(X'fbff')
---
"_col0","_col1","_col2"
"-_8=","fb ff","+/8="

-- base64 for URLs of other letters
SELECT from_base64url('+/8=')
---
error: INVALID_FUNCTION_ARGUMENT: Illegal base64 character 2b

-- base32
SELECT to_base32(to_utf8('hello')), from_utf8(from_base32('NBSWY3DP')), from_utf8(from_base32('ME======')), from_utf8(from_base32('ME'))
---
"_col0","_col1","_col2","_col3"
"NBSWY3DP","hello","a","a"

-- base32 of a length that cannot be
SELECT from_base32('M')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid input length 1

-- base32 of other letters
SELECT from_base32('m1')
---
error: INVALID_FUNCTION_ARGUMENT: Unrecognized character: m

-- big endian
SELECT to_big_endian_32(1), to_big_endian_32(-1), from_big_endian_32(X'fffffffe'), to_big_endian_64(1), from_big_endian_64(X'fffffffffffffffe')
---
"_col0","_col1","_col2","_col3","_col4"
"00 00 00 01","ff ff ff ff","-2","00 00 00 00 00 00 00 01","-2"

-- big endian of another length
SELECT from_big_endian_64(X'00')
---
error: INVALID_FUNCTION_ARGUMENT: expected 8-byte input, but got instead: 1

-- big endian of another length in 32 bits
SELECT from_big_endian_32(X'0000000000000001')
---
error: INVALID_FUNCTION_ARGUMENT: expected 4-byte input, but got instead: 8

-- IEEE 754
SELECT to_ieee754_32(REAL '1.5'), from_ieee754_32(X'3fc00000'), to_ieee754_64(-0.5), from_ieee754_64(X'3ff8000000000000'), from_ieee754_64(to_ieee754_64(infinity()))
---
"_col0","_col1","_col2","_col3","_col4"
"3f c0 00 00","1.5","bf e0 00 00 00 00 00 00","1.5","Infinity"

-- IEEE 754 of another length
SELECT from_ieee754_32(X'00')
---
error: INVALID_FUNCTION_ARGUMENT: Input floating-point value must be exactly 4 bytes long

-- IEEE 754 of another length in 64 bits
SELECT from_ieee754_64(X'00')
---
error: INVALID_FUNCTION_ARGUMENT: Input floating-point value must be exactly 8 bytes long

-- hashes
SELECT to_hex(md5(to_utf8(''))), to_hex(sha1(to_utf8('abc'))), to_hex(sha256(to_utf8('abc'))), to_hex(substr(sha512(to_utf8('abc')), 1, 8))
---
"_col0","_col1","_col2","_col3"
"D41D8CD98F00B204E9800998ECF8427E","A9993E364706816ABA3E25717850C26C9CD0D89D","BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD","DDAF35A193617ABA"

-- hashes of other kinds
SELECT to_hex(xxhash64(to_utf8('abc'))), to_hex(murmur3(to_utf8('abc'))), to_hex(spooky_hash_v2_32(to_utf8(''))), to_hex(spooky_hash_v2_64(to_utf8('hello'))), crc32(to_utf8('123456789'))
---
"_col0","_col1","_col2","_col3","_col4"
"44BC2CF5AD770999","6778AD3F3F3F96B4522DCA264174A23B","6BF50919","3768826AD382E6CA","3421780262"

-- keyed hashes
SELECT to_hex(hmac_md5(to_utf8('data'), to_utf8('key'))), to_hex(hmac_sha1(to_utf8('data'), to_utf8('key'))), to_hex(hmac_sha256(to_utf8('data'), to_utf8('key'))), to_hex(substr(hmac_sha512(to_utf8('data'), to_utf8('key')), 1, 8))
---
"_col0","_col1","_col2","_col3"
"9D5C73EF85594D34EC4438B7C97E51D8","104152C5BFDCA07BC633EEBD46199F0255C9F49D","5031FE3D989C6D1537A013FA6E739DA23463FDAEC3B70137D828E36ACE221BD0","3C5953A18F7303EC"

-- NULL
SELECT md5(NULL), to_hex(NULL), from_base64(NULL), crc32(NULL), length(CAST(NULL AS varbinary))
---
"_col0","_col1","_col2","_col3","_col4"
,,,,

-- a hash takes bytes
SELECT md5('abc')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(3)) for function md5. Expected: md5(varbinary)

-- types
SELECT typeof(md5(X'')), typeof(to_hex(X'')), typeof(crc32(X'')), typeof(from_big_endian_32(X'00000000')), typeof(X'00' || X'00')
---
"_col0","_col1","_col2","_col3","_col4"
"varbinary","varchar","bigint","integer","varbinary"
