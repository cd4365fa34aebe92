"""Row pattern recognition: patterns, the search for a match, and the rows that matches give. Pure Python over numbers
of rows: it sees no values, and asks ``Conditions`` what holds.

https://trino.io/docs/current/sql/match-recognize.html
"""
