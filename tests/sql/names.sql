-- a function's name in quotation marks is the same function
SELECT "Lower"('AB'), "coalesce"(NULL, 1), "count"(*)
---
"_col0","_col1","_col2"
"ab","1","1"

-- a function in quotation marks that is none
SELECT "No Such"(1)
---
error: FUNCTION_NOT_FOUND: line 1:8: Function 'no such' not registered

-- a function with a schema
SELECT foo."bAr".c(1, 2)
---
error: FUNCTION_NOT_FOUND: line 1:8: Function 'foo.bar.c' not registered

-- an unknown type within others
SELECT CAST(ARRAY[1] AS array(foo))
---
error: TYPE_MISMATCH: line 1:8: Unknown type: array(foo)

-- an unknown type of a field
SELECT TRY_CAST(NULL AS map(varchar, row(a integer, b foo)))
---
error: TYPE_MISMATCH: line 1:8: Unknown type: map(varchar, row(a integer, b foo))

-- types within others, in all their spellings
SELECT typeof(CAST(NULL AS ROW(a ARRAY(double precision), "b c" map(varchar(3), decimal(5,2)), timestamp(3) with time zone)))
---
"_col0"
"row(a array(double), b c map(varchar(3), decimal(5,2)), timestamp(3) with time zone)"

-- all columns of a relation as an argument
SELECT count(t.*) FROM (VALUES (1, 2)) t (x, y)
---
error: NOT_SUPPORTED: line 1:14: <identifier>.* not allowed in this context
