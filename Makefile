# make run    the console on a demo store (the first time: installs what is needed into .venv)
# make test   all tests
# make check  lint, format, types, layers, catalogues, statements; prints the figures of the house
# make help   the rest
#
# A program's own options go into ARGS:  make run ARGS="--lang en"   make test ARGS="tests/domain -x"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.PHONY: help run demo demo-again test chaos check bench install wheel bundle deb statements catalogues pictures lock clean

ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --no-compile
DEMO := .demo/desk.db

# The first of these that is 3.11 or newer and can make a virtual environment.
PYTHONS := python3.13 python3.12 python3.11 python3 python
SUITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(PYTHONS); do "$$p" -c '$(SUITS)' >/dev/null 2>&1 && echo "$$p" && break; done)

# A test at the console waits for a good part of its time: twice as many as there are processors.
WORKERS ?= $(shell $(PY) -c "import os; print(max(1, (os.cpu_count() or 1) * 2))")

# What `make check` runs of the tests; nothing where `make test` has just run them.
ARCHITECTURE ?= tests/architecture

SOURCES := $(shell find src -name '*.py' 2>/dev/null)

help:
	@sed -n 's/^# \(make .*\)/\1/p; s/^#: \(.*\)/\1/p' Makefile

run: $(VENV)/compiled $(DEMO)
	@$(VENV)/bin/deskconsole --store $(DEMO) $(ARGS)

#: make test ARGS="-k ring"  some of the tests
test: $(VENV)/tools $(VENV)/compiled
	@$(PY) -m pytest --numprocesses=$(WORKERS) --dist=loadfile $(ARGS)

#: make chaos  the long tests of hostile input, load and faults (hours; a part: make chaos ARGS="-k fuzz")
chaos: $(VENV)/tools $(VENV)/compiled
	@$(PY) -m pytest --numprocesses=$(WORKERS) --dist=load -m chaos $(ARGS)

check: $(VENV)/tools
	@failed=; \
	step() { echo "== $$1"; shift; "$$@" || failed="$$failed $$*;"; }; \
	step "lint" $(PY) -m ruff check .; \
	step "format" $(PY) -m ruff format --check .; \
	step "types" $(PY) -m mypy; \
	step "layers" $(VENV)/bin/lint-imports --no-logo --no-cache; \
	[ -z "$(ARCHITECTURE)" ] || step "architecture, catalogues, statements" $(PY) -m pytest -q $(ARCHITECTURE); \
	$(PY) -m tests.architecture.house; \
	if [ -n "$$failed" ]; then echo "failed:$$failed"; exit 1; fi; echo "All checks passed."

#: make bench  start, keys, bytes, writes, reads, memory as ratios (12 minutes; a look: make bench ARGS="--quick")
bench: $(VENV)/tools $(VENV)/compiled
	@$(PY) -m tests.bench $(ARGS)

#: make demo  makes the demo store if it is absent; make demo-again throws it away and makes a new one
demo: $(DEMO)

demo-again: $(VENV)/compiled
	@rm -rf .demo
	@$(MAKE) $(DEMO)

$(DEMO): | $(VENV)/compiled
	@mkdir -p $(@D)
	@$(VENV)/bin/deskconsole init --demo --store $@ || { rm -rf $(@D); exit 1; }

#: make install  the program and what it needs, without opening it
install: $(VENV)/compiled

#: make wheel  dist/deskconsole-*.whl with packs, catalogues, manual page and completions
wheel: $(VENV)/tools
	@rm -rf data/.prepared dist/*.whl
	@$(PY) -m pip --disable-pip-version-check wheel --quiet --no-build-isolation --no-deps --wheel-dir dist .
	@ls dist

#: make bundle  dist/deskconsole-*.tar.gz: every wheel and an installer that works with the network off (making it needs it)
bundle: wheel
	@rm -f dist/*.tar.gz
	@$(PY) -m deploy.bundle dist/*.whl dist

#: make deb  dist/deskconsole_*.deb for Debian 12 and 13, with manual page, completions and services
deb: bundle
	@rm -f dist/*.deb
	@$(PY) -m deploy.deb dist/*.tar.gz dist

#: make statements  compiles the SQL statements of the store anew, and what its file consists of
statements: $(VENV)/tools
	@$(PY) -m tests.architecture.statements
	@$(PY) -m deskconsole.store.sqlite.structure_source

#: make catalogues  extracts the texts, updates and compiles the catalogues, lists what is not translated
catalogues: $(VENV)/tools
	@$(PY) -m tests.architecture.catalogues

#: make pictures  draws the manual's and the READMEs' pictures anew, from the running console
pictures: $(VENV)/tools
	@$(PY) -m tests.console.pictures

#: make lock  resolves the dependencies anew (needs the network); "make lock UPGRADE=" keeps the versions that are locked
UPGRADE ?= --upgrade
UV := .lock-venv/bin/uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --native-tls
lock:
	@test -x $(UV) || { $(PYTHON) -m venv .lock-venv && .lock-venv/bin/python -m pip install --quiet uv==0.13.9; }
	@$(LOCK) $(UPGRADE) --group build pyproject.toml -o requirements.lock
	@$(LOCK) $(UPGRADE) --group build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

#: make clean  removes everything that these commands made, the demo store too
clean:
	rm -rf $(VENV) .lock-venv .demo data/.prepared dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed is marked by files in .venv, so that the next run starts at once.

$(PY):
	@test -n "$(PYTHON)" || { \
	  echo "Python 3.11 or newer with venv is needed (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/packages: requirements.lock | $(PY)
	@echo "Installing what the console needs"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PY) -m compileall -q -j 0 $(VENV)/lib || true
	@touch $@

$(VENV)/installed: pyproject.toml | $(VENV)/packages
	@$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/compiled: $(VENV)/installed $(SOURCES)
	@$(PY) -m compileall -q src
	@$(PY) -m deskconsole.desk.policy.prepare || true
	@touch $@

$(VENV)/tools: requirements-dev.lock $(VENV)/installed
	@echo "Installing what the tests need"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PY) -m compileall -q -j 0 $(VENV)/lib || true
	@touch $@
