# Everything runs in .venv, which is made on first use; `make` alone lists the targets.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo quick test check minima samples notebooks docs bench clean

# One process for each core.
PYTEST := $(BIN)/pytest --numprocesses logical --dist worksteal
QUICK := HYPOTHESIS_PROFILE=quick $(PYTEST) -m 'not programs and not kills'

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: .venv/.run ## a whole round on the built-in samples, in faie_demo/
	$(BIN)/faie-sheets demo -o faie_demo

quick: .venv/.test ## the tests that drive no other program and kill no process, with few examples
	$(QUICK)

test: .venv/.test ## the tests
	$(PYTEST)

check: .venv/.dev ## what CI runs: ruff, mypy, lint-imports, and the tests with all examples and coverage
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	HYPOTHESIS_PROFILE=ci $(PYTEST)
# Coverage is measured on the quick tests alone: tracing more than doubles the time of a test.
	$(QUICK) --cov --cov-report term-missing:skip-covered

minima: .venv/.dev ## a whole round with every dependency at its lower bound
	$(BIN)/python tests/minima.py

samples: .venv/.test ## rebuild samples/ and templates/
	PYTHONPATH=tests $(BIN)/python samples/build/all.py

notebooks: .venv/.test ## run the notebooks in samples/ again, and save their output
	PYTHONPATH=tests $(BIN)/python samples/build/build_notebooks.py

docs: .venv/.dev ## the documentation site, in build/docs; any warning is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs --quiet build --strict --config-file docs/mkdocs.yml
	@echo 'open build/docs/index.html'

bench: .venv/.dev ## compare with what people would use instead, and write benchmarks/RESULTS.md
	PYTHONPATH=tests $(BIN)/python benchmarks

clean: ## remove .venv, faie_demo/, builds and caches
	rm -rf .venv faie_demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	find . -name .tools -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps .run, .test and .dev record what is installed; a change to pyproject.toml reinstalls it.

.venv/.run: pyproject.toml | $(BIN)/pip
	$(PIP) install --editable .
	@touch $@

.venv/.test: pyproject.toml | $(BIN)/pip
	$(PIP) install --editable '.[test]'
	@touch $@

# pip has had dependency groups since 25.1; a new environment may come with an older pip.
.venv/.dev: pyproject.toml | $(BIN)/pip
	$(PIP) install --upgrade 'pip>=25.1'
	$(PIP) install --editable '.[test]' --group dev
	@touch $@

# Without python3-venv, Debian's Python has venv but not ensurepip, and would leave half a .venv.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or newer is needed, and $(PYTHON) is not: try make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo '$(PYTHON) cannot make a virtual environment: install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv
