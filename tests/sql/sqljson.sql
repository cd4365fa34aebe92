-- JSON_EXISTS
SELECT json_exists('{"a": [1, 2]}', 'lax $.a[*] ? (@ > 1)'), json_exists('{"a": 1}', 'lax $.b'), json_exists('[]', 'lax $[*]'), json_exists(NULL, 'lax $')
---
"_col0","_col1","_col2","_col3"
"true","false","false",

-- JSON_EXISTS and errors
SELECT json_exists('{"a": 1}', 'strict $.b'), json_exists('{"a": 1}', 'strict $.b' TRUE ON ERROR), json_exists('{"a": 1}', 'strict $.b' UNKNOWN ON ERROR), json_exists('bad', 'lax $' FALSE ON ERROR)
---
"_col0","_col1","_col2","_col3"
"false","true",,"false"

-- JSON_EXISTS of no JSON
SELECT json_exists('bad', 'lax $' ERROR ON ERROR)
---
error: JSON_INPUT_CONVERSION_ERROR: conversion to JSON failed: malformed input argument to JSON_EXISTS function

-- JSON_EXISTS where the path fails
SELECT json_exists('{"a": 1}', 'strict $.b' ERROR ON ERROR)
---
error: PATH_EVALUATION_ERROR: path evaluation failed: structural error: missing member 'b' in JSON object

-- JSON_EXISTS with PASSING
SELECT json_exists('[5, 10]', 'lax $[*] ? (@ > $lim)' PASSING 7 AS "lim"), json_exists('[5, 10]', 'lax $[*] ? (@ > $LIM)' PASSING 70 AS lim), json_exists('["abc"]', 'lax $[*] ? (@ starts with $p)' PASSING 'ab' AS "p"), json_exists('[null]', 'lax $[*] ? (@ == $n)' PASSING CAST(NULL AS integer) AS "n")
---
"_col0","_col1","_col2","_col3"
"true","false","true","true"

-- JSON_VALUE of scalars
SELECT json_value('{"a": 1}', 'lax $.a'), json_value('{"a": "x"}', 'lax $.a'), json_value('{"a": true}', 'lax $.a'), json_value('{"a": null}', 'lax $.a'), json_value('{"a": 2.5}', 'lax $.a')
---
"_col0","_col1","_col2","_col3","_col4"
"1","x","true",,"2.5E0"

-- JSON_VALUE of what is no scalar
SELECT json_value('{"a": {}}', 'lax $.a'), json_value('{"a": [1, 2]}', 'lax $.a[*]'), json_value('{}', 'lax $.a'), json_value('bad', 'lax $')
---
"_col0","_col1","_col2","_col3"
,,,

-- JSON_VALUE RETURNING
SELECT json_value('{"a": "12"}', 'lax $.a' RETURNING bigint), json_value('{"a": 1.5}', 'lax $.a' RETURNING double), json_value('{"a": 1.555}', 'lax $.a' RETURNING decimal(5, 2)), json_value('{"a": "true"}', 'lax $.a' RETURNING boolean), json_value('{"a": 1.5}', 'lax $.a' RETURNING integer), json_value('{"a": "abc"}', 'lax $.a' RETURNING varchar(2)), json_value('{"a": "2020-01-02"}', 'lax $.a' RETURNING date)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"12","1.5","1.56","true","2","ab","2020-01-02"

-- JSON_VALUE returns its type
SELECT typeof(json_value('1', 'lax $')), typeof(json_value('1', 'lax $' RETURNING bigint)), typeof(json_value('1', 'lax $' RETURNING char(3)))
---
"_col0","_col1","_col2"
"varchar","bigint","char(3)"

-- JSON_VALUE that cannot be cast
SELECT json_value('{"a": "x"}', 'lax $.a' RETURNING integer)
---
"_col0"


-- JSON_VALUE that cannot be cast is an error
SELECT json_value('{"a": "x"}', 'lax $.a' RETURNING integer ERROR ON ERROR)
---
error: JSON_VALUE_RESULT_ERROR: cannot extract SQL scalar from JSON: Cannot cast value of type varchar to declared return type of function JSON_VALUE: integer

-- JSON_VALUE with defaults
SELECT json_value('{}', 'lax $.a' DEFAULT 'none' ON EMPTY), json_value('{}', 'strict $.a' DEFAULT 'e' ON EMPTY DEFAULT 'err' ON ERROR), json_value('{"a": "v"}', 'lax $.a' DEFAULT 'none' ON EMPTY), json_value('[1, 2]', 'lax $[*]' RETURNING integer DEFAULT -1 ON ERROR)
---
"_col0","_col1","_col2","_col3"
"none","err","v","-1"

-- JSON_VALUE with a default of another type
SELECT json_value('{}', 'lax $.a' RETURNING integer DEFAULT 'x' ON EMPTY)
---
error: TYPE_MISMATCH: line 1:61: Function JSON_VALUE default ON EMPTY result must evaluate to a integer (actual: varchar(1))

-- JSON_VALUE of nothing is an error
SELECT json_value('{}', 'lax $.a' ERROR ON EMPTY)
---
error: JSON_VALUE_RESULT_ERROR: cannot extract SQL scalar from JSON: JSON path found no items

-- JSON_VALUE of several is an error
SELECT json_value('[1, 2]', 'lax $[*]' ERROR ON ERROR)
---
error: JSON_VALUE_RESULT_ERROR: cannot extract SQL scalar from JSON: JSON path found multiple items

-- JSON_VALUE of an object is an error
SELECT json_value('{}', 'lax $' ERROR ON ERROR)
---
error: JSON_VALUE_RESULT_ERROR: cannot extract SQL scalar from JSON: JSON path found an item that cannot be converted to an SQL value

-- JSON_VALUE cannot return an array
SELECT json_value('{}', 'lax $' RETURNING array(integer))
---
error: TYPE_MISMATCH: line 1:8: Invalid return type of function JSON_VALUE: array(integer)

-- JSON_QUERY
SELECT json_query('{"a": [1, {"b": 2}]}', 'lax $.a'), json_query('{"a": "x"}', 'lax $.a'), json_query('{"a": "x"}', 'lax $.a' OMIT QUOTES), json_query('{"a": 1.50}', 'lax $.a'), json_query('{"a": null}', 'lax $.a')
---
"_col0","_col1","_col2","_col3","_col4"
"[1,{""b"":2}]","""x""","x","1.5","null"

-- JSON_QUERY and wrappers
SELECT json_query('[1, 2]', 'lax $[*]'), json_query('[1, 2]', 'lax $[*]' WITH ARRAY WRAPPER), json_query('[1, 2]', 'lax $' WITH CONDITIONAL ARRAY WRAPPER), json_query('[1]', 'lax $[0]' WITH CONDITIONAL WRAPPER), json_query('[1]', 'lax $' WITH UNCONDITIONAL WRAPPER), json_query('[1]', 'lax $' WITHOUT WRAPPER)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,"[1,2]","[1,2]","[1]","[[1]]","[1]"

-- JSON_QUERY of nothing
SELECT json_query('{}', 'lax $.a'), json_query('{}', 'lax $.a' EMPTY ARRAY ON EMPTY), json_query('{}', 'strict $.a' EMPTY OBJECT ON ERROR), json_query(NULL, 'lax $' EMPTY ARRAY ON EMPTY)
---
"_col0","_col1","_col2","_col3"
,"[]","{}",

-- JSON_QUERY of nothing is an error
SELECT json_query('{}', 'lax $.a' ERROR ON EMPTY)
---
error: JSON_OUTPUT_CONVERSION_ERROR: conversion from JSON failed: JSON path found no items

-- JSON_QUERY of several is an error
SELECT json_query('[1, 2]', 'lax $[*]' ERROR ON ERROR)
---
error: JSON_OUTPUT_CONVERSION_ERROR: conversion from JSON failed: JSON path found multiple items

-- JSON_QUERY with quotes and a wrapper
SELECT json_query('["a"]', 'lax $[0]' WITH WRAPPER OMIT QUOTES)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:8: OMIT QUOTES behavior specified with WITH UNCONDITIONAL ARRAY WRAPPER behavior

-- JSON_QUERY with a path in a variable
SELECT json_query('{}', 'lax $x.b' PASSING '{"b": 3}' FORMAT JSON AS "x"), json_query('{}', 'lax $x' PASSING '{"b": 3}' AS "x")
---
"_col0","_col1"
"3","""{\""b\"": 3}"""

-- JSON_QUERY of bytes
SELECT json_query(X'7b2261223a317d' FORMAT JSON ENCODING UTF8, 'lax $.a'), json_query(to_utf8('[1]'), 'lax $')
---
"_col0","_col1"
"1","[1]"

-- a variable that is not passed
SELECT json_query('{}', 'lax $x' PASSING 7 AS x)
---
error: INVALID_PATH: line 1:8: no value passed for parameter x

-- input that is no text
SELECT json_query(1, 'lax $')
---
error: TYPE_MISMATCH: line 1:19: Cannot read input of type integer as JSON using formatting JSON

-- input of type json
SELECT json_exists(json_parse('{}'), 'lax $')
---
error: TYPE_MISMATCH: line 1:20: Cannot read input of type json as JSON using formatting JSON

-- like_regex
SELECT json_query('{}', 'lax $ ? (@.a like_regex "x")')
---
error: NOT_SUPPORTED: line 1:8: tickstack does not support like_regex in a JSON path, nor does Trino 422

-- paths of SQL/JSON
SELECT json_query('{"a": [1, 2, 3]}', 'lax $.a[last]'), json_query('{"a": [1, 2, 3]}', 'lax $.a[0 to 1]' WITH WRAPPER), json_query('{"a": {"b": 1}, "b": 2}', 'lax $..b' WITH WRAPPER), json_query('{"a": 1}', 'lax $.keyvalue()'), json_query('[1, "a", null, true, {}]', 'lax $[*].type()' WITH WRAPPER), json_query('[1, 2]', 'lax $.size()'), json_value('[-1.5]', 'lax $[0].abs()' RETURNING double), json_value('[1.2]', 'lax $[0].ceiling()' RETURNING double)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"3","[1,2]","[2,1]","{""name"":""a"",""value"":1,""id"":0}","[""number"",""string"",""null"",""boolean"",""object""]","2","1.5","2.0"

-- arithmetic in a path
SELECT json_value('{"a": 7}', 'lax $.a * 2 + 1'), json_value('{"a": 7}', 'lax $.a / 2'), json_value('{"a": 7}', 'lax -$.a'), json_value('{"a": 7}', 'lax $.a / 0')
---
"_col0","_col1","_col2","_col3"
"15","3","-7",

-- JSON_OBJECT
SELECT json_object('a' : 1, 'b' : 'x', 'c' : NULL, 'd' : true, 'e' : 1.5), json_object(KEY 'a' VALUE 1), json_object('a' VALUE 1), json_object()
---
"_col0","_col1","_col2","_col3"
"{""a"":1,""b"":""x"",""c"":null,""d"":true,""e"":1.5}","{""a"":1}","{""a"":1}","{}"

-- JSON_OBJECT and NULL
SELECT json_object('a' : NULL), json_object('a' : NULL ABSENT ON NULL), json_object('a' : NULL NULL ON NULL)
---
"_col0","_col1","_col2"
"{""a"":null}","{}","{""a"":null}"

-- JSON_OBJECT of JSON
SELECT json_object('a' : json_array(1, 2), 'b' : '{"x":1}' FORMAT JSON, 'c' : '[1]')
---
"_col0"
"{""a"":[1,2],""b"":{""x"":1},""c"":""[1]""}"

-- JSON_OBJECT of other types
SELECT json_object('a' : DATE '2020-01-02', 'b' : CAST(1.1 AS real), 'c' : DECIMAL '1.10', 'd' : 1e10)
---
"_col0"
"{""a"":""2020-01-02"",""b"":1.1,""c"":1.10,""d"":1.0E10}"

-- JSON_OBJECT of equal keys
SELECT json_object('a' : 1, 'a' : 2)
---
"_col0"
"{""a"":2}"

-- JSON_OBJECT of unique keys
SELECT json_object('a' : 1, 'a' : 2 WITH UNIQUE KEYS)
---
error: JSON_OUTPUT_CONVERSION_ERROR: conversion from JSON failed: duplicate key passed to JSON_OBJECT function

-- JSON_OBJECT of a key that is NULL
SELECT json_object(CAST(NULL AS varchar) : 1)
---
error: INVALID_FUNCTION_ARGUMENT: null value passed for JSON object key

-- JSON_OBJECT of a key that is no text
SELECT json_object(1 : 2)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:20: Invalid type of JSON object key: integer

-- JSON_OBJECT of columns
SELECT json_object('id' : id, key VALUE v) FROM (VALUES (1, 'k', 2.5), (2, 'l', NULL)) AS t(id, key, v)
---
"_col0"
"{""id"":1,""k"":2.5}"
"{""id"":2,""l"":null}"

-- JSON_ARRAY
SELECT json_array(1, 'a', NULL, true), json_array(1, NULL NULL ON NULL), json_array(), json_array(json_object('a' : 1)), json_array('[1]' FORMAT JSON), json_array('[1]')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"[1,""a"",true]","[1,null]","[]","[{""a"":1}]","[[1]]","[""[1]""]"

-- JSON_ARRAY RETURNING
SELECT json_array(1, 2 RETURNING varchar(3)), typeof(json_array(1)), typeof(json_object('a' : 1 RETURNING varchar(100))), json_array(1 RETURNING varbinary)
---
"_col0","_col1","_col2","_col3"
"[1,","varchar","varchar(100)","5b 31 5d"

-- JSON_ARRAY of no JSON
SELECT json_array('bad' FORMAT JSON)
---
error: JSON_INPUT_CONVERSION_ERROR: conversion to JSON failed: malformed JSON text

-- calls that differ in their paths are different
SELECT json_value(j, 'lax $.k'), count(*) FROM (VALUES '{"k": 1, "l": 5}', '{"k": 1, "l": 6}', '{"k": 2}') AS t(j) GROUP BY json_value(j, 'lax $.k') ORDER BY 1
---
"_col0","_col1"
"1","2"
"2","1"

-- JSON_QUERY RETURNING bytes
SELECT json_query('{"a":1}', 'lax $.a' RETURNING varbinary FORMAT JSON ENCODING UTF16), json_array(1 RETURNING varbinary FORMAT JSON ENCODING UTF32), json_array('[  "text"  ] ' FORMAT JSON, X'5B0035005D00' FORMAT JSON ENCODING UTF16)
---
"_col0","_col1","_col2"
"31 00","5b 00 00 00 31 00 00 00 5d 00 00 00","[[""text""],[5]]"

-- an array in JSON_OBJECT
SELECT json_object('a': ARRAY[1])
---
error: NOT_SUPPORTED: line 1:8: Unsupported type of value passed to JSON_OBJECT function: array(integer)

-- bytes in JSON_OBJECT
SELECT json_object('x': X'00')
---
error: NOT_SUPPORTED: line 1:25: Unsupported type of value passed to JSON_OBJECT function: varbinary

-- an array in JSON_ARRAY
SELECT json_array(1, ARRAY[1])
---
error: NOT_SUPPORTED: line 1:8: Unsupported type of value passed to JSON_ARRAY function: array(integer)

-- an array for a path
SELECT json_exists('{}', 'lax $' PASSING ARRAY[1] AS "x")
---
error: NOT_SUPPORTED: line 1:8: Unsupported type of JSON path parameter: array(integer)

-- a path's parameter twice
SELECT json_exists('{}', 'lax $' PASSING 1 AS "x", 2 AS "x")
---
error: DUPLICATE_PARAMETER_NAME: line 1:57: x JSON path parameter is specified more than once
