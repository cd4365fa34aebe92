"""Athena's SQL: statements parsed, typed and translated. Pure: text and types in, text out.

A statement goes through ``statements`` (one statement, its kind), ``recogniser`` and ``grammar`` (does it parse, or
Trino's words for why not), ``parser`` (its tree), and ``translate``, which has ``queries`` (FROM to LIMIT) and in them
``expressions`` (one row of ``nodes`` for each kind of node) made into DuckDB SQL in a ``scope``. Calls are looked up in
the rows of ``functions``; ``row_patterns`` has MATCH_RECOGNIZE. Beneath are types: ``types``, ``coercion``, ``casts``,
``comparable``. What DuckDB cannot compute is done by ``macros`` or in ``python``: ``json``, ``regexp``, ``moments``,
``joda``, ``geospatial``, ``sketches``, ``formatter``. ``hive`` reads the statements about the catalog.
"""
