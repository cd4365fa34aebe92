-- a sample of a subquery, of a join, and of UNNEST
SELECT (SELECT count(*) FROM (VALUES 1, 2) TABLESAMPLE BERNOULLI (100)), (SELECT count(*) FROM ((VALUES 1) t(y) CROSS JOIN UNNEST(sequence(1, 1000)) u(x)) TABLESAMPLE BERNOULLI (50)) BETWEEN 300 AND 700, (SELECT count(*) FROM UNNEST(sequence(1, 1000)) t(x) TABLESAMPLE SYSTEM (0))
---
"_col0","_col1","_col2"
"2","true","0"

-- a sample of what uses the columns to its left
SELECT count(*) BETWEEN 300 AND 700, min(y), max(x) <= 1000 FROM (VALUES 1) t(y) CROSS JOIN UNNEST(sequence(y, 1000)) u(x) TABLESAMPLE BERNOULLI (50)
---
"_col0","_col1","_col2"
"true","1","true"

-- a sample of LATERAL
SELECT count(*) BETWEEN 300 AND 700 FROM (VALUES 1) t(y) CROSS JOIN LATERAL (SELECT x + y FROM UNNEST(sequence(y, 1000)) u(x)) TABLESAMPLE BERNOULLI (50)
---
"_col0"
"true"
