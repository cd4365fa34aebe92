-- DISTINCT keeps the order of what comes first
SELECT array_agg(DISTINCT x), array_agg(DISTINCT n), array_agg(DISTINCT x ORDER BY x DESC), count(DISTINCT x) FROM (VALUES ('z', 1), ('m', NULL), ('a', 1), ('z', 2), ('k', NULL)) t(x, n)
---
"_col0","_col1","_col2","_col3"
"[z, m, a, k]","[1, null, 2]","[z, m, k, a]","4"

-- of groups, of conditions, of nothing
SELECT g, array_agg(DISTINCT x) FILTER (WHERE x <> 'm'), cardinality(array_agg(DISTINCT x)) FROM (VALUES (1, 'z'), (1, 'a'), (1, 'z'), (2, 'm')) t(g, x) GROUP BY g ORDER BY g
---
"g","_col1","_col2"
"1","[z, a]","2"
"2",,"1"

-- of arrays and rows
SELECT array_agg(DISTINCT a), array_agg(DISTINCT r) FROM (VALUES (ARRAY[2], ROW(1, 'x')), (ARRAY[1, NULL], ROW(1, 'x')), (ARRAY[2], ROW(NULL, 'y'))) t(a, r)
---
"_col0","_col1"
"[[2], [1, null]]","[{1, x}, {null, y}]"
