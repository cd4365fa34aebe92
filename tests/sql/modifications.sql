-- rows of a table of Hive's are not deleted
DELETE FROM ticks WHERE name = 'FB'
---
error: NOT_SUPPORTED: Modifying Hive table rows is only supported for transactional tables

-- nor updated
UPDATE "ticks" SET high = 1 WHERE name = 'FB'
---
error: NOT_SUPPORTED: Modifying Hive table rows is only supported for transactional tables

-- nor merged into
MERGE INTO ticks AS t USING ticks AS s ON t.name = s.name WHEN MATCHED THEN DELETE
---
error: NOT_SUPPORTED: Modifying Hive table rows is only supported for transactional tables

-- a table that is not there
DELETE FROM missing
---
error: TABLE_NOT_FOUND: line 1:13: Table 'awsdatacatalog.default.missing' does not exist

-- a schema that is not there
UPDATE d.missing SET a = 1
---
error: SCHEMA_NOT_FOUND: line 1:8: Schema 'd' does not exist
