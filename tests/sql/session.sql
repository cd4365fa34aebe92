-- who and where
SELECT current_catalog, current_schema, typeof(current_user), CURRENT_SCHEMA = 'default', current_groups()
---
"_col0","_col1","_col2","_col3","_col4"
"awsdatacatalog","default","varchar","true","[]"

-- a name in quotation marks is a column
SELECT "current_schema" FROM (VALUES 7) AS t(current_schema_) CROSS JOIN (VALUES 8) AS u("current_schema")
---
"current_schema"
"8"
