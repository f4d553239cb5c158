# `make` alone says what there is. Needed: Python 3.11 or newer, make, git. All else goes into $(VENV).

VENV    ?= .venv
PYTHON  ?= python3.13 python3.12 python3.11 python3
PYTHONS ?= python3.11 python3.12 python3.13
JOBS    ?= auto
ARGS    ?=

BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip install --quiet --constraint requirements.lock
SOURCES := pyproject.toml README.md LICENSE docs/golive.1 $(shell find golive_tui checklists -name __pycache__ -prune -o -print)

.DEFAULT_GOAL := help
.PHONY: help demo rehearse test pure coverage check bench soak screenshots lock clean

help: ## say what there is
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.package ## rehearse a launch here and now: no network, no set-up (ARGS="--speed 60")
	@$(BIN)/golive demo $(ARGS)

rehearse: $(VENV)/.package ## play every scenario: faults on a schedule, and what must follow (3 min)
	@$(BIN)/golive rehearse flowmind --all --headless $(ARGS)

test: check pure ## the whole gate: `make check pure`, then every test against the installed package
	GOLIVE_TEST_INSTALLED=1 PYTHONSAFEPATH=1 \
	$(BIN)/python -m pytest --numprocesses=$(JOBS) $(ARGS)

pure: $(VENV)/.dev ## every branch of the pure rooms, each module by the tests that bear its name
	@rm -f .coverage.pure*
	GOLIVE_TEST_INSTALLED=1 PYTHONSAFEPATH=1 COVERAGE_FILE=.coverage.pure \
	$(BIN)/python -m pytest --numprocesses=$(JOBS) --quiet --cov --cov-config=.ci/pure.ini \
	    --cov-context=test --cov-report= --timeout=300 tests/checklist tests/launch
	@$(BIN)/python .ci/pure.py .coverage.pure

coverage: $(VENV)/.dev ## every test under a tracer, and which lines and branches none of them reached (slow)
	GOLIVE_TEST_INSTALLED=1 PYTHONSAFEPATH=1 \
	$(BIN)/python -m pytest --numprocesses=$(JOBS) --cov --cov-report=term $(ARGS)

check: $(VENV)/.dev ## lint, format, types and import rules: the quick half of the gate
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## measure everything beside its peers, and write docs/benchmarks.md (10 min)
	PYTHONPATH=. $(BIN)/python -m benchmarks $(ARGS)

soak: $(VENV)/.dev ## a real hour and a week in ten minutes: does anything grow? writes docs/soak.md
	PYTHONPATH=. $(BIN)/python -m benchmarks.soak $(ARGS)

screenshots: $(VENV)/.dev ## draw the pictures in screenshots/ anew
	PYTHONPATH=. $(BIN)/python tests/screens/draw.py $(ARGS)

lock: ## resolve requirements.lock anew under each of PYTHONS (ARGS=--keep: change only what must)
	$(firstword $(PYTHONS)) .ci/lock.py $(ARGS) $(PYTHONS)

clean: ## remove what the gate leaves behind; the venv stays
	rm -rf .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
	    .ruff_cache build dist htmlcov snapshot_report.html
	find golive_tui tests .ci -name __pycache__ -prune -exec rm -rf {} +

# The venv, with the build tool at its locked version. $(PYTHON) holds names to try in order; a name
# counts when it runs, is new enough and can make a venv.
$(VENV)/.made:
	@for python in $(PYTHON); do \
	    if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	        >/dev/null 2>&1; then \
	        echo "Setting up $(VENV) with $$($$python --version): a minute, once"; \
	        $$python -m venv $(VENV) && exit 0; exit 1; \
	    fi; \
	done; \
	echo "golive needs Python 3.11 or newer with its venv module; tried: $(PYTHON)." >&2; \
	echo "Install one (Debian: apt-get install python3 python3-venv), or say PYTHON=/path/to/python3" >&2; \
	exit 1
	@$(PIP) hatchling
	@touch $@

# A copy, never a link to the checkout: what a user installs is what is shown and tested here.
# pip brings the dependencies to their locked versions, and always takes a local folder anew.
$(VENV)/.package: $(VENV)/.made requirements.lock $(SOURCES)
	@$(PIP) --no-build-isolation .
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements.lock $(SOURCES)
	@$(PIP) --no-build-isolation '.[dev]'
	@touch $(VENV)/.package $@
