"""State that outlives the process: mappings in one SQLite database, their values as JSON.

A change is written before its caller gets an answer, so that a killed process has lost nothing that was answered.
"""
