# Everything runs in .venv, which is made on first use; `make` alone lists the targets.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo quick test check minima samples notebooks docs bench clean

# One process for each core.
PYTEST := $(BIN)/pytest --numprocesses logical --dist worksteal

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: .venv/.run ## the whole loop on the built-in samples, into faie_demo/
	$(BIN)/faie-sheets demo -o faie_demo

quick: .venv/.test ## the tests that drive no program and kill none, on few examples
	HYPOTHESIS_PROFILE=quick $(PYTEST) -m 'not programs and not kills'

test: .venv/.test ## the tests
	$(PYTEST)

check: .venv/.dev ## what CI runs: ruff, mypy, lint-imports and the tests on all examples, with the branches that none takes
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	HYPOTHESIS_PROFILE=ci $(PYTEST) --cov --cov-report term-missing:skip-covered

minima: .venv/.dev ## the whole loop with every dependency at its lower bound
	$(BIN)/python tests/minima.py

samples: .venv/.test ## build samples/ and templates/ anew
	PYTHONPATH=tests $(BIN)/python samples/build/all.py

notebooks: .venv/.test ## run the notebooks of samples/ anew, and save what they show
	PYTHONPATH=tests $(BIN)/python samples/build/build_notebooks.py

docs: .venv/.dev ## the documentation site, into build/docs; a warning fails it
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs --quiet build --strict --config-file docs/mkdocs.yml
	@echo 'open build/docs/index.html'

bench: .venv/.dev ## the benchmarks against what people would use instead, into benchmarks/RESULTS.md
	PYTHONPATH=tests $(BIN)/python benchmarks

clean: ## remove .venv, faie_demo/, builds and caches
	rm -rf .venv faie_demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	find . -name .tools -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps .run, .test and .dev say what is installed; a change of pyproject.toml installs again.

.venv/.run: pyproject.toml | $(BIN)/pip
	$(PIP) install --editable .
	@touch $@

.venv/.test: pyproject.toml | $(BIN)/pip
	$(PIP) install --editable '.[test]'
	@touch $@

# pip knows dependency groups since 25.1; a new environment may come with an older one.
.venv/.dev: pyproject.toml | $(BIN)/pip
	$(PIP) install --upgrade 'pip>=25.1'
	$(PIP) install --editable '.[test]' --group dev
	@touch $@

# Debian's Python has venv, but without python3-venv no ensurepip, and would leave half a .venv.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or newer is needed, and $(PYTHON) is not: try make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo '$(PYTHON) cannot make a virtual environment: install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv
