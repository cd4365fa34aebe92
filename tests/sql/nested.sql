-- guide: arrays joined
WITH dataset AS (SELECT ARRAY ['hello', 'amazon', 'athena'] AS words, ARRAY ['hi', 'alexa'] AS alexa)
SELECT concat(words, alexa) AS welcome_msg FROM dataset
---
"welcome_msg"
"[hello, amazon, athena, hi, alexa]"

-- guide: an array of maps
WITH dataset AS (SELECT ARRAY[MAP(ARRAY['first', 'last', 'age'],ARRAY['Bob', 'Smith', '40']), MAP(ARRAY['first', 'last', 'age'],ARRAY['Billy', 'Smith', '8'])] AS people)
SELECT names['first'] AS first_name, names['last'] AS last_name, CAST(names['age'] AS integer) AS age FROM dataset CROSS JOIN UNNEST(people) AS t(names) WHERE CAST(names['age'] AS integer) > 10
---
"first_name","last_name","age"
"Bob","Smith","40"

-- guide: arrays of text made from numbers
WITH dataset AS (SELECT ARRAY[CAST(4 AS VARCHAR), CAST(5 AS VARCHAR)] AS items) SELECT * FROM dataset
---
"items"
"[4, 5]"

-- guide: lengths and elements
WITH dataset AS (SELECT ARRAY ['hello', 'amazon', 'athena'] AS words, ARRAY ['hi', 'alexa'] AS alexa)
SELECT cardinality(words) AS a, cardinality(alexa) AS b, words[1], element_at(alexa, -1) FROM dataset
---
"a","b","_col2","_col3"
"3","2","hello","alexa"

-- guide: flattening
SELECT flatten(ARRAY[ ARRAY[1,2], ARRAY[3,4] ]) AS items
---
"items"
"[1, 2, 3, 4]"

-- guide: groups of elements
WITH dataset AS (SELECT 'engineering' AS department, ARRAY['Sharon', 'John', 'Bob', 'Sally'] AS users UNION ALL SELECT 'sales', ARRAY['Ann'])
SELECT department, count(names) n, array_join(array_agg(names ORDER BY names), ', ') AS list FROM dataset CROSS JOIN UNNEST(users) AS t(names) GROUP BY department ORDER BY department
---
"department","n","list"
"engineering","4","Bob, John, Sally, Sharon"
"sales","1","Ann"

-- guide: dots within rows
WITH dataset AS (SELECT CAST(ROW('aws.amazon.com', ROW(true)) AS ROW(hostname VARCHAR, flaggedActivity ROW(isNew BOOLEAN))) AS sites)
SELECT sites.hostname, sites.flaggedActivity.isNew FROM dataset
---
"hostname","isNew"
"aws.amazon.com","true"

-- guide: rows in an array filtered
WITH dataset AS (SELECT ARRAY[CAST(ROW('aws.amazon.com', ROW(true)) AS ROW(hostname VARCHAR, flaggedActivity ROW(isNew BOOLEAN))), CAST(ROW('news.cnn.com', ROW(false)) AS ROW(hostname VARCHAR, flaggedActivity ROW(isNew BOOLEAN)))] AS items)
SELECT sites.hostname, sites.flaggedActivity.isNew FROM dataset CROSS JOIN UNNEST(items) AS sites WHERE sites.flaggedActivity.isNew = true
---
"hostname","isNew"
"aws.amazon.com","true"

-- guide: one name for a row of two
WITH dataset AS (SELECT ARRAY[CAST(ROW('Bob', 38) AS ROW(name VARCHAR, age INTEGER))] AS users)
SELECT names.name FROM dataset CROSS JOIN UNNEST(users) AS t(names)
---
"name"
"Bob"

-- as many names as neither rows nor fields
SELECT 1 FROM UNNEST(ARRAY[ROW(1, 2, 3)]) AS t(a, b)
---
error: MISMATCHED_COLUMN_ALIASES: line 1:15: Column alias list has 2 entries but 't' has 3 columns available

-- guide: keywords in nested arrays
WITH dataset AS (SELECT 'mobile' AS hostname, ARRAY[ARRAY['alerts', 'x'], ARRAY['y']] AS pages)
SELECT hostname, p FROM dataset CROSS JOIN UNNEST(pages) AS t(p) WHERE contains(p, 'y') OR regexp_like(array_join(p, ' '), 'zz')
---
"hostname","p"
"mobile","[y]"

-- guide: maps sorted by value
WITH dataset AS (SELECT MAP(ARRAY['a', 'b', 'c'], ARRAY[3, 1, 2]) AS m)
SELECT array_sort(map_entries(m), (x, y) -> IF(x[2] < y[2], 1, IF(x[2] = y[2], 0, -1))) AS sorted FROM dataset
---
"sorted"
"[{a, 3}, {c, 2}, {b, 1}]"

-- guide: JSON arrays
WITH dataset AS (SELECT '{"name": "Susan Smith", "org": "engineering", "projects": [{"name":"project1", "completed":false},{"name":"project2", "completed":true}]}' AS blob)
SELECT json_extract_scalar(blob, '$.name') AS name, json_array_length(json_extract(blob, '$.projects')) AS n, transform(CAST(json_extract(blob, '$.projects') AS array(json)), p -> json_extract_scalar(p, '$.name')) AS names FROM dataset
---
"name","n","names"
"Susan Smith","2","[project1, project2]"

-- guide: JSON to arrays of maps
SELECT CAST(JSON '[1, 2]' AS array(integer)), CAST(json_parse('{"a": [1, 2], "b": []}') AS map(varchar, array(integer))), CAST(json_parse('[{"x": 1, "y": "a"}]') AS array(row(x integer, y varchar)))
---
"_col0","_col1","_col2"
"[1, 2]","{a=[1, 2], b=[]}","[{x=1, y=a}]"

-- guide: arrays and maps to JSON
SELECT json_format(CAST(ARRAY[1, NULL] AS json)), json_format(CAST(MAP(ARRAY['b', 'a'], ARRAY[1, 2]) AS json)), json_format(CAST(ROW(1, 'x') AS json)), json_format(CAST(ARRAY[CAST(ROW(1) AS row(a integer))] AS json))
---
"_col0","_col1","_col2","_col3"
"[1,null]","{""a"":2,""b"":1}","{"""":1,"""":""x""}","[{""a"":1}]"

-- a histogram of an array's elements
SELECT map_filter(array_histogram(split('a b a c', ' ')), (k, v) -> v > 1), histogram(w) FROM UNNEST(split('a b a', ' ')) AS t (w)
---
"_col0","_col1"
"{a=2}","{a=2, b=1}"

-- arrays of ids by a window
SELECT x, array_agg(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1, 2, 3) t (x) ORDER BY x
---
"x","_col1"
"1","[1]"
"2","[1, 2]"
"3","[2, 3]"

-- elements in order with their numbers
SELECT n, e FROM (VALUES ARRAY['b', 'a', 'c']) t (a) CROSS JOIN UNNEST(a) WITH ORDINALITY AS u (e, n)
---
"n","e"
"1","b"
"2","a"
"3","c"

-- rows without elements stay in a left join
SELECT id, e FROM (VALUES (1, ARRAY[7]), (2, ARRAY[]), (3, NULL)) t (id, a) LEFT JOIN UNNEST(a) AS u (e) ON TRUE ORDER BY id
---
"id","e"
"1","7"
"2",
"3",

-- several arrays beside each other
SELECT id, x, y, n FROM (VALUES (1, ARRAY[7, 8], ARRAY['p']), (2, ARRAY[], ARRAY['q'])) t (id, a, b) CROSS JOIN UNNEST(a, b) WITH ORDINALITY AS u (x, y, n) ORDER BY id, n
---
"id","x","y","n"
"1","7","p","1"
"1","8",,"2"
"2",,"q","1"

-- arrays in arrays one after the other
SELECT y FROM (VALUES ARRAY[ARRAY[3, 1], ARRAY[2]]) t (n) CROSS JOIN UNNEST(n) AS a (x) CROSS JOIN UNNEST(x) AS b (y)
---
"y"
"3"
"1"
"2"

-- unnest what is no array
SELECT * FROM UNNEST(5) AS t (x)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:15: Cannot unnest type: integer

-- rows in a map that is unnested stay whole
SELECT a, b FROM UNNEST(MAP(ARRAY[ROW(1)], ARRAY[ROW(3, 4)])) t(a, b)
---
"a","b"
"{1}","{3, 4}"

-- an array of rows beside a map of rows
SELECT * FROM UNNEST(ARRAY[ROW(1, 2)], MAP(ARRAY['k'], ARRAY[ROW(3, 4)])) WITH ORDINALITY t(a, b, c, d, o)
---
"a","b","c","d","o"
"1","2","k","{3, 4}","1"

-- a field of a map's row
SELECT k, d.x FROM UNNEST(MAP(ARRAY['k'], ARRAY[CAST(ROW(3, 4) AS ROW(x integer, y integer))])) t(k, d)
---
"k","x"
"k","3"
