"""The Athena API."""
