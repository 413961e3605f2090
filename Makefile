# make demo    convert the example articles, show the events, answer a question over them
# make test    lint, types, doctests and tests
# make lint    lint and types alone
# make format  put the sources in the house style
# make bench   time and memory of coding, beside the bare language pipeline
# make docs    write docs/cli.md anew from the help of the commands, docs/queries.md from the saved queries, docs/vocabulary.md
#              from the ontology
# make train   train the reader anew, fit what joins it to the frames, write docs/reader.md (about an hour on two cores)
# make lock    choose the versions anew and write requirements.lock (needs uv)
# make clean   remove the virtual environment and what the other targets wrote

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEMO := demo

.DELETE_ON_ERROR:
.PHONY: demo test lint format bench docs train lock clean

demo: export PATH := $(CURDIR)/$(BIN):$(PATH)
demo: $(VENV)/ready
	sanudo convert examples/articles -o $(DEMO)
	sanudo show $(DEMO)
	sanudo query $(DEMO) --saved who-alleged-what

test: lint
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/ready
	$(BIN)/python benchmarks/coding.py
	$(BIN)/python benchmarks/scale.py

docs: $(VENV)/ready
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/cookbook.py
	$(BIN)/python docs/vocabulary.py

train: $(VENV)/ready
	$(PIP) install -r training/requirements.txt
	$(BIN)/python training/train.py
	$(BIN)/python training/join.py --write
	$(BIN)/python training/card.py

lock:
	uv pip compile --no-config --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --extra test --extra lint --no-emit-package sanudo --quiet --upgrade -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The packages of the lock are installed again only when the lock changes, the project's own entry in the environment
# only when pyproject.toml does; the sources are used where they lie.
$(VENV)/locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Sanudo needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another with make PYTHON=python3.12")'
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python cannot make virtual environments: install python3-venv (Debian, Ubuntu)"; exit 1; }
	@echo "installing into $(VENV) (once; about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/ready: $(VENV)/locked pyproject.toml
	$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@
