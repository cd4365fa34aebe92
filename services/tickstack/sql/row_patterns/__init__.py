"""Row pattern recognition: MATCH_RECOGNIZE in FROM and in windows, and the search for matches (``matching``)."""
