"""The Glue Data Catalog and its crawlers."""
