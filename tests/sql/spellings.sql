-- isnull is a name
SELECT 1 isnull, 2 notnull
---
"isnull","notnull"
"1","2"

-- digits in groups
SELECT 1_000, 1_0.5, 12_345_678_901
---
"_col0","_col1","_col2"
"1000","10.5","12345678901"

-- a type of DuckDB
SELECT CAST(1 AS hugeint)
---
error: TYPE_MISMATCH: line 1:8: Unknown type: hugeint
