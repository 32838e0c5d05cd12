# make render   the environment, the package, and the notebooks of the ledger in data/raw, rendered into build/site
# make test     the environment, the package, and every test
# make lab      JupyterLab on the notebooks
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.stamp

.PHONY: setup render test lint lab figures notebooks lock clean
.DEFAULT_GOAL := render

setup: $(STAMP)

# uv installs the locked versions in seconds; where it cannot be had, pip does the same more slowly.
$(STAMP): requirements.lock requirements-uv.lock build.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "minsheng needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=/path/to/python3.11")'
	@echo "Making the environment in $(VENV) (once; about a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@if $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.lock; then \
	  $(BIN)/uv pip install -q --python $(BIN)/python --compile-bytecode --require-hashes --build-constraint build.lock -r requirements.lock && \
	  $(BIN)/uv pip install -q --python $(BIN)/python --no-deps --build-constraint build.lock -e . ; \
	else \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e . ; \
	fi
	@touch $@

render: setup
	@$(BIN)/minsheng render data/raw/jiangmen-2018.txt

test: setup
	@$(BIN)/python -m pytest -q -rs -n 2 --dist loadfile
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --nbval notebooks

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

lab: setup
	@$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) --notebook-dir=. notebooks/0_start_here.ipynb

# The stored outputs of the notebooks and the figures of the README, made anew.
notebooks: setup
	@$(BIN)/python -m analysis.batch.stored notebooks

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock" requirements.in -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock" requirements-uv.in -o requirements-uv.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock" build.in -o build.lock

clean:
	rm -rf build
