-- chr and codepoint
SELECT chr(65), chr(8364), chr(128512), codepoint('A'), codepoint('€'), chr(NULL)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"A","€","😀","65","8364",

-- chr beyond Unicode
SELECT chr(1114112)
---
error: INVALID_FUNCTION_ARGUMENT: Not a valid Unicode code point: 1114112

-- chr of a surrogate
SELECT chr(55296)
---
error: INVALID_FUNCTION_ARGUMENT: Not a valid Unicode code point: 55296

-- codepoint takes one character
SELECT codepoint('ab')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(2)) for function codepoint. Expected: codepoint(varchar(1))

-- codepoint of nothing
SELECT codepoint('')
---
error: INVALID_FUNCTION_ARGUMENT: Input string must be a single character string

-- concat and its operator
SELECT concat('a', 'b', 'c'), 'a' || 'b', concat('a', NULL), 'a' || NULL, '' || ''
---
"_col0","_col1","_col2","_col3","_col4"
"abc","ab",,,""

-- concat of one
SELECT concat('a')
---
error: INVALID_FUNCTION_ARGUMENT: line 1:8: There must be two or more concatenation arguments

-- concat of text and a number
SELECT 'a' || 1
---
error: FUNCTION_NOT_FOUND: line 1:12: Unexpected parameters (varchar(1), integer) for function concat. Expected: concat(E, array(E)) E, concat(array(E)) E, concat(array(E), E) E, concat(char(x), char(y)), concat(varbinary), concat(varchar)

-- concat of a number and text
SELECT concat(1, 'a')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer, varchar(1)) for function concat. Expected: concat(E, array(E)) E, concat(array(E)) E, concat(array(E), E) E, concat(char(x), char(y)), concat(varbinary), concat(varchar)

-- concat of varbinary
SELECT X'01' || X'0203', concat(X'01', X'02', X'03')
---
"_col0","_col1"
"01 02 03","01 02 03"

-- concat of text of fixed length
SELECT CAST('a' AS char(2)) || CAST('b' AS char(2)), typeof(CAST('a' AS char(2)) || CAST('b' AS char(2)))
---
"_col0","_col1"
"a b ","char(4)"

-- concat_ws
SELECT concat_ws(',', 'a', NULL, 'b', ''), concat_ws(NULL, 'a', 'b'), concat_ws(',', ARRAY['x', NULL, 'y']), concat_ws(',', CAST(ARRAY[] AS array(varchar)))
---
"_col0","_col1","_col2","_col3"
"a,b,",,"x,y",""

-- concat_ws of a NULL array
SELECT concat_ws('-', CAST(NULL AS array(varchar)))
---
"_col0"


-- hamming_distance
SELECT hamming_distance('abc', 'axc'), hamming_distance('', ''), hamming_distance('café', 'cafe')
---
"_col0","_col1","_col2"
"1","0","1"

-- hamming_distance of unequal lengths
SELECT hamming_distance('ab', 'a')
---
error: INVALID_FUNCTION_ARGUMENT: The input strings to hamming_distance function must have the same length

-- length counts code points
SELECT length('abc'), length(''), length('é€😀'), length(CAST('ab' AS char(5))), length(NULL)
---
"_col0","_col1","_col2","_col3","_col4"
"3","0","3","5",

-- levenshtein_distance
SELECT levenshtein_distance('kitten', 'sitting'), levenshtein_distance('', 'abc'), levenshtein_distance('a', 'a'), levenshtein_distance('café', 'cafe')
---
"_col0","_col1","_col2","_col3"
"3","3","0","1"

-- lower and upper
SELECT lower('ÄÖÜ ABC'), upper('äöü abc'), upper('straße'), lower('İ') = 'i'
---
"_col0","_col1","_col2","_col3"
"äöü abc","ÄÖÜ ABC","STRAßE","true"

-- lpad and rpad
SELECT lpad('abc', 5, 'xy'), lpad('abc', 2, 'xy'), lpad('abc', 0, 'x'), rpad('abc', 8, 'xy'), rpad('é', 3, '€'), lpad('a', NULL, 'x')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"xyabc","ab","","abcxyxyx","é€€",

-- lpad to a negative length
SELECT lpad('abc', -1, 'x')
---
error: INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]

-- lpad with nothing
SELECT lpad('abc', 5, '')
---
error: INVALID_FUNCTION_ARGUMENT: Padding string must not be empty

-- lpad with nothing under TRY
SELECT TRY(lpad('abc', 5, '')), COALESCE(TRY(rpad('abc', -1, 'x')), 'none')
---
"_col0","_col1"
,"none"

-- trims remove blanks of all kinds
SELECT '[' || trim(U&'\0009\000a abc \3000') || ']', ltrim('  a ') || '|', '|' || rtrim(' a  ')
---
"_col0","_col1","_col2"
"[abc]","a |","| a"

-- a no-break space is no blank
SELECT length(trim(U&'\00a0a\00a0'))
---
"_col0"
"3"

-- trims of characters
SELECT trim('xy' FROM 'xyaxy'), ltrim('xxax', 'x'), rtrim('xaxx', 'x'), trim('axa', 'x'), trim('aaa', 'a'), trim(BOTH '€' FROM '€a€')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"a","ax","xa","axa","","a"

-- trim in all its forms
SELECT trim(' a '), trim(BOTH FROM ' a '), trim(LEADING FROM ' a ') || '|', trim(TRAILING FROM ' a '), trim(LEADING 'x' FROM 'xax'), trim(TRAILING 'x' FROM 'xax'), trim(FROM ' a ')
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"a","a","a |"," a","ax","xa","a"

-- luhn_check
SELECT luhn_check('79927398713'), luhn_check('79927398714'), luhn_check(''), luhn_check(NULL)
---
"_col0","_col1","_col2","_col3"
"true","false","false",

-- luhn_check of no digits
SELECT luhn_check('abc')
---
error: INVALID_FUNCTION_ARGUMENT: Input contains non-digit character

-- position and strpos
SELECT position('l' IN 'hello'), strpos('hello', 'l'), strpos('hello', 'z'), strpos('hello', ''), strpos('😀a', 'a'), strpos(NULL, 'a')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"3","3","0","1","2",

-- strpos of the nth occurrence
SELECT strpos('hello', 'l', 2), strpos('hello', 'l', 3), strpos('hello', 'l', -1), strpos('hello', 'l', -2), strpos('aaaa', 'aa', 3), strpos('aaaa', 'aa', -3)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"4","0","4","3","3","1"

-- strpos of no occurrence
SELECT strpos('hello', 'l', 0)
---
error: INVALID_FUNCTION_ARGUMENT: 'instance' must be a positive or negative number.

-- replace
SELECT replace('banana', 'an'), replace('banana', 'an', 'o'), replace('abc', '', '-'), replace('', '', 'x'), replace('abc', 'z', 'y'), replace('abc', NULL, 'y')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"ba","booa","-a-b-c-","x","abc",

-- reverse counts code points
SELECT reverse('abc'), reverse(''), reverse('é€😀'), reverse(X'010203')
---
"_col0","_col1","_col2","_col3"
"cba","","😀€é","03 02 01"

-- soundex
SELECT soundex('Robert'), soundex('Rupert'), soundex('Ashcraft'), soundex('Tymczak'), soundex('Pfister'), soundex('Honeyman'), soundex(''), soundex('1a')
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"R163","R163","A261","T522","P236","H555","","A000"

-- soundex of other letters
SELECT soundex('Jörg')
---
error: INVALID_FUNCTION_ARGUMENT: The character is not mapped: Ö (index=149)

-- split
SELECT split('a,b,,c', ','), split('', ','), split('a', ','), split(',', ','), split('a<>b', '<>')
---
"_col0","_col1","_col2","_col3","_col4"
"[a, b, , c]","[]","[a]","[, ]","[a, b]"

-- split up to a limit
SELECT split('a,b,c', ',', 1), split('a,b,c', ',', 2), split('a,b,c', ',', 3), split('a,b,c', ',', 9)
---
"_col0","_col1","_col2","_col3"
"[a,b,c]","[a, b,c]","[a, b, c]","[a, b, c]"

-- split at nothing
SELECT split('abc', '')
---
error: INVALID_FUNCTION_ARGUMENT: The delimiter may not be the empty string

-- split up to no parts
SELECT split('a,b', ',', 0)
---
error: INVALID_FUNCTION_ARGUMENT: Limit must be positive

-- split_part
SELECT split_part('a-b-c', '-', 1), split_part('a-b-c', '-', 3), split_part('a-b-c', '-', 4), split_part('', '-', 1), split_part('abc', '', 2), split_part('abc', '', 4), split_part('a-', '-', 2)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"a","c",,"","b",,""

-- split_part of index zero
SELECT split_part('a-b', '-', 0)
---
error: INVALID_FUNCTION_ARGUMENT: Index must be greater than zero

-- split_to_map
SELECT split_to_map('a=1,b=2', ',', '='), split_to_map('a=1,', ',', '='), split_to_map('', ',', '='), split_to_map('a=', ',', '=')
---
"_col0","_col1","_col2","_col3"
"{a=1, b=2}","{a=1}","{}","{a=}"

-- split_to_map of equal keys
SELECT split_to_map('a=1,a=2', ',', '=')
---
error: INVALID_FUNCTION_ARGUMENT: Duplicate keys (a) are not allowed

-- split_to_map of no pair
SELECT split_to_map('a=1,b', ',', '=')
---
error: INVALID_FUNCTION_ARGUMENT: Key-value delimiter must appear exactly once in each entry. Bad input: 'b'

-- split_to_map of equal delimiters
SELECT split_to_map('a=1', '=', '=')
---
error: INVALID_FUNCTION_ARGUMENT: entryDelimiter and keyValueDelimiter must not be the same

-- split_to_map without a delimiter
SELECT split_to_map('a=1', '', '=')
---
error: INVALID_FUNCTION_ARGUMENT: entryDelimiter is empty

-- split_to_multimap
SELECT split_to_multimap('a=1,b=2,a=3', ',', '='), split_to_multimap('', ',', '=')
---
"_col0","_col1"
"{a=[1, 3], b=[2]}","{}"

-- starts_with
SELECT starts_with('abc', 'ab'), starts_with('abc', ''), starts_with('abc', 'b'), starts_with(NULL, 'a')
---
"_col0","_col1","_col2","_col3"
"true","true","false",

-- substr
SELECT substr('hello', 2), substr('hello', -3), substr('hello', 0), substr('hello', 9), substr('hello', -9), substr('é€😀', 2)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"ello","llo","","","","€😀"

-- substr with a length
SELECT substr('hello', 2, 3), substr('hello', -3, 2), substr('hello', 2, 0), substr('hello', 2, -1), substr('hello', 4, 9), substr('hello', 0, 2)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"ell","ll","","","lo",""

-- substring in SQL's form
SELECT substring('hello' FROM 2), substring('hello' FROM 2 FOR 3), substring('hello', 2, 3)
---
"_col0","_col1","_col2"
"ello","ell","ell"

-- translate
SELECT translate('abcd', 'ab', 'x'), translate('abcd', '', 'x'), translate('abcd', 'aa', 'xy'), translate('€a', '€', 'E')
---
"_col0","_col1","_col2","_col3"
"xcd","abcd","xbcd","Ea"

-- word_stem
SELECT word_stem('running'), word_stem('generously'), word_stem('maisons', 'fr'), word_stem('')
---
"_col0","_col1","_col2","_col3"
"run","generous","maison",""

-- word_stem of an unknown language
SELECT word_stem('a', 'xx')
---
error: INVALID_FUNCTION_ARGUMENT: Unknown stemmer language: xx

-- normalize
SELECT length(normalize('é', NFD)), length(normalize(U&'e\0301')), normalize('ﬁ', NFKC), normalize('ﬁ', NFKD)
---
"_col0","_col1","_col2","_col3"
"2","1","fi","fi"

-- text and bytes
SELECT to_utf8('é'), from_utf8(X'c3a9'), from_utf8(X'61ff62'), from_utf8(X'61ff62', '?'), from_utf8(X'61ff62', ''), from_utf8(X'61ff62', 33)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"c3 a9","é","a�b","a?b","ab","a!b"

-- from_utf8 with a long replacement
SELECT from_utf8(X'ff', 'ab')
---
error: INVALID_FUNCTION_ARGUMENT: Replacement character string must empty or a single character

-- from_utf8 with a surrogate
SELECT from_utf8(X'ff', 55296)
---
error: INVALID_FUNCTION_ARGUMENT: Invalid replacement character

-- types of functions on text
SELECT typeof(concat('a', 'b')), typeof(lower('ab')), typeof(replace('ab', 'a')), typeof(replace('ab', 'a', 'xy')), typeof(split('a', ',')), typeof(chr(65)), typeof(substr('hello', 2)), typeof(lpad('a', 3, 'b')), typeof(soundex('a')), typeof(to_utf8('a')), typeof(split_to_map('', ',', '='))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9","_col10"
"varchar","varchar(2)","varchar(2)","varchar(8)","array(varchar(1))","varchar(1)","varchar(5)","varchar","varchar(4)","varbinary","map(varchar, varchar)"

-- format of text and numbers
SELECT format('%s%%', 123), format('%.5f', 3.14159265), format('%03d', 8), format('%,.2f', 1234567.89), format('%-7s|%7s', 'hello', 'x'), format('%2$s %3$s %1$s', 'a', 'b', 'c')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"123%","3.14159","008","1,234,567.89","hello  |      x","b c a"

-- format of dates
SELECT format('%1$tA, %1$tB %1$te, %1$tY', DATE '2006-07-04'), format('%tF %<tT', TIMESTAMP '2020-05-14 09:30:05'), format('%s', TIMESTAMP '2020-05-14 09:30:00'), format('%s', DATE '2020-05-14')
---
"_col0","_col1","_col2","_col3"
"Tuesday, July 4, 2006","2020-05-14 09:30:05","2020-05-14T09:30","2020-05-14"

-- format of other values
SELECT format('%s %s %b', NULL, true, false), format('%x', 255), format('%e', 12345.678), format('%s', 1.0), format('%s', DECIMAL '1.50'), format(NULL, 1)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"null true false","ff","1.234568e+04","1.0","1.50",

-- format of text as a number
SELECT format('%d', 'a')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format string: %d (IllegalFormatConversion: d != java.lang.String)

-- format of a double as a whole number
SELECT format('%d', 1.5)
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format string: %d (IllegalFormatConversion: d != java.lang.Double)

-- format with too few values
SELECT format('%s %s', 'a')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format string: %s %s (MissingFormatArgument: Format specifier '%s')

-- format with an unknown conversion
SELECT format('%q', 1)
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format string: %q (UnknownFormatConversion: Conversion = 'q')

-- format without values
SELECT format('a')
---
error: SYNTAX_ERROR: line 1:8: The 'format' function must have at least two arguments

-- format_number
SELECT format_number(123456), format_number(1000000), format_number(999), format_number(-1234567), format_number(1234.5), format_number(0)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"123K","1M","999","-1.23M","1.23K","0"

-- parse_data_size
SELECT parse_data_size('1B'), parse_data_size('1kB'), parse_data_size('2.3MB')
---
"_col0","_col1","_col2"
"1","1024","2411724"

-- parse_data_size of no size
SELECT parse_data_size('1 MB')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid data size: '1 MB'

-- Teradata's functions
SELECT index('hello', 'l'), char2hexint('é')
---
"_col0","_col1"
"3","00E9"

-- uuid
SELECT typeof(uuid()), uuid() = uuid()
---
"_col0","_col1"
"uuid","false"

-- functions on colours
SELECT bar(0.5, 10)
---
error: NOT_SUPPORTED: line 1:8: tickstack does not support the function bar yet

-- functions on text of fixed length
SELECT lower(CAST('AB' AS char(3))) || '|', trim(CAST(' AB' AS char(5))) || '|', substr(CAST('ABC' AS char(4)), 2) || '|', typeof(substr(CAST('ABC' AS char(4)), 2)), length(CAST('AB' AS char(3)))
---
"_col0","_col1","_col2","_col3","_col4"
"ab |","AB   |","BC  |","char(4)","3"

-- what PrestoDB has and Trino has not
SELECT ends_with('abc', 'c')
---
error: FUNCTION_NOT_FOUND: line 1:8: Function 'ends_with' not registered

-- NULL comes before any error
SELECT lpad(NULL, -1, ''), lpad('a', NULL, ''), split(NULL, ''), split('a', NULL), split(NULL, ',', 0), split('a,b', ',', NULL), split_part(NULL, '-', 0), split_part('a', NULL, 0), split_part('a', '-', NULL), replace('a', '', NULL), strpos(NULL, 'a', 0), from_hex(NULL), url_decode(NULL)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9","_col10","_col11","_col12"
,,,,,,,,,,,,

-- concat_ws of NULL
SELECT concat_ws(NULL, ARRAY['a', 'b']), concat_ws(',', ARRAY[CAST(NULL AS varchar)]), concat_ws(',', NULL, NULL)
---
"_col0","_col1","_col2"
,"",""

-- more arguments than a function may have
SELECT concat('a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a')
---
error: TOO_MANY_ARGUMENTS: line 1:8: Too many arguments for function call concat()

-- format of what is cast to text
SELECT format('%s|%s|%s', INTERVAL '2' DAY, UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59', JSON '{"a":1}'), format('%s', TIMESTAMP '2020-05-14 09:30:00.123456'), format('%s', TIME '09:30:00')
---
"_col0","_col1","_col2"
"2 00:00:00.000|12151fd2-7586-11e9-8f9e-2a86e4085a59|{""a"":1}","2020-05-14T09:30:00.123456","09:30"

-- format of an array
SELECT format('%s', ARRAY[1])
---
error: NOT_SUPPORTED: line 1:21: Type not supported for formatting: array(integer)

-- what stands between the parts may differ by row
SELECT concat_ws(s, ARRAY['a', NULL, 'b']), concat_ws(s, 'x', 'y'), replace('a.b', '.', s), replace('ab', '', s), split('1' || s || '2' || s || '3', s, 2) FROM (VALUES '-', '+ ', NULL) t(s)
---
"_col0","_col1","_col2","_col3","_col4"
"a-b","x-y","a-b","-a-b-","[1, 2-3]"
"a+ b","x+ y","a+ b","+ a+ b+ ","[1, 2+ 3]"
,,,,

-- substr saturates
SELECT substr('abc', 1, 9223372036854775807), substr('abc', 2, 2147483648), substr('abc', -9223372036854775807), substr('abc', -9223372036854775807, 2), substr('abc', 9223372036854775807, 9223372036854775807)
---
"_col0","_col1","_col2","_col3","_col4"
"abc","bc","","",""

-- from_utf8 replaces what a first byte announces
SELECT from_utf8(X'c0af'), from_utf8(X'f0808080'), from_utf8(X'eda08041'), from_utf8(X'f4908080'), from_utf8(X'f8888080808041'), from_utf8(X'e28261')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"�","�","�A","�","��A","�a"

-- split_to_multimap of no pair
SELECT split_to_multimap('a=1,b', ',', '=')
---
error: INVALID_FUNCTION_ARGUMENT: Key-value delimiter must appear exactly once in each entry. Bad input: b

-- maps of keys called key and value
SELECT split_to_map('key=1,value=2', ',', '='), split_to_multimap('key=1,value=2', ',', '=')
---
"_col0","_col1"
"{key=1, value=2}","{key=[1], value=[2]}"

-- format of several, of which Trino names the first
SELECT format('%s %s', 1, X'00')
---
error: NOT_SUPPORTED: line 1:24: Type not supported for formatting: integer

-- text of fixed length is no varchar
SELECT reverse(CAST('ab' AS char(3)))
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (char(3)) for function reverse. Expected: reverse(array(E)) E, reverse(varbinary), reverse(varchar(x))

-- text of fixed length becomes the other's
SELECT 'x' || CAST('a' AS char(2)), typeof('x' || CAST('a' AS char(2))), CAST('a' AS char(3)) IN ('a', 'b'), CAST('a' AS char(3)) LIKE 'a', CAST('a' AS char(3)) LIKE 'a__', CAST('a' AS char(3)) LIKE '%a'
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"xa ","char(3)","true","false","true","false"

-- format is read to its end before anything is written
SELECT format('%d %q', 'a')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format string: %d %q (UnknownFormatConversion: Conversion = 'q')

-- format_number of what is no number
SELECT format_number(nan()), format_number(infinity()), format_number(-infinity()), format_number(1e30), format_number(-0.5)
---
"_col0","_col1","_col2","_col3","_col4"
"0","9223Q","-9223.37Q","9223Q","0"
