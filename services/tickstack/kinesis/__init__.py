"""Kinesis Data Streams: streams, shards and records that outlive the process. Knows nothing of LocalStack."""
