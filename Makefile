# Everything a fresh machine needs is Python >= 3.11 with pip, and make.
# `make demo`, `make test`, `make lint` and `make run` each set up what they need on first use.

# The first interpreter that is new enough; override with `make PYTHON=/path/to/python …`.
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11 python; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$candidate" && break; done)
VENV := .venv
DEV := $(VENV)/.installed-dev
RUN := $(VENV)/.installed-run
# pip installs *into* the environment from outside, so that a Python without ensurepip is enough.
INSTALL = "$(PYTHON)" -m pip --python $(VENV)/bin/python --disable-pip-version-check install --quiet --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help run demo test lint format lock bench clean

help: ## Show what can be done here
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

run: $(RUN) ## Run the bot (DISCORD_TOKEN in .env)
	@$(VENV)/bin/python -m bot run

demo: $(DEV) ## A community fills a dataset in a minute, on a local Discord (ARGS="--trees 30 --kill 20")
	@$(VENV)/bin/python -m playground demo $(ARGS)

test: $(DEV) ## Run the tests (ARGS="-k outbox")
	@$(VENV)/bin/python -m pytest $(ARGS)

lint: $(DEV) ## ruff, mypy --strict, import-linter, vulture
	@$(VENV)/bin/python -m ruff check .
	@$(VENV)/bin/python -m ruff format --check .
	@$(VENV)/bin/python -m mypy
	@PYTHONPATH=. $(VENV)/bin/lint-imports --no-cache
	@$(VENV)/bin/python -m vulture

format: $(DEV) ## Let ruff rewrite what it can
	@$(VENV)/bin/python -m ruff check --fix .
	@$(VENV)/bin/python -m ruff format .

lock: $(DEV) ## Renew the lock files from pyproject.toml
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements/run.lock
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --all-extras -c requirements/run.lock -o requirements/dev.lock

clean: ## Remove the environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis demo-out

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found. Say where it is: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -m venv --without-pip $(VENV)

$(RUN): requirements/run.lock | $(VENV)/bin/python
	@echo "Installing what the bot needs …"
	@$(INSTALL) -r requirements/run.lock
	@touch $@

$(DEV): requirements/dev.lock | $(VENV)/bin/python
	@echo "Installing what the bot, the playground and the checks need …"
	@$(INSTALL) -r requirements/dev.lock
	@touch $@ $(RUN)
