-- json_parse sorts keys and keeps the last of equal ones
SELECT json_parse('{"b" : 1, "a" : [1, 2.50, 1e3], "b" : 2}'), json_parse(' null '), json_parse('"x"'), json_parse('[]'), json_parse(NULL)
---
"_col0","_col1","_col2","_col3","_col4"
"{""a"":[1,2.5,1000.0],""b"":2}","null","""x""","[]",

-- json_parse of numbers
SELECT json_parse('1.0'), json_parse('-0'), json_parse('100'), json_parse('1e-7'), json_parse('12345678901234567890'), json_parse('0.1')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"1.0","0","100","1.0E-7","12345678901234567890","0.1"

-- json_parse of escapes
SELECT json_parse('"\u00e9\/\n\u0001\ud83d\ude00"')
---
"_col0"
"""é/\n\u0001😀"""

-- json_parse of no JSON
SELECT json_parse('INVALID')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: 'INVALID'

-- json_parse of two values
SELECT json_parse('1 2')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: '1 2'

-- json_parse of nothing
SELECT json_parse('')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: ''

-- json_parse of NaN
SELECT json_parse('[NaN]')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: '[NaN]'

-- json_parse under TRY
SELECT TRY(json_parse('[')), COALESCE(TRY(json_format(json_parse('{'))), 'none')
---
"_col0","_col1"
,"none"

-- json_format
SELECT json_format(json_parse('[ 1 , 2 ]')), json_format(JSON '{"a": "b"}'), json_format(JSON 'null'), typeof(json_format(JSON '1'))
---
"_col0","_col1","_col2","_col3"
"[1,2]","{""a"":""b""}","null","varchar"

-- literals
SELECT JSON '{"b":1,"a":2}', JSON 'null' IS NULL, typeof(JSON '1')
---
"_col0","_col1","_col2"
"{""a"":2,""b"":1}","false","json"

-- json equals json
SELECT JSON '{"a":1,"b":2}' = JSON '{"b":2,"a":1}', JSON '1' <> JSON '2', JSON '1' = JSON '1.0', JSON 'null' = JSON 'null'
---
"_col0","_col1","_col2","_col3"
"true","true","false","true"

-- json has no order
SELECT JSON '1' < JSON '2'
---
error: TYPE_MISMATCH: line 1:17: Cannot apply operator: json < json

-- json_extract
SELECT json_extract('{"a": {"b": [1, 2.50, {"c d": null}]}}', '$.a.b'), json_extract('{"a": 1}', '$.b'), json_extract('[1, 2]', '$[1]'), json_extract('"x"', '$'), json_extract('{"a": null}', '$.a')
---
"_col0","_col1","_col2","_col3","_col4"
"[1,2.5,{""c d"":null}]",,"2","""x""","null"

-- json_extract keeps the order of keys
SELECT json_extract('{"b": 1, "a": {"d": 1, "c": 2}}', '$.a'), json_extract(JSON '{"b": 1, "a": 2}', '$')
---
"_col0","_col1"
"{""d"":1,""c"":2}","{""a"":2,""b"":1}"

-- json_extract of what is no JSON
SELECT json_extract('no', '$'), json_extract('{"a": 1, oops', '$.a'), json_extract('{"a": 1', '$.b'), json_extract('', '$')
---
"_col0","_col1","_col2","_col3"
,"1",,

-- json_extract takes the first of equal keys
SELECT json_extract('{"a": 1, "a": 2}', '$.a'), json_extract_scalar('{"a": "x", "a": "y"}', '$.a')
---
"_col0","_col1"
"1","x"

-- paths
SELECT json_extract('{"a-b": {"c.d": [5]}}', '$["a-b"]["c.d"][0]'), json_extract('{"a": [[1, 2]]}', '$.a[0][1]'), json_extract('{"a": [1, 2]}', '$.a.1'), json_extract('{"x:y": 1}', '$.x:y'), json_extract('{"a\"b": 1}', '$["a\"b"]')
---
"_col0","_col1","_col2","_col3","_col4"
"5","2","2","1","1"

-- a path with a wildcard
SELECT json_extract('[1, 2]', '$[*]')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid JSON path: '$[*]'

-- a path with a blank
SELECT json_extract('[1]', '$.a b')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid JSON path: '$.a b'

-- a path without its root
SELECT json_extract('{"a": 1}', 'a')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid JSON path: 'a'

-- a path that is empty
SELECT json_extract('{"a": 1}', '')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid JSON path: ''

-- json_extract_scalar
SELECT json_extract_scalar('{"a": 1.50}', '$.a'), json_extract_scalar('{"a": true}', '$.a'), json_extract_scalar('{"a": "x\u00e9\"y"}', '$.a'), json_extract_scalar('{"a": null}', '$.a'), json_extract_scalar('{"a": [1]}', '$.a'), json_extract_scalar('{"a": {}}', '$.a'), json_extract_scalar('[1, 2, 3]', '$[2]')
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"1.50","true","xé""y",,,,"3"

-- json_extract_scalar of json
SELECT json_extract_scalar(JSON '{"a": 1.50}', '$.a'), typeof(json_extract_scalar(JSON '{"a": 1}', '$.a')), typeof(json_extract_scalar('{"a": 1}', '$.a'))
---
"_col0","_col1","_col2"
"1.5","varchar","varchar(8)"

-- json_array_contains
SELECT json_array_contains('[1, 2, 3]', 2), json_array_contains('[1, 2]', 5), json_array_contains('[1, 2.5]', 2.5), json_array_contains('["a"]', 'a'), json_array_contains('[true]', true), json_array_contains('[2.0]', 2), json_array_contains('["2"]', 2), json_array_contains('[[1]]', 1)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"true","false","true","true","true","false","false","false"

-- json_array_contains of no array
SELECT json_array_contains('{}', 1), json_array_contains('no', 1), json_array_contains('[]', 1), json_array_contains('[1', 1), json_array_contains('[1', 2), json_array_contains(NULL, 1)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,,"false","true",,

-- json_array_get
SELECT json_array_get('["a", [3, 9], "c"]', 0), json_array_get('["a", [3, 9], "c"]', 1), json_array_get('["a", "b"]', -1), json_array_get('[1, 2]', 5), json_array_get('[1, 2]', -3), json_array_get('[null]', 0), json_array_get('{}', 0), json_array_get('[]', 0)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"a","[3,9]","b",,,,,

-- json_array_length
SELECT json_array_length('[1, 2, 3]'), json_array_length('[]'), json_array_length('{}'), json_array_length('no'), json_array_length(JSON '[[1, 2], 3]')
---
"_col0","_col1","_col2","_col3","_col4"
"3","0",,,"2"

-- json_size
SELECT json_size('{"x": {"a": 1, "b": 2}}', '$.x'), json_size('{"x": [1, 2, 3]}', '$.x'), json_size('{"x": {"a": 1}}', '$.x.a'), json_size('{}', '$.q'), json_size('{}', '$')
---
"_col0","_col1","_col2","_col3","_col4"
"2","3","0",,"0"

-- is_json_scalar
SELECT is_json_scalar('1'), is_json_scalar('[1]'), is_json_scalar('null'), is_json_scalar('"x"'), is_json_scalar(JSON '{}')
---
"_col0","_col1","_col2","_col3","_col4"
"true","false","true","true","false"

-- is_json_scalar of no JSON
SELECT is_json_scalar('x')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid JSON value: x

-- json as a key of groups
SELECT json_extract(j, '$.a'), count(*) FROM (VALUES '{"a": 1}', '{"a": 1}', '{"a": 2}') AS t(j) GROUP BY json_extract(j, '$.a') ORDER BY 2 DESC
---
"_col0","_col1"
"1","2"
"2","1"

-- json of a table
SELECT json_extract_scalar(j, '$.tags[0]') AS tag, CAST(json_extract_scalar(j, '$.n') AS integer) AS n FROM (VALUES '{"tags": ["a", "b"], "n": 3}', '{"tags": [], "n": "4"}') AS t(j)
---
"tag","n"
"a","3"
,"4"

-- json in an array
SELECT ARRAY[JSON '{"a":1}', JSON '[2]']
---
"_col0"
"[{""a"":1}, [2]]"

-- json_extract takes text
SELECT json_extract(1, '$')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer, varchar(1)) for function json_extract. Expected: json_extract(json, jsonpath), json_extract(varchar(x), jsonpath)

-- a path with a negative index
SELECT json_extract('[1]', '$[-1]')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid JSON path: '$[-1]'
