"""Files in S3 as DuckDB scans."""
