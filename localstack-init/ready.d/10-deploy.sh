#!/bin/sh
# LocalStack runs this when it is ready, in its own environment: python and the TICKSTACK_* settings are in it.
# The query service starts beside it and may answer later.
exec python -m tickstack.cli deploy --wait 60
