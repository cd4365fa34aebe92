"""The tokens of a statement by kind: a keyword as itself, a sign as itself, anything else as a word in lower case."""

import re

NAME, TEXT, INTEGER, NUMBER, BINARY, END = "name", "text", "integer", "number", "binary", "end"

_TOKEN = re.compile(
    r"""(?P<blank>(?:--[^\r\n]*|/\*.*?\*/|[ \r\n\t]+)+)
    |(?P<binary>[xX]'[^']*')
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*)(?![^\x00-\x7f])
    |(?P<sign>\{-|-\}|[{}^$|](?!\|)|<>|!=|<=|>=|->|=>|\|\||[-+*%=<>().,\[\]?:]|/(?!\*))
    |(?P<text>'(?:[^']|'')*')
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+(?![\w.])|[0-9]+\.[0-9]*(?![\w.])|\.[0-9]+(?![\w.]))
    |(?P<integer>[0-9]+(?![\w.]))
    |(?P<name>"(?:[^"]|"")*")""",
    re.VERBOSE | re.DOTALL,
)

_NON_RESERVED = """
ABSENT ADD ADMIN AFTER ALL ANALYZE ANY ARRAY ASC AT AUTHORIZATION BERNOULLI BOTH CALL CASCADE CATALOG CATALOGS COLUMN
COLUMNS COMMENT COMMIT COMMITTED CONDITIONAL COPARTITION COUNT CURRENT DATA DATE DAY DEFAULT DEFINE DEFINER DENY DESC
DESCRIPTOR DISTRIBUTED DOUBLE EMPTY ENCODING ERROR EXCLUDING EXPLAIN FETCH FILTER FINAL FIRST FOLLOWING FORMAT
FUNCTIONS GRACE GRANT GRANTED GRANTS GRAPHVIZ GROUPS HOUR IF IGNORE IMMEDIATE INCLUDING INITIAL INPUT INTERVAL INVOKER
IO ISOLATION JSON KEEP KEY KEYS LAST LATERAL LEADING LEVEL LIMIT LOCAL LOGICAL MAP MATCH MATCHED MATCHES
MATCH_RECOGNIZE MATERIALIZED MEASURES MERGE MINUTE MONTH NESTED NEXT NFC NFD NFKC NFKD NO NONE NULLIF NULLS OBJECT OF
OFFSET OMIT ONE ONLY OPTION ORDINALITY OUTPUT OVER OVERFLOW PARTITION PARTITIONS PASSING PAST PATH PATTERN PER PERIOD
PERMUTE PLAN POSITION PRECEDING PRECISION PRIVILEGES PROPERTIES PRUNE QUOTES RANGE READ REFRESH RENAME REPEATABLE
REPLACE RESET RESPECT RESTRICT RETURNING REVOKE ROLE ROLES ROLLBACK ROW ROWS RUNNING SCALAR SCHEMA SCHEMAS SECOND
SECURITY SEEK SERIALIZABLE SESSION SET SETS SHOW SOME START STATS SUBSET SUBSTRING SYSTEM TABLES TABLESAMPLE TEXT
STRING TIES TIME TIMESTAMP TO TRAILING TRANSACTION TRUNCATE TRY_CAST TYPE UNBOUNDED UNCOMMITTED UNCONDITIONAL UNIQUE
UNKNOWN UNMATCHED UPDATE USE USER UTF16 UTF32 UTF8 VALIDATE VALUE VERBOSE VERSION VIEW WINDOW WITHIN WITHOUT WORK
WRAPPER WRITE YEAR ZONE
"""
_RESERVED = """
ALTER AND AS BETWEEN BY CASE CAST CONSTRAINT CREATE CROSS CUBE CURRENT_CATALOG CURRENT_DATE CURRENT_PATH CURRENT_ROLE
CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEALLOCATE DELETE DESCRIBE DISTINCT DROP ELSE END ESCAPE
EXCEPT EXECUTE EXISTS EXTRACT FALSE FOR FROM FULL GROUP GROUPING HAVING IN INNER INSERT INTERSECT INTO IS JOIN
JSON_ARRAY JSON_EXISTS JSON_OBJECT JSON_QUERY JSON_TABLE JSON_VALUE LEFT LIKE LISTAGG LOCALTIME LOCALTIMESTAMP NATURAL
NORMALIZE NOT NULL ON OR ORDER OUTER PREPARE RECURSIVE RIGHT ROLLUP SELECT SKIP TABLE THEN TRIM TRUE UESCAPE UNION
UNNEST USING VALUES WHEN WHERE WITH
"""

RESERVED = frozenset(_RESERVED.split())
IDENTIFIERS = frozenset((NAME, *_NON_RESERVED.split()))
KEYWORDS = {word: word for word in (*_NON_RESERVED.split(), *_RESERVED.split())}


def placed(statement: str) -> list[tuple[str, int]]:
    """The kinds of the tokens up to what is none that is known here, and where each begins; then ``END``."""
    found = []
    at = 0
    for match in _TOKEN.finditer(statement):
        if match.start() != at:
            break
        if match.lastgroup != "blank":
            own = {"word": KEYWORDS.get(match.group().upper(), NAME), "sign": match.group()}
            found.append((own.get(str(match.lastgroup), str(match.lastgroup)), at))
        at = match.end()
    return [*found, (END, at)]


def kinds(statement: str) -> list[str] | None:
    """The kinds of all tokens and ``END``, or None if something in the statement is none that is known here."""
    found: list[str] = []
    at = 0
    keyword = KEYWORDS.get
    for match in _TOKEN.finditer(statement):
        if match.start() != at:
            return None
        at = match.end()
        group = match.lastgroup
        if group == "word":
            found.append(keyword(match.group().upper(), NAME))
        elif group == "sign":
            found.append(match.group())
        elif group != "blank":
            found.append(str(group))
    if at != len(statement):
        return None
    found.append(END)
    return found
