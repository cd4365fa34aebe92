"""Names and texts within DuckDB SQL."""


def name(identifier: str) -> str:
    """A quoted identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def literal_text(value: str) -> str:
    """A text; a NUL ends a statement for DuckDB, wherever it stands."""
    quoted = "'" + value.replace("'", "''") + "'"
    return quoted if "\0" not in value else "(" + quoted.replace("\0", "' || chr(0) || '") + ")"
