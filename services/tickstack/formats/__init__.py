"""Files of rows: what is written as Parquet, ORC or Avro, and what is read from the latter two.

A value of each type between a file and whoever has the rows: a boolean is a bool, a number an int or a float, text is
str, binary bytes; a date is days since 1970, a timestamp nanoseconds since 1970 in UTC, a decimal its unscaled int; an
array is a list, a map a dict, a struct a tuple. Any may be None.
"""
