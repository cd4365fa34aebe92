"""What Trino says that a function expects, where its own list of signatures is not that of the rows."""

EXPECTED = {
    "concat": "concat(char(x), char(y)), concat(array(E), E) E, concat(E, array(E)) E, concat(array(E)) E, "
    "concat(varchar), concat(varbinary)",
    "concat_ws": "concat_ws(varchar, array(varchar)), concat_ws(varchar, varchar)",
}
