# One command each. Needs Python 3.11 or newer, make and git; everything else is installed into .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo-book
export PYTHONPATH :=
export ACCTPLAN_TODAY ?= 2026-11-20

.PHONY: setup demo test test-deep lint bench docs clean

setup: $(BIN)/.ready ## make the environment

$(BIN)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

demo: setup ## make the example book and look at it
	@rm -rf $(DEMO)
	@$(BIN)/acctplan demo $(DEMO)
	@PATH="$(abspath $(BIN)):$$PATH" bash examples/tour.sh $(DEMO)

test: setup ## the tests
	$(BIN)/python -m pytest -n auto -m "not deep"

test-deep: setup ## the tests with long runs
	$(BIN)/python -m pytest -n auto

lint: setup ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet --no-progress --strict-collection action.yml templates/book/dot-github/workflows/plans.yml

bench: setup ## measure against floors and peers
	$(BIN)/python tests/bench/run.py

docs: setup ## write the pages that are made from the code
	$(BIN)/python tests/docs/write.py

clean:
	rm -rf $(VENV) $(DEMO) dist build
