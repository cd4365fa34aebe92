"""JSON: its text and type, the paths into it, and SQL/JSON's functions."""
