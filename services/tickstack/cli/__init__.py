"""The command line: a plain AWS client, plus the switch of the embedded stack."""
