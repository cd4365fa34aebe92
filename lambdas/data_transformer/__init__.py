"""The transformer: Firehose calls it with a batch, and it answers each record as one valid line of JSON."""
