"""The command line: a plain AWS client."""
