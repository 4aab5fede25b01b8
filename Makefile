# make serve   installs, reads the sample reports, opens the site on http://127.0.0.1:8001 (PORT=, HOST=)
# make test    the whole test suite
# make bench   writes docs/bench.md: the speed of reading and of the language step, beside others (PAPERS="name=folder ..."
#              for other pages; SCORER=script for F1 where the answers are known)
# make check   format, lint, types and tests: what CI runs
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8001
DATABASE := build/scrutineer.db

.PHONY: install serve build test check format lock bench

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

build: install
	$(BIN)/scrutineer build data/documents --database $(DATABASE)

serve: build
	$(BIN)/scrutineer serve $(DATABASE) --host $(HOST) --port $(PORT)

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) test

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]"
	$(BIN)/python bench/reading.py $(PAPERS) $(if $(SCORER),--scorer $(SCORER)) --write docs/bench.md
	$(BIN)/python bench/language.py $(PAPERS) --add-to docs/bench.md

lock:
	$(BIN)/pip-compile --quiet --extra dev --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml
