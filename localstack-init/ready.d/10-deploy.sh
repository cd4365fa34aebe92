#!/bin/sh
# LocalStack runs this when it is ready, in its own environment: python and the TICKSTACK_* settings are in it.
set -eu
# the query service, which has Athena's and Glue's resources, may be starting still
python -m tickstack.stack.healthy "$TICKSTACK_QUERY_URL/health" 60
exec python -m tickstack.cli deploy
