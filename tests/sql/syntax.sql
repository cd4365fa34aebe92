-- nothing is selected from VALUES
VALUES 1, 2
---
"_col0"
"1"
"2"

-- VALUES in order
VALUES (1, 'a'), (2, 'b') ORDER BY 1 DESC LIMIT 1
---
"_col0","_col1"
"2","b"

-- rows of VALUES have one size
VALUES (1, 2), (3)
---
error: TYPE_MISMATCH: line 1:1: Values rows have mismatched sizes: 2 vs 1

-- rows of VALUES have common types
VALUES (1, 2), ('a', 3)
---
error: TYPE_MISMATCH: line 1:1: Values rows have mismatched types: row(integer, integer) vs row(varchar(1), integer)

-- VALUES widens
SELECT typeof(x), x FROM (VALUES 1, 2.5, NULL) t (x) ORDER BY x
---
"_col0","x"
"double","1.0"
"double","2.5"
"double",

-- VALUES of a row gives its fields
SELECT * FROM (VALUES ROW(1, 'a'), ROW(2, 'b')) t (n, s) ORDER BY n
---
"n","s"
"1","a"
"2","b"

-- a table as a query
TABLE ticks ORDER BY high DESC LIMIT 1
---
"high","low","ts","name"
"21.5","19.5","2020-05-14 10:31:00-04:00","BB"

-- a table as a query that is not there
TABLE nope
---
error: TABLE_NOT_FOUND: line 1:1: Table 'awsdatacatalog.default.nope' does not exist

-- parenthesised set operations
(SELECT 1 x UNION SELECT 3) UNION ALL (SELECT 2 ORDER BY 1) ORDER BY x DESC LIMIT 2
---
"x"
"3"
"2"

-- INTERSECT binds more
SELECT 1 UNION SELECT 2 INTERSECT SELECT 2 ORDER BY 1
---
"_col0"
"1"
"2"

-- set operations from left to right
SELECT 1 EXCEPT SELECT 1 UNION SELECT 2
---
"_col0"
"2"

-- EXCEPT ALL counts
SELECT * FROM (VALUES 1, 1, 2, 2, 2) EXCEPT ALL SELECT * FROM (VALUES 1, 2) ORDER BY 1
---
"_col0"
"1"
"2"
"2"

-- INTERSECT ALL counts
(VALUES 1, 1, 2) INTERSECT ALL (VALUES 1, 1)
---
"_col0"
"1"
"1"

-- NULL is one value to set operations
SELECT NULL UNION SELECT NULL
---
"_col0"


-- a UNION of other sizes
SELECT 1, 2 UNION SELECT 1
---
error: TYPE_MISMATCH: line 1:13: UNION query has different number of fields: 2, 1

-- a UNION of other types
SELECT 1 UNION SELECT 'a'
---
error: TYPE_MISMATCH: line 1:10: column 1 in UNION query has incompatible types: integer, varchar(1)

-- offset and limit
SELECT x FROM (VALUES 1, 2, 3, 4, 5) t (x) ORDER BY x DESC OFFSET 1 LIMIT 2
---
"x"
"4"
"3"

-- LIMIT ALL
SELECT x FROM (VALUES 2, 1) t (x) ORDER BY x LIMIT ALL
---
"x"
"1"
"2"

-- LIMIT 0
SELECT count(*) FROM ticks LIMIT 0
---
"_col0"

-- FETCH FIRST
SELECT x FROM (VALUES 1, 2, 2, 3) t (x) ORDER BY x FETCH FIRST ROW ONLY
---
"x"
"1"

-- FETCH NEXT after OFFSET
SELECT x FROM (VALUES 1, 2, 2, 3) t (x) ORDER BY x OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY
---
"x"
"2"
"2"

-- FETCH FIRST with ties
SELECT x FROM (VALUES 1, 2, 2, 3) t (x) ORDER BY x FETCH FIRST 2 ROWS WITH TIES
---
"x"
"1"
"2"
"2"

-- ties after an offset
SELECT x FROM (VALUES 1, 2, 2, 2, 3) t (x) ORDER BY x OFFSET 1 FETCH FIRST 1 ROW WITH TIES
---
"x"
"2"
"2"
"2"

-- ties by an expression that is not selected
SELECT s FROM (VALUES ('a', 1), ('b', -1), ('c', 2)) t (s, x) ORDER BY abs(x) FETCH FIRST 1 ROW WITH TIES
---
"s"
"a"
"b"

-- ties of distinct rows
SELECT DISTINCT x FROM (VALUES 1, 2, 2, 3, 3) t (x) ORDER BY x DESC FETCH FIRST 1 ROW WITH TIES
---
"x"
"3"

-- ties of VALUES
VALUES 1, 2, 2 ORDER BY 1 DESC FETCH FIRST 1 ROW WITH TIES
---
"_col0"
"2"
"2"

-- ties of groups
SELECT * FROM (SELECT name, count(*) n FROM (VALUES 'a', 'b', 'b', 'c', 'c') t (name) GROUP BY name ORDER BY count(*) DESC FETCH FIRST 1 ROW WITH TIES) ORDER BY name
---
"name","n"
"b","2"
"c","2"

-- ties need an order
SELECT 1 FETCH FIRST 1 ROW WITH TIES
---
error: MISSING_ORDER_BY: line 1:10: FETCH FIRST WITH TIES clause requires ORDER BY

-- fetch nothing
SELECT x FROM (VALUES 1) t (x) FETCH FIRST 0 ROWS ONLY
---
error: NUMERIC_VALUE_OUT_OF_RANGE: line 1:32: FETCH FIRST row count must be positive (actual value: 0)

-- an alias that is spelt otherwise
SELECT 1 AS "A", 2 AS a
---
"A","a"
"1","2"

-- names are found whatever their case
SELECT a, "A", T.A FROM (SELECT 1 AS "A") t
---
"a","A","A"
"1","1","1"

-- a quote in a name
SELECT "a""b" FROM (VALUES 1) t ("a""b")
---
"a""b"
"1"

-- names through catalog and schema
SELECT awsdatacatalog.default.ticks.name, default.ticks.name FROM awsdatacatalog.default.ticks LIMIT 1
---
"name","name"
"AA","AA"

-- an alias hides the table's name
SELECT ticks.name FROM ticks t
---
error: COLUMN_NOT_FOUND: line 1:8: Column 'ticks.name' cannot be resolved or requester is not authorized to access requested resources

-- words that are not reserved
SELECT date, t.year, first AS last FROM (VALUES (1, 2, 3)) t (date, year, first) WHERE date = 1 ORDER BY first
---
"date","year","last"
"1","2","3"

-- clauses' words as names
SELECT limit.offset, filter.row FROM (VALUES 1) limit (offset), (VALUES 2) filter (row)
---
"offset","row"
"1","2"

-- a column called all
SELECT all FROM (VALUES 1) t (all)
---
"all"
"1"

-- comments
SELECT /* one */ 1 -- two
---
"_col0"
"1"

-- text with Unicode escapes
SELECT U&'\0041\+000042', U&'#0041##' UESCAPE '#', U&'\\'
---
"_col0","_col1","_col2"
"AB","A#","\"

-- an unfinished escape
SELECT U&'\00'
---
error: SYNTAX_ERROR: line 1:8: Incomplete escape sequence: 00

-- binary literals
SELECT X'00ff', X''
---
"_col0","_col1"
"00 ff",""

-- a select list of stars
SELECT t.*, u.x, t.* FROM (VALUES (1, 2)) t (a, b), (VALUES 3) u (x)
---
"a","b","x","a","b"
"1","2","3","1","2"

-- a star of nothing
SELECT *
---
error: COLUMN_NOT_FOUND: line 1:8: SELECT * not allowed in queries without FROM clause

-- a star of another table
SELECT x.* FROM (VALUES 1) t (a)
---
error: TABLE_NOT_FOUND: line 1:8: Unable to resolve reference x

-- a star with aliases
SELECT t.* AS (u, v) FROM (VALUES (1, 2)) t (a, b)
---
"u","v"
"1","2"

-- a star with too few aliases
SELECT t.* AS (u) FROM (VALUES (1, 2)) t (a, b)
---
error: MISMATCHED_COLUMN_ALIASES: line 1:16: Column alias list has 1 entries but relation has 2 columns

-- a star with aliases needs what it is of
SELECT * AS (u) FROM (VALUES 1) t (a)
---
error: SYNTAX_ERROR: line 1:10: mismatched input 'AS'. Expecting: ',', 'EXCEPT', 'FETCH', 'FROM', 'GROUP', 'HAVING', 'INTERSECT', 'LIMIT', 'OFFSET', 'ORDER', 'UNION', 'WHERE', 'WINDOW', <EOF>

-- the fields of a row
SELECT (CAST(ROW(1, 'a') AS row(x integer, y varchar))).*
---
"x","y"
"1","a"

-- the fields of a row without names
SELECT ROW(1, 2).*
---
"_col0","_col1"
"1","2"

-- the fields of a column
SELECT r.*, t.r.x FROM (SELECT CAST(ROW(1, 'a') AS row(x integer, y varchar)) AS r) t
---
"x","y","x"
"1","a","1"

-- fields with aliases
SELECT (r).* AS (u, v) FROM (SELECT ROW(1, 'a') AS r) t
---
"u","v"
"1","a"

-- no row has fields
SELECT (1).*
---
error: TYPE_MISMATCH: line 1:1: expected expression of type Row

-- a field of an expression has no name
SELECT (CAST(ROW(1) AS row(x integer))).x, r.x FROM (SELECT CAST(ROW(1) AS row(x integer)) AS r) t
---
"_col0","x"
"1","1"

-- rows in parentheses
SELECT (1, 'a'), ROW(1, 'a'), (1, 'a')[2]
---
"_col0","_col1","_col2"
"{1, a}","{1, a}","a"

-- precedence of || and +
SELECT 'a' || 'b' || 'c', 1 + 2 * 3 - 4 / 2, -2 * -3, - - 1
---
"_col0","_col1","_col2","_col3"
"abc","5","6","1"

-- precedence of NOT, AND and OR
SELECT NOT true OR true, NOT (true OR true), true OR false AND false
---
"_col0","_col1","_col2"
"true","false","true"

-- a zone binds more than arithmetic
SELECT TIMESTAMP '2020-01-01 00:00:00 UTC' AT TIME ZONE 'America/New_York' + INTERVAL '1' DAY
---
"_col0"
"2020-01-01 19:00:00.000 America/New_York"

-- a predicate behind arithmetic
SELECT 1 + 1 BETWEEN 1 + 0 AND 2, 2 IN (1 + 1), 1 IS NOT NULL AND 1 <> 2
---
"_col0","_col1","_col2"
"true","true","true"

-- order by an alias before a column
SELECT x AS y, y AS x FROM (VALUES (1, 2), (2, 1)) t (x, y) ORDER BY x
---
"y","x"
"2","1"
"1","2"

-- order by a column behind an alias
SELECT x AS y FROM (VALUES (1, 2), (2, 1)) t (x, y) ORDER BY t.y
---
"y"
"2"
"1"

-- order by an expression of an alias
SELECT -x AS x FROM (VALUES 1, 2) t (x) ORDER BY x + 0
---
"x"
"-2"
"-1"

-- order by one of two columns of a name
SELECT a, a FROM (VALUES 1) t (a) ORDER BY a
---
error: AMBIGUOUS_NAME: line 1:44: Column 'a' is ambiguous

-- order by a position that is not there
SELECT 1 ORDER BY 2
---
error: INVALID_COLUMN_REFERENCE: line 1:19: ORDER BY position 2 is not in select list

-- order by a constant
SELECT x FROM (VALUES 2, 1) t (x) ORDER BY 'a', x
---
"x"
"1"
"2"

-- order by a map
SELECT map(ARRAY[1], ARRAY[2]) m ORDER BY m
---
error: TYPE_MISMATCH: line 1:1: Type map(integer, integer) is not orderable, and therefore cannot be used in ORDER BY: m

-- nulls first and last
SELECT x FROM (VALUES 1, NULL, 2) t (x) ORDER BY x DESC NULLS FIRST
---
"x"

"2"
"1"

-- distinct ordered by its alias
SELECT DISTINCT name n FROM ticks ORDER BY n DESC
---
"n"
"BB"
"AA"

-- distinct ordered by an expression of it
SELECT DISTINCT name n FROM ticks ORDER BY upper(name)
---
error: EXPRESSION_NOT_IN_DISTINCT: line 1:1: For SELECT DISTINCT, ORDER BY expressions must appear in select list

-- distinct rows of an expression that is selected
SELECT DISTINCT upper(name) FROM ticks ORDER BY upper(name) DESC
---
"_col0"
"BB"
"AA"

-- the table is not there
SELECT * FROM nope
---
error: TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.default.nope' does not exist

-- the schema is not there
SELECT * FROM nope.t
---
error: SCHEMA_NOT_FOUND: line 1:15: Schema 'nope' does not exist

-- the catalog is not there
SELECT * FROM cat.nope.t
---
error: CATALOG_NOT_FOUND: line 1:15: Catalog 'cat' does not exist

-- too many parts
SELECT * FROM a.b.c.d
---
error: SYNTAX_ERROR: line 1:15: Too many dots in table name: a.b.c.d

-- the column is not there, two lines down
SELECT name,
  nope FROM ticks
---
error: COLUMN_NOT_FOUND: line 2:3: Column 'nope' cannot be resolved or requester is not authorized to access requested resources

-- an ambiguous column
SELECT x FROM (VALUES 1) a (x), (VALUES 1) b (x)
---
error: AMBIGUOUS_NAME: line 1:8: Column 'x' is ambiguous

-- too many column aliases
SELECT * FROM (SELECT 1) t (a, b)
---
error: MISMATCHED_COLUMN_ALIASES: line 1:15: Column alias list has 2 entries but 't' has 1 columns available

-- WHERE is boolean
SELECT x FROM (VALUES 1) t (x) WHERE x
---
error: TYPE_MISMATCH: line 1:38: WHERE clause must evaluate to a boolean: actual type integer

-- WHERE NULL keeps nothing
SELECT x FROM (VALUES 1) t (x) WHERE NULL
---
"x"

-- WHERE does not see aliases
SELECT x AS y FROM (VALUES 1) t (x) WHERE y = 1
---
error: COLUMN_NOT_FOUND: line 1:43: Column 'y' cannot be resolved or requester is not authorized to access requested resources

-- WHERE without FROM
SELECT 1 WHERE 1 = 2
---
"_col0"

-- HAVING does not see aliases
SELECT x, count(*) c FROM (VALUES 1, 1, 2) t (x) GROUP BY x HAVING c > 1
---
error: COLUMN_NOT_FOUND: line 1:68: Column 'c' cannot be resolved or requester is not authorized to access requested resources

-- named queries twice
WITH a AS (SELECT 1), a AS (SELECT 2) SELECT * FROM a
---
error: DUPLICATE_NAMED_QUERY: line 1:23: WITH query name 'a' specified more than once

-- a named query with too many columns
WITH a (x, y) AS (SELECT 1) SELECT * FROM a
---
error: MISMATCHED_COLUMN_ALIASES: line 1:9: Column alias list has 2 entries but relation has 1 columns

-- a named query with a column twice
WITH a (x, x) AS (SELECT 1, 2) SELECT * FROM a
---
error: DUPLICATE_COLUMN_NAME: line 1:12: Column name 'x' specified more than once

-- a named query hides a table
WITH ticks AS (SELECT 1 AS x) SELECT * FROM ticks
---
"x"
"1"

-- a named query inside another
WITH a AS (SELECT 1 x), b AS (WITH a AS (SELECT 2 x) SELECT * FROM a) SELECT a.x, b.x FROM a, b
---
"x","x"
"1","2"

-- a sample of everything
SELECT count(*) FROM ticks TABLESAMPLE BERNOULLI (100)
---
"_col0"
"6"

-- a sample of nothing
SELECT count(*) FROM ticks t TABLESAMPLE SYSTEM (0)
---
"_col0"
"0"

-- a sample of too much
SELECT count(*) FROM ticks TABLESAMPLE BERNOULLI (101)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: line 1:51: Sample percentage must be less than or equal to 100

-- a sample of NULL
SELECT count(*) FROM ticks TABLESAMPLE BERNOULLI (NULL)
---
error: INVALID_ARGUMENTS: line 1:51: Sample percentage cannot be NULL

-- the table function sequence
SELECT * FROM TABLE(sequence(start => 1, stop => 3)) ORDER BY 1
---
"sequential_number"
"1"
"2"
"3"

-- sequence with a step
SELECT sequential_number + 1 FROM TABLE(sequence(10, 1, -4)) ORDER BY 1
---
"_col0"
"3"
"7"
"11"

-- sequence against its step
SELECT * FROM TABLE(sequence(1, 3, -1))
---
error: INVALID_FUNCTION_ARGUMENT: line 1:21: Step must be positive for sequence [1, 3]

-- sequence without an end
SELECT * FROM TABLE(sequence(start => 1))
---
error: MISSING_ARGUMENT: line 1:21: Missing argument: STOP

-- excluded columns
SELECT * FROM TABLE(exclude_columns(input => TABLE(ticks), columns => DESCRIPTOR(ts, low))) ORDER BY high LIMIT 1
---
"high","name"
"10.5","AA"

-- a table function that is not there
SELECT * FROM TABLE(nope(1))
---
error: FUNCTION_NOT_FOUND: line 1:21: Table function 'nope' not registered

-- recursion
WITH RECURSIVE t (n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT * FROM t ORDER BY n
---
"n"
"1"
"2"
"3"
"4"

-- recursion ends after ten steps
WITH RECURSIVE t (n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 11) SELECT max(n), count(*) FROM t
---
"_col0","_col1"
"11","11"

-- recursion that goes on
WITH RECURSIVE t (n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 12) SELECT max(n) FROM t
---
error: NOT_SUPPORTED: Recursion depth limit exceeded (10). Use 'max_recursion_depth' session property to modify the limit.

-- recursion over a table of edges
WITH RECURSIVE e (a, b) AS (VALUES (1, 2), (2, 3), (3, 4)), r (x) AS (SELECT 1 UNION ALL SELECT e.b FROM r JOIN e ON r.x = e.a) SELECT * FROM r ORDER BY x
---
"x"
"1"
"2"
"3"
"4"

-- recursion with distinct rows
WITH RECURSIVE t (n) AS (VALUES 1, 1 UNION SELECT n + 1 FROM t WHERE n < 3) SELECT n FROM t ORDER BY n
---
"n"
"1"
"2"
"3"

-- recursion needs names
WITH RECURSIVE t AS (SELECT 1) SELECT * FROM t
---
error: MISSING_COLUMN_ALIASES: line 1:16: missing column aliases in recursive WITH query

-- recursion on the wrong side of a join
WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT t.n + 1 FROM (VALUES 1) v (x) LEFT JOIN t ON t.n = v.x) SELECT * FROM t
---
error: INVALID_RECURSIVE_REFERENCE: line 1:92: recursive reference in right source of LEFT join

-- recursion by two references
WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT a.n + 1 FROM t a JOIN t b ON a.n = b.n) SELECT * FROM t
---
error: INVALID_RECURSIVE_REFERENCE: line 1:74: multiple recursive references in the step relation of recursion

-- a recursion that is none
WITH RECURSIVE t (n) AS (SELECT 1) SELECT n FROM t
---
"n"
"1"

-- time travel
SELECT * FROM ticks FOR VERSION AS OF 1
---
error: NOT_SUPPORTED: line 1:21: tickstack does not support time travel

-- DISTINCT ON is another dialect's
SELECT DISTINCT ON (name) name FROM ticks
---
error: SYNTAX_ERROR: line 1:17: mismatched input 'ON'. Expecting: '*', <expression>

-- QUALIFY is another dialect's
SELECT name FROM ticks QUALIFY true
---
error: SYNTAX_ERROR: line 1:32: mismatched input 'true'. Expecting: '(', ',', 'CROSS', 'EXCEPT', 'FETCH', 'FULL', 'GROUP', 'HAVING', 'INNER', 'INTERSECT', 'JOIN', 'LEFT', 'LIMIT', 'MATCH_RECOGNIZE', 'NATURAL', 'OFFSET', 'ORDER', 'RIGHT', 'TABLESAMPLE', 'UNION', 'WHERE', 'WINDOW', <EOF>

-- a cast with colons is another dialect's
SELECT 1::varchar
---
error: SYNTAX_ERROR: line 1:9: mismatched input ':'. Expecting: '%', '*', '+', ',', '-', '.', '/', 'AND', 'AS', 'AT', 'EXCEPT', 'FETCH', 'FROM', 'GROUP', 'HAVING', 'INTERSECT', 'LIMIT', 'OFFSET', 'OR', 'ORDER', 'UNION', 'WHERE', 'WINDOW', '[', '||', <EOF>, <identifier>, <predicate>

-- one instant in two zones, by EXCEPT and INTERSECT
SELECT * FROM (SELECT TIMESTAMP '2020-01-01 00:00:00 UTC' z EXCEPT SELECT TIMESTAMP '2020-01-01 01:00:00 +01:00') UNION ALL (SELECT TIMESTAMP '2020-01-01 00:00:00 UTC' INTERSECT SELECT TIMESTAMP '2020-01-01 01:00:00 +01:00')
---
"z"
"2020-01-01 00:00:00 UTC"

-- maps by EXCEPT
SELECT MAP(ARRAY[1, 2], ARRAY[3, 4]) m EXCEPT SELECT MAP(ARRAY[2, 1], ARRAY[4, 3])
---
"m"

-- INTERSECT ALL of instants
SELECT * FROM (VALUES TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 00:00:00 UTC') INTERSECT ALL SELECT TIMESTAMP '2020-01-01 01:00:00 +01:00'
---
"_col0"
"2020-01-01 00:00:00 UTC"

-- EXCEPT ALL of instants
SELECT * FROM (VALUES TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 00:00:00 UTC') EXCEPT ALL SELECT TIMESTAMP '2020-01-01 01:00:00 +01:00'
---
"_col0"
"2020-01-01 00:00:00 UTC"

-- EXCEPT ALL and INTERSECT ALL of maps, and of NULL
((VALUES (MAP(ARRAY[1, 2], ARRAY[3, 4]), 1), (MAP(ARRAY[2, 1], ARRAY[4, 3]), 1), (NULL, 2), (NULL, 2), (NULL, 2)) EXCEPT ALL (VALUES (MAP(ARRAY[2, 1], ARRAY[4, 3]), 1), (NULL, 2))) INTERSECT ALL (VALUES (NULL, 2), (NULL, 2), (NULL, 2), (MAP(ARRAY[2, 1], ARRAY[4, 3]), 1)) ORDER BY 2
---
"_col0","_col1"
"{1=3, 2=4}","1"
,"2"
,"2"

-- FETCH FIRST n ROW
SELECT name FROM ticks ORDER BY name FETCH FIRST 2 ROW ONLY
---
"name"
"AA"
"AA"

-- predicates chained by AND and OR
SELECT x FROM (VALUES 1, 2, 3) t (x) WHERE x BETWEEN 1 AND 2 AND NOT x = 2 OR x IS DISTINCT FROM 3 AND x NOT IN (1) ORDER BY x
---
"x"
"1"
"2"

-- named queries and a union in parentheses
WITH t AS (SELECT 1 AS a), u AS (SELECT a + 1 AS b FROM t) (SELECT b FROM u) UNION (SELECT a FROM t) ORDER BY 1
---
"b"
"1"
"2"

-- a named query inside EXISTS
SELECT x FROM (VALUES 1) t (x) WHERE EXISTS (WITH q AS (SELECT 1 a) SELECT * FROM q WHERE a = x)
---
"x"
"1"

-- columns of a table under other names
SELECT * FROM ticks AS t (a, b, c, d) WHERE t.a > 20 LIMIT 1
---
"a","b","c","d"
"21.5","19.5","2020-05-14 10:31:00-04:00","BB"

-- fields of fields
SELECT CAST(NULL AS row(a integer, b varchar)).b, ROW(1, ROW(2, 3))[2][1], x.y.z FROM (SELECT CAST(ROW(ROW(5)) AS row(y row(z integer))) AS x)
---
"_col0","_col1","z"
,"2","5"

-- functions with words between their arguments
SELECT EXTRACT(YEAR FROM DATE '2020-05-01'), POSITION('b' IN 'abc'), TRIM(LEADING 'x' FROM 'xxa'), SUBSTRING('abc' FROM 2 FOR 1), NORMALIZE('a', NFC)
---
"_col0","_col1","_col2","_col3","_col4"
"2020","2","a","b","a"

-- ALL is the default
SELECT ALL x, (SELECT sum(ALL y) FROM (VALUES 1, 1) u (y)) FROM (VALUES 1) t (x)
---
"x","_col1"
"1","2"

-- one predicate behind a value
SELECT 1 IN (1) = true
---
error: SYNTAX_ERROR: line 1:17: mismatched input '='. Expecting: ',', 'AND', 'AS', 'EXCEPT', 'FETCH', 'FROM', 'GROUP', 'HAVING', 'INTERSECT', 'LIMIT', 'OFFSET', 'OR', 'ORDER', 'UNION', 'WHERE', 'WINDOW', <EOF>, <identifier>
