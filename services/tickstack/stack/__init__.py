"""The embedded stack: three services as processes of this machine."""
