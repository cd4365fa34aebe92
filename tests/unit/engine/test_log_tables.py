"""Tables of logs: lines that a Grok expression takes apart, CloudTrail's documents, headers and footers of objects."""

import json

import pytest

from query_bench import Bench
from tickstack.errors import QueryError
from tickstack.glue.model import Column, Storage, Table
from tickstack.tables.grok import custom, expanded
from tickstack.tables.grok_patterns import PATTERNS

GROK = "com.amazonaws.glue.serde.GrokSerDe"
TEXT = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"


def test_lines_of_a_mail_log(bench: Bench) -> None:
    lines = (
        "Mar  4 10:20:30 mail1 postfix/smtpd[4711]: 0A1B2C3D4E5: connect from relay.example.org[192.0.2.7]",
        "Mar 14 23:59:60 mail1 postfix/cleanup[12]: FFFF00001: message-id=<1@example.org>",
        "something else",
    )
    parameters = {
        "input.grokCustomPatterns": "QUEUE [0-9A-F]{7,}\n# a remark\nREST .*",
        "input.format": "%{SYSLOGBASE} %{QUEUE:queue_id}: %{REST:message}",
    }
    columns = {"syslogbase": "string", "queue_id": "string", "message": "string", "pid": "int", "other": "string"}
    bench.declare("t", columns, "\n".join(lines), serde=GROK, serde_parameters=parameters)
    assert bench.rows("SELECT * FROM t") == [
        ("Mar  4 10:20:30 mail1 postfix/smtpd[4711]:", "0A1B2C3D4E5", "connect from relay.example.org[192.0.2.7]",
         "4711", None),
        ("Mar 14 23:59:60 mail1 postfix/cleanup[12]:", "FFFF00001", "message-id=<1@example.org>", "12", None),
        (None,) * 5,
    ]  # fmt: skip


def test_lines_of_a_web_server(bench: Bench) -> None:
    line = (
        '203.0.113.9 - frank [10/Oct/2020:13:55:36 -0700] "GET /a.gif?x=1 HTTP/1.0" 200 2326 '
        '"http://example.com/start" "Mozilla/4.08 [en]"'
    )
    columns = {
        "clientip": "string", "auth": "string", "timestamp": "string", "verb": "string", "request": "string",
        "response": "int", "bytes": "bigint", "agent": "string", "rawrequest": "string",
    }  # fmt: skip
    parameters = {"input.format": "%{COMBINEDAPACHELOG}"}
    bench.declare("t", columns, line + "\n", serde=GROK, serde_parameters=parameters)
    assert bench.rows("SELECT * FROM t") == [
        ("203.0.113.9", "frank", "10/Oct/2020:13:55:36 -0700", "GET", "/a.gif?x=1", "200", "2326",
         '"Mozilla/4.08 [en]"', None)
    ]  # fmt: skip


MATCHES = {
    "INT": ("x-12", "-12"),
    "NUMBER": ("v 1.50 ", "1.50"),
    "WORD": ("--ab_c--", "ab_c"),
    "QUOTEDSTRING": (r'a "b \" c" d', r'"b \" c"'),
    "UUID": ("id=123e4567-e89b-12d3-a456-426614174000;", "123e4567-e89b-12d3-a456-426614174000"),
    "MAC": ("at 00:1B:44:11:3A:B7", "00:1B:44:11:3A:B7"),
    "IPV4": ("from 192.168.10.255:80", "192.168.10.255"),
    "IPV6": ("[2001:db8::ff00:42:8329]", "2001:db8::ff00:42:8329"),
    "HOSTPORT": ("example.org:8080", "example.org:8080"),
    "URI": ("see https://user@example.org:8443/p/q?a=b&c=d now", "https://user@example.org:8443/p/q?a=b&c=d"),
    "PATH": ("/var/log/x.log", "/var/log/x.log"),
    "MONTH": ("on September 3", "September"),
    "DAY": ("Tue,", "Tue"),
    "TIMESTAMP_ISO8601": ("[2020-02-29T01:02:03.456Z]", "2020-02-29T01:02:03.456Z"),
    "DATESTAMP": ("5/14/2020 09:30:00", "5/14/2020 09:30:00"),
    "HTTPDATE": ("[10/Oct/2000:13:55:36 -0700]", "10/Oct/2000:13:55:36 -0700"),
    "LOGLEVEL": ("x WARNING y", "WARNING"),
}


@pytest.mark.parametrize("name", MATCHES)
def test_named_patterns(bench: Bench, name: str) -> None:
    text, found = MATCHES[name]
    bench.declare("t", {"a": "string"}, text + "\n", serde=GROK, serde_parameters={"input.format": f"%{{{name}:a}}"})
    assert bench.rows("SELECT a FROM t") == [(found,)]


def test_every_name_can_be_used() -> None:
    for name in PATTERNS:
        assert "%{" not in expanded(f"%{{{name}}}", [], {})


@pytest.mark.parametrize("expression", ["::", "::1", "1::", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1", "fe80::1%eth0"])
def test_addresses(bench: Bench, expression: str) -> None:
    parameters = {"input.format": "^%{IPV6:a}$"}
    bench.declare("t", {"a": "string"}, expression + "\n1:2:3\n12345::\n", serde=GROK, serde_parameters=parameters)
    assert bench.rows("SELECT a FROM t") == [(expression,), (None,), (None,)]


def test_own_patterns() -> None:
    assert custom("A [^ ]+\\nB  %{A} x\n") == {"A": "[^ ]+", "B": "%{A} x"}
    assert expanded("%{B:b}-%{A}", ["b", "a"], {"A": "x", "B": "%{A}y"}) == "(?<c0>(?<c1>x)y)-(?<c1>x)"
    with pytest.raises(QueryError, match="No definition for key 'NOPE' found"):
        expanded("%{NOPE}", [], {})
    with pytest.raises(QueryError, match="Deep recursion"):
        expanded("%{A}", [], {"A": "%{A}"})


def trail(bench: Bench, serde: str, *objects: str) -> None:
    columns = {
        "eventversion": "string",
        "useridentity": "struct<type:string,sessioncontext:struct<attributes:struct<mfaauthenticated:string>>>",
        "eventtime": "string",
        "requestparameters": "string",
        "resources": "array<struct<arn:string>>",
    }
    storage = Storage(
        "s3://data/t",
        tuple(Column(name, kind) for name, kind in columns.items()),
        serde=serde,
        input_format="com.amazon.emr.cloudtrail.CloudTrailInputFormat",
    )
    bench.catalog.known["t"] = Table("default", "t", storage)
    for number, data in enumerate(objects):
        bench.store.objects[f"t/{number}.json"] = data.encode()


EVENTS = [
    {"eventVersion": "1.08", "eventTime": "2020-05-14T09:30:00Z", "resources": [{"ARN": "arn:x"}],
     "userIdentity": {"type": "Root", "sessionContext": {"attributes": {"mfaAuthenticated": "true"}}},
     "requestParameters": {"bucketName": "b", "n": 1}},
    {"eventVersion": "1.08", "eventTime": "2020-05-14T09:31:00Z", "requestParameters": None, "text": "a\nb"},
]  # fmt: skip


@pytest.mark.parametrize(
    "serde", ["com.amazon.emr.hive.serde.CloudTrailSerde", "org.apache.hive.hcatalog.data.JsonSerDe"]
)
def test_records_of_cloudtrail(bench: Bench, serde: str) -> None:
    trail(bench, serde, json.dumps({"Records": EVENTS}), json.dumps({"Records": EVENTS[1:]}, indent=2))
    query = "SELECT useridentity.type, useridentity.sessioncontext.attributes.mfaauthenticated, eventtime, "
    assert bench.rows(f"{query} json_extract_scalar(requestparameters, '$.bucketName'), resources FROM t") == [
        ("Root", "true", "2020-05-14T09:30:00Z", "b", "[{arn=arn:x}]"),
        (None, None, "2020-05-14T09:31:00Z", None, None),
        (None, None, "2020-05-14T09:31:00Z", None, None),
    ]


def test_documents_that_are_none_of_cloudtrail(bench: Bench) -> None:
    trail(bench, "com.amazon.emr.hive.serde.CloudTrailSerde", '{"Events": []}')
    with pytest.raises(QueryError, match=r"HIVE_CURSOR_ERROR: Failed to read file: s3://data/t/0\.json: there are no"):
        bench.rows("SELECT * FROM t")


def test_headers_and_footers(bench: Bench) -> None:
    parameters = {"skip.header.line.count": "2", "skip.footer.line.count": "1"}
    options = {"field.delim": ","}
    objects = ("h\nh\n1,a\n2,b\nsum\n", "h\nh\n3,c\nsum", "h\nsum\n", "h\nh\nsum")
    bench.declare(
        "t", {"a": "int", "b": "string"}, *objects, serde=TEXT, serde_parameters=options, parameters=parameters
    )
    assert bench.rows("SELECT * FROM t ORDER BY a") == [("1", "a"), ("2", "b"), ("3", "c")]
    bench.declare("t", {"a": "int"}, "1\n", serde=TEXT, parameters={"skip.header.line.count": "many"})
    with pytest.raises(QueryError, match=r"Invalid value for skip\.header\.line\.count property: many"):
        bench.rows("SELECT * FROM t")


def test_an_input_format_without_lines_is_refused(bench: Bench) -> None:
    form = "org.apache.hadoop.mapred.SequenceFileInputFormat"
    storage = Storage("s3://data/t", (Column("a", "string"),), serde=TEXT, input_format=form)
    bench.catalog.known["t"] = Table("default", "t", storage)
    bench.store.objects["t/0"] = b"SEQ"
    with pytest.raises(QueryError, match=r"NOT_SUPPORTED: tickstack does not support the input format .*Sequence"):
        bench.rows("SELECT * FROM t")


def test_objects_that_list_others(bench: Bench) -> None:
    form = "org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat"
    storage = Storage("s3://data/hive/", (Column("a", "string"),), serde=TEXT, input_format=form)
    bench.catalog.known["t"] = Table("default", "t", storage)
    bench.store.objects |= {
        "x/1": b"p\nq\n",
        "x/12": b"no\n",
        "y/2": b"r\n",
        "hive/a": b"s3://data/x/1\n",
        "hive/b": b"",
    }
    assert bench.rows("SELECT a FROM t ORDER BY a") == [("p",), ("q",)]
    bench.store.objects["hive/b"] = b"s3://data/y/2\ns3://other/x/12"
    assert bench.rows('SELECT a, "$path" FROM t ORDER BY a') == [
        ("no", "s3://other/x/12"),
        ("p", "s3://data/x/1"),
        ("q", "s3://data/x/1"),
        ("r", "s3://data/y/2"),
    ]
    assert bench.run("SELECT * FROM t").scanned_bytes == 9
    bench.store.objects["hive/c"] = b"s3://data/gone"
    with pytest.raises(QueryError, match="HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://data/gone"):
        bench.rows("SELECT * FROM t")
