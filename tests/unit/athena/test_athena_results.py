"""Results: the files that are written, the pages that are read."""

import io
import time
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tickstack.athena.locations import ObjectPath
from tickstack.athena.metadata import RESULT, encode
from tickstack.athena.results import read_page, write_csv, write_text
from tickstack.engine import OutputColumn
from tickstack.sql.types import AthenaType

if TYPE_CHECKING:
    from mypy_boto3_athena import AthenaClient
    from mypy_boto3_s3 import S3Client

VALUES = st.none() | st.text(alphabet=st.sampled_from('ab",\n\r\\ü🙂\t '), max_size=6)


@pytest.mark.parametrize(
    ("rows", "csv"),
    [
        ([], b'"a","b"\n'),
        ([["1", None]], b'"a","b"\n"1",\n'),
        ([["", 'x"y']], b'"a","b"\n"","x""y"\n'),
        ([["line\nend", "ü"]], '"a","b"\n"line\nend","ü"\n'.encode()),
    ],
)
def test_csv(rows: list[list[str | None]], csv: bytes) -> None:
    file = io.BytesIO()
    assert write_csv(file, ["a", "b"], rows) == len(rows)
    assert file.getvalue() == csv


@pytest.mark.parametrize(
    ("header", "rows", "text"),
    [
        ([], [], b""),
        ([], [["a"], ["b"]], b"a\nb"),
        ([], [["a", "b"], [None, "c"]], b"a\tb\n\tc"),
        (["Query Plan"], [["x"]], b"Query Plan\nx"),
    ],
)
def test_text(header: list[str], rows: list[list[str | None]], text: bytes) -> None:
    file = io.BytesIO()
    assert write_text(file, header, rows) == len(rows)
    assert file.getvalue() == text


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.integers(1, 3).flatmap(lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width))))
def test_what_was_written_is_read_page_by_page(s3: "S3Client", rows: list[list[str | None]]) -> None:
    file = io.BytesIO()
    header = ["h"] * (len(rows[0]) if rows else 1)
    write_csv(file, header, rows)
    s3.put_object(Bucket="results", Key="r.csv", Body=file.getvalue())
    read: list[list[str | None]] = []
    start = 0
    while page := read_page(s3, ObjectPath("results", "r.csv"), start=start, limit=3):
        read += page.rows
        start = page.end
        if len(page.rows) < 3:
            break
    assert read == [header, *rows]


def test_a_value_may_be_longer_than_a_chunk(s3: "S3Client") -> None:
    file = io.BytesIO()
    value = 'x"\n' * 100_000
    write_csv(file, ["h"], [[value], ["next"]])
    s3.put_object(Bucket="results", Key="r.csv", Body=file.getvalue())
    page = read_page(s3, ObjectPath("results", "r.csv"), start=0, limit=10)
    assert page.rows == [["h"], [value], ["next"]]


@pytest.mark.parametrize(
    ("kind", "present"),
    [
        (AthenaType("integer", 10, 0, False), {7, 8, 10}),
        (AthenaType("varchar", 5, 0, True), {7, 8, 10}),
        (AthenaType("boolean", 0, 0, False), {10}),
        (AthenaType("date", 0, 0, False), {8, 10}),
        (AthenaType("array", 0, 0, False), set()),
    ],
)
def test_which_members_a_columns_metadata_has_depends_on_its_type(kind: AthenaType, present: set[int]) -> None:
    message = RESULT.FromString(encode("id", [OutputColumn("c", kind)], literal_only=False))
    numbers = {field.number for field, _ in message.columns[0].ListFields()}
    assert numbers == {1, 4, 5, 6, 9} | present


def ran(athena: "AthenaClient", text: str) -> str:
    identity = athena.start_query_execution(QueryString=text, ResultConfiguration={"OutputLocation": "s3://results/"})[
        "QueryExecutionId"
    ]
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if "CompletionDateTime" in athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]["Status"]:
            return identity
    raise AssertionError(f"{identity} is still running")


def values(answer: Any) -> list[list[str | None]]:
    return [[datum.get("VarCharValue") for datum in row["Data"]] for row in answer["ResultSet"]["Rows"]]


TICKS = [["name", "High"], ["FB", "1.5"], ['say "hi",\r\nthere', None], ["", "2.0"], [None, None]]


def test_results_begin_with_the_header(athena: "AthenaClient") -> None:
    answer: Any = athena.get_query_results(QueryExecutionId=ran(athena, "SELECT name, high FROM ticks"))
    assert values(answer) == TICKS
    assert answer["UpdateCount"] == 0
    assert "NextToken" not in answer
    assert answer["ResultSet"]["ResultSetMetadata"]["ColumnInfo"][1] == {
        "CatalogName": "hive",
        "SchemaName": "",
        "TableName": "",
        "Name": "High",
        "Label": "High",
        "Type": "double",
        "Precision": 17,
        "Scale": 0,
        "Nullable": "UNKNOWN",
        "CaseSensitive": False,
    }


@pytest.mark.parametrize(("size", "pages"), [(1, [1, 1, 1, 1, 1, 0]), (2, [2, 2, 1]), (5, [5, 0]), (6, [5])])
def test_a_full_page_has_a_token_even_if_nothing_is_left(athena: "AthenaClient", size: int, pages: list[int]) -> None:
    identity = ran(athena, "SELECT name, high FROM ticks")
    read: list[list[str | None]] = []
    sizes = []
    token: dict[str, Any] = {}
    while True:
        answer: Any = athena.get_query_results(QueryExecutionId=identity, MaxResults=size, **token)
        read += values(answer)
        sizes.append(len(values(answer)))
        if "NextToken" not in answer:
            break
        token = {"NextToken": answer["NextToken"]}
    assert (read, sizes) == (TICKS, pages)


def test_rows_of_a_single_null(athena: "AthenaClient") -> None:
    answer = athena.get_query_results(QueryExecutionId=ran(athena, "SELECT n FROM nulls"))
    assert values(answer) == [["n"], [None], ["1"], [None]]


def test_a_result_without_rows_is_its_header(athena: "AthenaClient") -> None:
    answer = athena.get_query_results(QueryExecutionId=ran(athena, "SELECT n FROM nothing"))
    assert values(answer) == [["n"]]


def test_an_explanation_is_text_with_a_header(athena: "AthenaClient", s3: "S3Client") -> None:
    identity = ran(athena, "EXPLAIN SELECT 1")
    answer: Any = athena.get_query_results(QueryExecutionId=identity)
    assert values(answer) == [["Query Plan"], ["Fragment 0"], ["  Values"]]
    assert "UpdateCount" not in answer
    assert s3.get_object(Bucket="results", Key=f"{identity}.txt")["Body"].read() == b"Query Plan\nFragment 0\n  Values"


def test_what_get_query_results_refuses(athena: "AthenaClient", s3: "S3Client") -> None:
    identity = ran(athena, "SELECT name, high FROM ticks")
    other = ran(athena, "SELECT 1")
    token: Any = athena.get_query_results(QueryExecutionId=other, MaxResults=1)["NextToken"]
    failed = ran(athena, "SELECT missing")
    cases: list[tuple[dict[str, Any], str]] = [
        ({"QueryExecutionId": identity, "MaxResults": 1001}, "MaxResults is more than maximum allowed length 1000"),
        ({"QueryExecutionId": identity, "MaxResults": 100_001}, "1 validation error detected: Value at 'maxResults'"),
        ({"QueryExecutionId": identity, "NextToken": "?"}, "Malformed nextPageToken ?"),
        ({"QueryExecutionId": identity, "NextToken": token}, f"Malformed nextPageToken {token}"),
        ({"QueryExecutionId": failed}, "Query did not finish successfully. Final query state: FAILED"),
    ]
    for request, message in cases:
        with pytest.raises(ClientError) as caught:
            athena.get_query_results(**request)
        assert message in caught.value.response["Error"]["Message"]
    s3.delete_object(Bucket="results", Key=f"{identity}.csv")
    with pytest.raises(ClientError, match="Could not find results"):
        athena.get_query_results(QueryExecutionId=identity)
