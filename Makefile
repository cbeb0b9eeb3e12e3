# Everything a fresh machine needs is Python >= 3.11 with pip, and make.
# Every target sets up what it needs on first use, and no more: `make run` what the bot needs, `make demo` the playground, too.

# The first interpreter that is new enough; override with `make PYTHON=/path/to/python …`.
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11 python; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$candidate" && break; done)
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed-run
DEMO := $(VENV)/.installed-demo
RELEASE := $(VENV)/.installed-release
DEV := $(VENV)/.installed-dev
# What loads a release has environments of its own: nothing of it gets in the way of the bot's.
TRAINING_VENV := .venv-training
TRAINING := $(TRAINING_VENV)/.installed
CROISSANT_VENV := .venv-croissant
CROISSANT := $(CROISSANT_VENV)/.installed
# Where an update of the machine has taken an environment's Python away, it is begun anew, and nothing is installed in it.
$(foreach each,$(VENV) $(TRAINING_VENV) $(CROISSANT_VENV),$(shell test -x $(each)/bin/python || rm -f $(each)/.installed*))
# pip installs *into* an environment from outside, so that a Python without ensurepip is enough.
INSTALL_INTO = "$(PYTHON)" -m pip --python $(1)/bin/python --disable-pip-version-check install --quiet --require-hashes --only-binary :all:
INSTALL = $(call INSTALL_INTO,$(VENV))
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --only-binary :all:
# A module stays with one worker, and with its bot.
PYTEST = $(BIN)/python -m pytest --dist loadscope
# As many workers as cores for the fast, which wait for nothing; more for the slow, which wait for the bot most of the time.
# Of the slow the longest begin, by conftest.py's order, so that the end is not to be waited for.
FAST = $(PYTEST) -n auto -m "not slow"
SLOW = $(PYTEST) --no-loadscope-reorder -n 6 -m slow
# The packages of which the tests in the folders of the same names cover so much of a hundred branches and lines. Only these
# tests are traced, in their own process: tracing doubles their time, and a process that is killed tells nothing.
COVERED := rules work sessions backends people store
COVERAGE := 95
OTHERS = $(COVERED:%=--ignore=tests/%)

# The bot makes a small release, and tests in another environment load it, with nothing from any hub.
LOAD_RELEASE = folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(BIN)/python -m tests.dataset.small_release "$$folder/release" && \
	RELEASE="$$folder/release" HF_HOME="$$folder/cache" HF_HUB_OFFLINE=1 $(1)/bin/python -m pytest -c loaders/pytest.ini loaders/$(2) $(ARGS)

# What one process of the tests has compiled, the others need not compile again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run install demo release check test test-training test-croissant lint format lock clean

help: ## Show what can be done here
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/'

run: $(RUN) ## Run the bot (DISCORD_TOKEN in .env)
	@$(BIN)/python -m bot run

install: $(RUN) ## Set up what the bot needs, and run nothing

demo: $(DEMO) ## A community fills a dataset in a minute, on a local Discord (ARGS="--trees 30 --kill 20")
	@$(BIN)/python -m playground demo $(ARGS)

release: $(RELEASE) ## Make a release of the dataset (ARGS="DIR"; `python -m bot release --help` says what else)
	@$(BIN)/python -m bot release $(ARGS)

check: lint ## lint, and the tests that start neither process nor server, with fewer examples (ARGS="-k outbox")
	@$(FAST) --hypothesis-profile quick $(ARGS)

test: $(DEV) ## Run all tests, and see that they cover enough (ARGS="-k outbox": only those, whatever they cover)
	@$(if $(ARGS),$(PYTEST) -n 4 $(ARGS),rm -f .coverage* && $(PYTEST) --no-loadscope-reorder -n 4 --cov --cov-report= $(COVERED:%=tests/%))
	@$(if $(ARGS),,for package in $(COVERED); do $(BIN)/python -m coverage report --include="bot/$$package/*" \
		--fail-under=$(COVERAGE) --skip-covered --show-missing || exit 1; done)
	@$(if $(ARGS),,$(FAST) $(OTHERS) && $(SLOW) $(OTHERS))

test-training: $(DEV) $(TRAINING) ## Let TRL, Axolotl and OpenRLHF load a small release, and train on it (1.6 GB of disk; where torch has no CPU build, 6 GB)
	@$(call LOAD_RELEASE,$(TRAINING_VENV),training)

test-croissant: $(DEV) $(CROISSANT) ## Let mlcroissant read a small release by its metadata
	@$(call LOAD_RELEASE,$(CROISSANT_VENV),croissant)

lint: $(DEV) ## ruff, mypy --strict, import-linter, vulture
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy
	@PYTHONPATH=. $(BIN)/lint-imports --no-cache
	@$(BIN)/python -m vulture

format: $(DEV) ## Let ruff rewrite what it can
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .

# What is tested is what runs: the other locks take their versions from that of the developers, which has everything that
# the bot can use. The CPU build of torch is pinned by hand: its own index has it, or a machine that was given the file.
lock: $(DEV) ## Renew the lock files from pyproject.toml (ARGS="--upgrade" takes the newest versions)
	@$(LOCK) $(ARGS) --extra playground --extra release --extra dev pyproject.toml -o requirements/dev.lock
	@$(LOCK) $(ARGS) -c requirements/dev.lock pyproject.toml -o requirements/run.lock
	@$(LOCK) $(ARGS) -c requirements/dev.lock --extra playground pyproject.toml -o requirements/demo.lock
	@$(LOCK) $(ARGS) -c requirements/dev.lock --extra release pyproject.toml -o requirements/release.lock
	@$(LOCK) $(ARGS) -c requirements/dev.lock --no-emit-package torch --group pyproject.toml:training -o requirements/training.lock
	@$(LOCK) $(ARGS) -c requirements/training.lock --no-config --group pyproject.toml:torch -o requirements/torch.lock
	@$(LOCK) $(ARGS) -c requirements/dev.lock --no-binary jsonpath-rw --no-emit-package jsonpath-rw --group pyproject.toml:croissant \
		-o requirements/croissant.lock
	@$(LOCK) $(ARGS) --no-binary jsonpath-rw --no-deps --group pyproject.toml:built -o requirements/built.lock
	@$(LOCK) $(ARGS) --no-deps --group pyproject.toml:loaders -o requirements/loaders.lock

clean: ## Remove the environment and caches
	@rm -rf $(VENV) $(TRAINING_VENV) $(CROISSANT_VENV) .mypy_cache .ruff_cache .pytest_cache loaders/.pytest_cache .hypothesis .coverage* demo-out

$(VENV)/bin/python $(TRAINING_VENV)/bin/python $(CROISSANT_VENV)/bin/python: %/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found. Say where it is: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear --without-pip $*

# The developers' lock has all that the others have, and each of these what the bot needs to run, at the same versions.
$(RUN): requirements/run.lock | $(BIN)/python
	@echo "Installing what the bot needs …"
	@$(INSTALL) -r requirements/run.lock
	@touch $@

$(DEMO): requirements/demo.lock | $(BIN)/python
	@echo "Installing what the bot and the playground need …"
	@$(INSTALL) -r requirements/demo.lock
	@touch $@ $(RUN)

$(RELEASE): requirements/release.lock | $(BIN)/python
	@echo "Installing what the bot needs, and a release of its dataset …"
	@$(INSTALL) -r requirements/release.lock
	@touch $@ $(RUN)

$(DEV): requirements/dev.lock | $(BIN)/python
	@echo "Installing what the bot, the playground and the checks need …"
	@$(INSTALL) -r requirements/dev.lock
	@touch $@ $(DEMO) $(RELEASE) $(RUN)

# Where there is no CPU build of torch for this system and Python, pip's own words are of no use, and what the index has is taken.
$(TRAINING): requirements/training.lock requirements/loaders.lock requirements/torch.lock requirements/torch-cpu.lock | $(TRAINING_VENV)/bin/python
	@echo "Installing what trains …"
	@$(call INSTALL_INTO,$(TRAINING_VENV)) --no-deps -r requirements/training.lock -r requirements/loaders.lock
	@$(call INSTALL_INTO,$(TRAINING_VENV)) --no-deps -r requirements/torch-cpu.lock 2>/dev/null || { \
		echo "No CPU build of torch is known for this Python here. Installing the usual one: on Linux with CUDA, 3 GB to load, 6 GB on the disk …"; \
		$(call INSTALL_INTO,$(TRAINING_VENV)) --no-deps -r requirements/torch.lock; }
	@touch $@

# jsonpath-rw has no wheel: it is the one package that is built from source here, by the setuptools that was just installed.
$(CROISSANT): requirements/croissant.lock requirements/built.lock | $(CROISSANT_VENV)/bin/python
	@echo "Installing what mlcroissant needs …"
	@$(call INSTALL_INTO,$(CROISSANT_VENV)) --no-deps -r requirements/croissant.lock
	@$(call INSTALL_INTO,$(CROISSANT_VENV)) --no-deps --no-build-isolation --no-binary jsonpath-rw -r requirements/built.lock
	@touch $@
