"""The embedded stack: LocalStack, the query service and the market stand-in as processes of this machine."""
