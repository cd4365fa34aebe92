"""Hive's statements as data, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.glue.model import Column
from tickstack.sql.hive import HiveSyntaxError, parse
from tickstack.sql.hive.statements import (
    AddColumns,
    AddPartitions,
    AlterDatabase,
    ChangeColumn,
    CreateDatabase,
    CreateTable,
    Describe,
    DropDatabase,
    DropPartitions,
    DropTable,
    RenamePartition,
    RepairTable,
    ReplaceColumns,
    SetLocation,
    SetProperties,
    ShowColumns,
    ShowCreateTable,
    ShowDatabases,
    ShowPartitions,
    ShowProperties,
    ShowTables,
    ShowViews,
    Statement,
    TableName,
)
from tickstack.sql.statements import prepared, views

T = TableName(None, "t", "t")
DT = TableName("d", "t", "d.t")

CASES: tuple[tuple[str, Statement], ...] = (
    ("CREATE DATABASE d", CreateDatabase("d")),
    (
        "create schema if not exists `D` comment 'it''s' location 's3://b/d/' with dbproperties ('k'='v')",
        CreateDatabase("d", True, "it's", "s3://b/d/", {"k": "v"}),
    ),
    ("DROP DATABASE IF EXISTS d CASCADE", DropDatabase("d", True, True)),
    ("DROP SCHEMA d RESTRICT", DropDatabase("d")),
    ("ALTER DATABASE d SET DBPROPERTIES ('a'='1', 'b'='2')", AlterDatabase("d", {"a": "1", "b": "2"})),
    ("DROP TABLE IF EXISTS d.t", DropTable(DT, True)),
    ("DROP TABLE `t`", DropTable(TableName(None, "t", "`t`"))),
    (
        "ALTER TABLE t ADD COLUMNS (a int, b array<string>)",
        AddColumns(T, (Column("a", "int"), Column("b", "array<string>"))),
    ),
    ("ALTER TABLE t REPLACE COLUMNS (a decimal(5))", ReplaceColumns(T, (Column("a", "decimal(5,0)"),))),
    ("ALTER TABLE t CHANGE COLUMN a b bigint COMMENT 'c'", ChangeColumn(T, "a", Column("b", "bigint", "c"))),
    ("ALTER TABLE t SET LOCATION 's3://b/x/'", SetLocation(T, "s3://b/x/")),
    ("ALTER TABLE t PARTITION (p='1') SET LOCATION 's3://b/x/'", SetLocation(T, "s3://b/x/", (("p", "1"),))),
    ("ALTER TABLE t SET TBLPROPERTIES ('k'='v')", SetProperties(T, {"k": "v"})),
    (
        "ALTER TABLE t ADD IF NOT EXISTS PARTITION (p = 1, q = 'b') LOCATION 's3://b/1/' PARTITION (p = 2, q = 'c')",
        AddPartitions(T, (((("p", "1"), ("q", "b")), "s3://b/1/"), ((("p", "2"), ("q", "c")), None)), True),
    ),
    (
        "ALTER TABLE t DROP IF EXISTS PARTITION (p='1'), PARTITION (p='2')",
        DropPartitions(T, ((("p", "1"),), (("p", "2"),)), True),
    ),
    ("ALTER TABLE t PARTITION (p='1') RENAME TO PARTITION (p='2')", RenamePartition(T, (("p", "1"),), (("p", "2"),))),
    ("MSCK REPAIR TABLE d.t", RepairTable(DT)),
    ("SHOW DATABASES LIKE 'a*'", ShowDatabases("a*")),
    ("SHOW TABLES IN d 'x|y'", ShowTables("d", "x|y")),
    ("SHOW TABLES", ShowTables()),
    ("SHOW VIEWS IN d LIKE 'v*'", ShowViews("d", "v*")),
    ("SHOW COLUMNS IN t", ShowColumns(T)),
    ("SHOW COLUMNS FROM t IN d", ShowColumns(TableName("d", "t", "t"))),
    ("SHOW PARTITIONS d.t", ShowPartitions(DT)),
    ("SHOW TBLPROPERTIES t('k')", ShowProperties(T, "k")),
    ("SHOW CREATE TABLE t", ShowCreateTable(T)),
    ("DESCRIBE FORMATTED AwsDataCatalog.d.t", Describe(TableName("d", "t", "AwsDataCatalog.d.t"), "FORMATTED")),
    ("DESC t -- the ticks", Describe(T)),
    (
        "CREATE EXTERNAL TABLE t (a struct<x:int,y:map<string,double>> COMMENT 'c') LOCATION 's3://b/t/'",
        CreateTable(
            T,
            external=True,
            if_not_exists=False,
            columns=(Column("a", "struct<x:int,y:map<string,double>>", "c"),),
            location="s3://b/t/",
        ),
    ),
    (
        r"""CREATE EXTERNAL TABLE IF NOT EXISTS d.t (a INTEGER, `_b` varchar(10)) COMMENT "text"
        PARTITIONED BY (p string) CLUSTERED BY (a) INTO 4 BUCKETS
        ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001' ESCAPED BY '\\' LINES TERMINATED BY '\n' NULL DEFINED AS ''
        STORED AS TEXTFILE LOCATION 's3://b/t/' TBLPROPERTIES ('skip.header.line.count'='1')""",
        CreateTable(
            DT,
            external=True,
            if_not_exists=True,
            columns=(Column("a", "int"), Column("_b", "varchar(10)")),
            comment="text",
            partition_keys=(Column("p", "string"),),
            bucket_columns=("a",),
            buckets=4,
            serde_parameters={
                "field.delim": "\1",
                "escape.delim": "\\",
                "line.delim": "\n",
                "serialization.null.format": "",
                "serialization.format": "\1",
            },
            location="s3://b/t/",
            properties={"skip.header.line.count": "1"},
        ),
    ),
    (
        """CREATE EXTERNAL TABLE t (a int) ROW FORMAT SERDE 'org.x.S' WITH SERDEPROPERTIES ('k'='v')
        STORED AS INPUTFORMAT 'in' OUTPUTFORMAT 'out' LOCATION 's3://b/t/'""",
        CreateTable(
            T,
            external=True,
            if_not_exists=False,
            columns=(Column("a", "int"),),
            serde="org.x.S",
            serde_parameters={"k": "v"},
            format=("in", "out"),
            location="s3://b/t/",
        ),
    ),
)

REFUSED = (
    ('DESCRIBE "t"', "line 1:10: no viable alternative at input 'DESCRIBE \"t\"'"),
    ("DROP TABLE", "line 1:11: no viable alternative at input 'DROP TABLE<EOF>'"),
    ("SHOW TABLES\nIN d foo", "line 2:6: no viable alternative at input 'SHOW TABLES\nIN d foo'"),
    (
        "CREATE EXTERNAL TABLE t (a text) LOCATION 's3://b/'",
        "line 1:28: no viable alternative at input 'CREATE EXTERNAL TABLE t (a text'",
    ),
    ("CREATE EXTERNAL TABLE t (a int)", "No location was specified for table. An S3 location must be specified"),
    ("CREATE TABLE t (a int) LOCATION 's3://b/'", "External keyword required for table type HIVE"),
    (
        "CREATE TABLE t (a int) PARTITIONED BY (b string) LOCATION 's3://b/'",
        "External keyword required for table type HIVE",
    ),
    (
        "CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (day(a)) LOCATION 's3://b/'",
        "line 1:52: no viable alternative at input 'CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (day('",
    ),
    (
        "CREATE EXTERNAL TABLE t (a int) LOCATION 's3://b/' TBLPROPERTIES ('table_type'='iceberg')",
        "External keyword not supported for table type ICEBERG",
    ),
    ("DESCRIBE a.b.c.d", "Invalid table name a.b.c.d"),
    ("DESCRIBE _t", "line 1:10: no viable alternative at input 'DESCRIBE _t'"),
)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_statement(text: str, expected: Statement) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=[text[:40] for text, _ in REFUSED])
def test_refused(text: str, message: str) -> None:
    with pytest.raises(HiveSyntaxError) as caught:
        parse(text)
    assert str(caught.value) == message


@given(st.text(alphabet="ADROPTBLESHW tab_`'\"(),.=<>:;-\n1", max_size=40))
@settings(deadline=None)
def test_any_text_is_a_statement_or_refused(text: str) -> None:
    for start in ("", "ALTER TABLE t ", "CREATE EXTERNAL TABLE ", "SHOW "):
        try:
            parse(start + text)
        except HiveSyntaxError as error:
            assert str(error)  # noqa: PT017  the other outcome is a statement


def test_views_and_prepared_statements_are_cut_at_their_query() -> None:
    name = TableName("d", "v", 'd."V"')
    assert views.parse('CREATE OR REPLACE VIEW d."V" AS SELECT 1 AS a -- end') == views.CreateView(
        name, "SELECT 1 AS a -- end", True
    )
    assert views.parse("DROP VIEW IF EXISTS v") == views.DropView(TableName(None, "v", "v"), True)
    assert prepared.parse("PREPARE p FROM\nSELECT ?") == prepared.Prepare("p", "SELECT ?")
    assert prepared.parse("EXECUTE p USING 'a,b', ARRAY[1, 2], f(1, 2) + 1") == prepared.Execute(
        "p", ("'a,b'", "ARRAY[1, 2]", "f(1, 2) + 1")
    )
    assert prepared.parse("DEALLOCATE PREPARE p") == prepared.Deallocate("p")
