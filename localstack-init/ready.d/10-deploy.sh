#!/bin/sh
# LocalStack runs this when it is ready, in its own environment: python and the TICKSTACK_* settings are in it.
exec python -m tickstack.cli deploy
