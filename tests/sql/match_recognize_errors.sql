-- no columns
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS true)
---
error: TABLE_HAS_NO_COLUMNS: line 1:15: pattern recognition output table has no columns

-- two input columns of one name
SELECT 1 FROM (VALUES (1, 2)) t (x, "X") MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A) DEFINE A AS true)
---
error: AMBIGUOUS_NAME: line 1:15: ambiguous column: X in row pattern input relation

-- a partition is by columns
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (PARTITION BY x + 1 PATTERN (A) DEFINE A AS true)
---
error: INVALID_COLUMN_REFERENCE: line 1:64: Expected column reference. Actual: (x + 1)

-- a partition is by columns that exist
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (PARTITION BY y PATTERN (A) DEFINE A AS true)
---
error: COLUMN_NOT_FOUND: line 1:62: Column y is not present in the input relation

-- an order is by columns
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (ORDER BY 1 MEASURES 1 AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_COLUMN_REFERENCE: line 1:58: Expected column reference. Actual: 1

-- an order needs one
SELECT 1 FROM (VALUES (MAP(), 1)) t (m, x) MATCH_RECOGNIZE (ORDER BY m MEASURES 1 AS o PATTERN (A) DEFINE A AS true)
---
error: TYPE_MISMATCH: line 1:70: map(unknown, unknown) is not orderable, and therefore cannot be used in ORDER BY

-- the table's name may stand in PARTITION BY
SELECT x FROM (VALUES 1) t (x) MATCH_RECOGNIZE (PARTITION BY t.x ORDER BY t.x PATTERN (A) DEFINE A AS true)
---
"x"
"1"

-- the table's name may not stand in MEASURES
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES t.x AS m PATTERN (A) DEFINE A AS true)
---
error: COLUMN_NOT_FOUND: line 1:58: Column 't.x' cannot be resolved or requester is not authorized to access requested resources

-- the result's columns have no table's name
SELECT t.x FROM (VALUES 1) t (x) MATCH_RECOGNIZE (ORDER BY x ALL ROWS PER MATCH PATTERN (A) DEFINE A AS true)
---
error: COLUMN_NOT_FOUND: line 1:8: Column 't.x' cannot be resolved or requester is not authorized to access requested resources

-- a column that a variable does not have
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES A.y AS m PATTERN (A) DEFINE A AS true)
---
error: COLUMN_NOT_FOUND: line 1:58: Column y prefixed with label A cannot be resolved

-- a column that is not there
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES y AS m PATTERN (A) DEFINE A AS true)
---
error: COLUMN_NOT_FOUND: line 1:58: Column 'y' cannot be resolved or requester is not authorized to access requested resources

-- a union of a variable's name
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A B) SUBSET A = (B) DEFINE A AS true)
---
error: INVALID_LABEL: line 1:86: union pattern variable name: A is a duplicate of primary pattern variable name

-- two unions of one name
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A B) SUBSET U = (A), U = (B) DEFINE A AS true)
---
error: INVALID_LABEL: line 1:95: union pattern variable name: U is declared twice

-- a union of what is no variable
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A B) SUBSET U = (A, C) DEFINE A AS true)
---
error: INVALID_LABEL: line 1:94: subset element: C is not a primary pattern variable

-- a definition of what is not in the pattern
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A) DEFINE A AS true, B AS true)
---
error: INVALID_LABEL: line 1:95: defined variable: B is not a primary pattern variable

-- two definitions
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A) DEFINE A AS true, a AS true)
---
error: INVALID_LABEL: line 1:95: pattern variable with name: a is defined twice

-- a definition is a condition
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A) DEFINE A AS x)
---
error: TYPE_MISMATCH: line 1:89: Expression defining a label must be boolean (actual type: integer)

-- FINAL in a definition
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A) DEFINE A AS FINAL LAST(x) > 1)
---
error: INVALID_PROCESSING_MODE: line 1:89: FINAL semantics is not supported in DEFINE clause

-- bounds the wrong way round
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A{3,2}) DEFINE A AS true)
---
error: INVALID_RANGE: line 1:75: Pattern quantifier lower bound must not exceed upper bound

-- at most none
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A{0}) DEFINE A AS true)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: line 1:75: Pattern quantifier upper bound must be greater than or equal to 1

-- a bound that is too large
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A{2147483648,}) DEFINE A AS true)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: line 1:75: Pattern quantifier lower bound must not exceed 2147483647

-- more repetitions than there is room for
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A{1000000}) DEFINE A AS true)
---
error: NOT_SUPPORTED: line 1:65: tickstack does not support a row pattern of so many steps

-- to skip to what is no variable
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m AFTER MATCH SKIP TO B PATTERN (A) DEFINE A AS true)
---
error: INVALID_LABEL: line 1:85: B is not a primary or union pattern variable

-- SEEK is for windows
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m SEEK PATTERN (A) DEFINE A AS true)
---
error: NOT_SUPPORTED: line 1:65: Pattern search modifier: SEEK is not allowed in MATCH_RECOGNIZE clause

-- exclusions where unmatched rows are shown
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m ALL ROWS PER MATCH WITH UNMATCHED ROWS PATTERN (A {- B -}) DEFINE A AS true)
---
error: INVALID_ROW_PATTERN: line 1:115: Pattern exclusion syntax is not allowed when ALL ROWS PER MATCH WITH UNMATCHED ROWS is specified

-- a recognition within one
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A) DEFINE A AS EXISTS (SELECT 1 FROM (VALUES 1) u (y) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (B) DEFINE B AS true)))
---
error: NESTED_ROW_PATTERN_RECOGNITION: line 1:111: nested row pattern recognition in row pattern recognition

-- a window function
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES rank() OVER () AS m PATTERN (A) DEFINE A AS true)
---
error: NESTED_WINDOW: line 1:58: Cannot nest window functions or row pattern measures inside pattern recognition expressions

-- navigation without a column
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES LAST(1) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_ARGUMENTS: line 1:58: Pattern navigation function 'last' must contain at least one column reference or CLASSIFIER()

-- navigation of two variables
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES LAST(A.x + B.x) AS m PATTERN (A B) DEFINE A AS true)
---
error: INVALID_ARGUMENTS: line 1:58: All labels and classifiers inside the call to 'last' must match

-- navigation of a variable and of all
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES PREV(CLASSIFIER() || CAST(A.x AS varchar)) AS m PATTERN (A B) DEFINE A AS true)
---
error: INVALID_ARGUMENTS: line 1:58: All labels and classifiers inside the call to 'prev' must match

-- too many arguments
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES PREV(x, 1, 2) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:58: prev pattern recognition function requires 1 or 2 arguments

-- a distance that is no number
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES NEXT(x, x) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:58: next pattern recognition navigation function requires a number as the second argument

-- a distance below zero
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES NEXT(x, -1) AS m PATTERN (A) DEFINE A AS true)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: line 1:58: next pattern recognition navigation function requires a non-negative number as the second argument (actual: -1)

-- a distance that is too large
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES LAST(x, 2147483648) AS m PATTERN (A) DEFINE A AS true)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: line 1:58: The second argument of last pattern recognition navigation function must not exceed 2147483647 (actual: 2147483648)

-- navigation in logical navigation
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES LAST(PREV(x)) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_NAVIGATION_NESTING: line 1:63: Cannot nest prev pattern navigation function inside last pattern navigation function

-- physical navigation in physical navigation
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES PREV(NEXT(x)) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_NAVIGATION_NESTING: line 1:63: Cannot nest next pattern navigation function inside prev pattern navigation function

-- navigation in navigation, but not directly
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES PREV(LAST(x) + 1) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_NAVIGATION_NESTING: line 1:63: Immediate nesting is required for pattern navigation functions

-- two navigations in one
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES PREV(LAST(x) + LAST(x)) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_NAVIGATION_NESTING: line 1:73: Cannot nest multiple pattern navigation functions inside prev pattern navigation function

-- an aggregate in navigation
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES PREV(sum(x)) AS m PATTERN (A) DEFINE A AS true)
---
error: NESTED_AGGREGATION: line 1:63: Cannot nest sum aggregate function inside prev function

-- navigation in an aggregate
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES sum(PREV(x)) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_NAVIGATION_NESTING: line 1:62: Cannot nest prev pattern navigation function inside sum function

-- an aggregate in an aggregate
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES sum(max(x)) AS m PATTERN (A) DEFINE A AS true)
---
error: NESTED_AGGREGATION: line 1:62: Cannot nest max aggregate function inside sum function

-- an aggregate of two variables
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES max_by(A.x, B.x) AS m PATTERN (A B) DEFINE A AS true)
---
error: INVALID_ARGUMENTS: line 1:58: All labels and classifiers inside the call to 'max_by' must match

-- DISTINCT
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES count(DISTINCT x) AS m PATTERN (A) DEFINE A AS true)
---
error: NOT_SUPPORTED: line 1:58: Cannot use DISTINCT with count aggregate function in pattern recognition context

-- ORDER BY
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES array_agg(x ORDER BY x) AS m PATTERN (A) DEFINE A AS true)
---
error: NOT_SUPPORTED: line 1:58: Cannot use ORDER BY with array_agg aggregate function in pattern recognition context

-- FILTER
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES sum(x) FILTER (WHERE x > 1) AS m PATTERN (A) DEFINE A AS true)
---
error: NOT_SUPPORTED: line 1:58: Cannot use FILTER with sum aggregate function in pattern recognition context

-- FINAL before any other function
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES FINAL abs(x) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_PROCESSING_MODE: line 1:58: FINAL semantics is supported only for FIRST(), LAST() and aggregation functions. Actual: abs

-- FINAL before physical navigation
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES FINAL PREV(x) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_PROCESSING_MODE: line 1:58: FINAL semantics is not supported with prev pattern recognition function

-- FINAL outside of a recognition
SELECT FINAL sum(x) FROM (VALUES 1) t (x)
---
error: INVALID_PROCESSING_MODE: line 1:8: FINAL semantics is not supported out of pattern recognition context

-- a star of a variable in another aggregate
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES sum(A.*) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:62: label.* syntax is only supported as the only argument of row pattern count function

-- a star of what is no variable
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES count(B.*) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:64: B is not a primary pattern variable or subset name

-- a classifier of two
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES CLASSIFIER(A, A) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:58: CLASSIFIER pattern recognition function takes no arguments or 1 argument

-- a classifier of a text
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES CLASSIFIER('A') AS m PATTERN (A) DEFINE A AS true)
---
error: TYPE_MISMATCH: line 1:69: CLASSIFIER function argument should be primary pattern variable or subset name. Actual: StringLiteral

-- a classifier of what is no variable
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES CLASSIFIER(x) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:69: x is not a primary pattern variable or subset name

-- a match number of something
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES MATCH_NUMBER(1) AS m PATTERN (A) DEFINE A AS true)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:58: MATCH_NUMBER pattern recognition function takes no arguments

-- the functions of a recognition are none outside of it
SELECT classifier() FROM (VALUES 1) t (x)
---
error: FUNCTION_NOT_FOUND: line 1:8: Function 'classifier' not registered

-- DEFINE is asked for
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A))
---
error: SYNTAX_ERROR: line 1:76: mismatched input ')'. Expecting: 'DEFINE', 'SUBSET'

-- types
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES 1 AS m PATTERN (A) DEFINE A AS x > 'a')
---
error: TYPE_MISMATCH: line 1:91: Cannot apply operator: integer < varchar(1)

-- over a query that uses a column of a query around it
SELECT (SELECT m FROM (SELECT t.x AS y) MATCH_RECOGNIZE (MEASURES LAST(y) AS m PATTERN (A) DEFINE A AS true)) FROM (VALUES 1) t (x)
---
error: NOT_SUPPORTED: line 1:23: tickstack does not support MATCH_RECOGNIZE over a query that uses columns of a query around it

-- in a recursive query
WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM (SELECT * FROM r MATCH_RECOGNIZE (MEASURES n AS k ALL ROWS PER MATCH PATTERN (A) DEFINE A AS true)) WHERE n < 3) SELECT * FROM r
---
error: NOT_SUPPORTED: line 1:78: tickstack does not support row pattern recognition in a recursive query

-- a lambda
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES transform(ARRAY[1], v -> v + A.x) AS m PATTERN (A) DEFINE A AS true)
---
error: NOT_SUPPORTED: line 1:78: Lambda expression in pattern recognition context is not yet supported

-- TRY
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES TRY(1 / x) AS m PATTERN (A) DEFINE A AS true)
---
error: NOT_SUPPORTED: line 1:58: TRY expression in pattern recognition context is not yet supported

-- a labelled column in a subquery
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES A.x IN (SELECT 1) AS m PATTERN (A) DEFINE A AS true)
---
error: NOT_SUPPORTED: line 1:58: IN-PREDICATE with labeled column reference is not yet supported

-- a navigation in a subquery
SELECT 1 FROM (VALUES 1) t (x) MATCH_RECOGNIZE (MEASURES LAST(x) IN (SELECT 1) AS m PATTERN (A) DEFINE A AS true)
---
error: NOT_SUPPORTED: line 1:58: IN-PREDICATE with last function is not yet supported
