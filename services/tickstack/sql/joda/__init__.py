"""Points in time as Joda-Time reads and writes them: Trino's patterns, and the errors that users see, are Joda's.

A local time is a whole number of milliseconds since 1970-01-01, of any year; Python's own datetime ends at both sides.
"""
