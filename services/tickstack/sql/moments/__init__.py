"""Dates, times, intervals and zones."""
