"""Amazon Data Firehose: buffers, transformation, delivery. Knows nothing of LocalStack."""
