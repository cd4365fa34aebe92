# make demo   the whole path once, end to end      make up | status | down   the same stack, for work
# make test   the tests                            make check                all that is checked without Docker
# TARGET=compose: up, down and status of the stack as containers

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
# The first Python 3.13 that runs: on the PATH, under pyenv, or named by PYTHON=...
PYTHON ?= $(shell for p in python3.13 $${PYENV_ROOT:-$$HOME/.pyenv}/versions/3.13*/bin/python3.13; do \
	if $$p -c '' 2>/dev/null; then echo $$p; break; fi; done)
BIN := .venv/bin
RUNTIME := build/lambda-runtime/python3.13
TARGET ?= embedded
ifeq ($(filter embedded compose,$(TARGET)),)
$(error TARGET is embedded or compose, not $(TARGET))
endif
# Tests side by side; they wait for stacks, so that more than the cores pay.
WORKERS ?= 3
WHERE := $(if $(filter compose,$(TARGET)),--compose)

.PHONY: help demo up down status test check check-compose lint package promote readme functions bench bench-sql bench-firehose bench-compose lock clean
help:  ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 15

.venv/uv: requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "Python 3.13 is needed: install it with pyenv, or name it with make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/stack: .venv/uv requirements/stack.txt pyproject.toml
	$(BIN)/uv pip install --quiet --no-deps --require-hashes -r requirements/stack.txt
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/stack requirements/dev.txt
	$(BIN)/uv pip install --quiet --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

$(RUNTIME)/.made: .venv/uv requirements/lambda-runtime.txt
	rm -rf $(RUNTIME)
	$(BIN)/uv pip install --quiet --no-deps --require-hashes --target $(RUNTIME) -r requirements/lambda-runtime.txt
	@touch $@

setup: .venv/stack $(RUNTIME)/.made  ## install tickstack and aws into .venv, start nothing
setup-dev: setup .venv/dev
.PHONY: setup setup-dev

demo: setup  ## the whole path once: deploy, collect, stream, crawl, query, plot
	@$(BIN)/tickstack demo

up: setup  ## start the stack and deploy the template; TARGET=compose: as containers, here as below
	@$(BIN)/tickstack up $(WHERE)

down: setup  ## stop the stack; its data stays for the next start
	@$(BIN)/tickstack down $(WHERE)

status: setup  ## what runs, where, with how much memory
	@$(BIN)/tickstack status $(WHERE)

package: setup  ## build the functions' zips
	@$(BIN)/tickstack package

promote: setup  ## deploy the same template to AWS
	@$(BIN)/tickstack promote

lint: setup-dev  ## Python, template, Dockerfile, compose file, workflows, scripts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/cfn-lint lambdas/template.yaml
	$(BIN)/hadolint services/Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/compose-lint check --strict-config --fail-on low docker-compose.yml
	@if docker compose version >/dev/null 2>&1; then echo docker compose config; docker compose config --quiet; \
	else echo 'docker compose is not here: docker-compose.yml is left to the linters above, and to make check-compose'; fi
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema custom.github-workflows-require-timeout .github/workflows/*.yml
	$(BIN)/zizmor --offline --no-progress --persona pedantic .github
	$(BIN)/shellcheck $$(grep -d skip -lE '^#!.*sh$$' .ci/* scripts/* services/* localstack-init/ready.d/*)

test: setup-dev  ## the tests, the pipeline against a really running stack among them
	@$(BIN)/tickstack package  # what a test waits for is the stack, not a download
	$(BIN)/pytest -m 'not docker' -n $(WORKERS) --dist loadfile

check: lint test  ## all that is checked without Docker

check-compose: setup-dev  ## the stack as containers: built, started, tested, its services restarted under load
	@$(BIN)/tickstack package
	@scripts/check-compose

readme: setup  ## write the README's table of settings anew
	@scripts/readme

functions: setup  ## write docs/functions.md anew, out of the functions' rows
	@scripts/functions

bench: setup-dev  ## the figures of the README, measured here
	$(BIN)/python benchmarks/stack.py

bench-sql: setup-dev  ## what the query engine adds to DuckDB
	$(BIN)/python benchmarks/sql.py

build/alternatives: requirements/alternatives.txt .venv/uv
	rm -rf $@
	$(BIN)/uv venv --quiet --python $(BIN)/python $@
	$(BIN)/uv pip install --quiet --no-deps --require-hashes --python $@/bin/python -r $<

bench-firehose: setup-dev build/alternatives  ## records per second into S3, beside stock LocalStack and MiniStack
	$(BIN)/python benchmarks/firehose.py

bench-compose: setup-dev  ## the containers' figures
	$(BIN)/python benchmarks/compose.py

COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.13
lock: .venv/uv  ## pin the requirements anew
	$(COMPILE) requirements/uv.in -o requirements/uv.txt
	$(COMPILE) requirements/dev.in --override requirements/overrides.txt -c requirements/localstack-constraints.txt -o requirements/dev.txt
	$(COMPILE) requirements/stack.in --override requirements/overrides.txt -c requirements/dev.txt -o requirements/stack.txt
	for image in localstack query market build; do \
	  $(COMPILE) requirements/$$image.in --override requirements/overrides.txt -c requirements/stack.txt -o requirements/$$image.txt; \
	done
	$(COMPILE) requirements/notebook.in -c requirements/dev.txt -c requirements/stack.txt -o requirements/notebook.txt
	$(COMPILE) requirements/alternatives.in -o requirements/alternatives.txt
	$(COMPILE) requirements/lambda-runtime.in -c requirements/localstack-constraints.txt -o requirements/lambda-runtime.txt
	$(COMPILE) --python-platform x86_64-manylinux_2_28 lambdas/data_collector/requirements.in -o lambdas/data_collector/requirements.txt

clean: ## forget everything that was made here
	rm -rf .venv build out .tickstack
