# Two commands: `make demo` shows the main job, `make test` proves it. Both set everything up.
PYTHON ?= python3
VENV := .venv
# Windows keeps a virtual environment's programs in Scripts, everything else in bin.
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev

PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test test-allt lint pins notices bench fuzz attack kills corpus mutation laws equality examples clean

demo: $(READY)
	$(BIN)/xl-asn demo --ut demo

test: lint
	$(BIN)/python -m pytest -n auto

# After that, what make test leaves out so that nobody has to wait for it: more of the same, many examples
# of each property, and how much of the core its own tests reach.
CORE := model parameters calculation documents prose rules report case
test-allt: test
	$(BIN)/python -m pytest -n auto -m "thorough or hypothesis" --hypothesis-profile=many
	$(BIN)/python -m pytest -n auto $(CORE:%=tests/%) --cov

lint: $(READY_DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY_DEV)
	$(BIN)/python -m tests.benchmarks

# Spoil valid workbooks at random for ten minutes: make fuzz SECONDS=60 SEED=1
SECONDS ?= 600
SEED ?=
fuzz: $(READY_DEV)
	$(BIN)/python -m tests.fuzz $(SECONDS) $(SEED)

# Hand every command files, names and answers made to break a promise: make attack ATTACK="--group filer",
# ATTACK="--list" for all of them, ATTACK="--only filer/etikett-1 --keep folder" for one, to be looked at.
ATTACK ?=
attack: $(READY_DEV)
	$(BIN)/python -m tests.attack $(ATTACK)

# Kill each command that writes while it works: make kills N=50 COMMAND=exportera
N ?= 200
COMMAND ?= alla
kills: $(READY_DEV)
	$(BIN)/python -m tests.kills $(N) --command $(COMMAND)

# What the reader makes of a folder of workbooks: make corpus CORPUS=folder
corpus: $(READY_DEV)
	$(BIN)/python -m tests.corpus $(CORPUS)

# Spoil the tables of the examples, one mistake at a time, and count how often it is found and named
# first: as the report is, and once Beräkna has been pressed. Places are drawn by a seed:
# make mutation MUTATION=--all for every one, MUTATION="--seed 2 -v" for others and what was said.
MUTATION ?=
mutation: $(READY_DEV)
	$(BIN)/python -m tests.mutation $(MUTATION)
	$(BIN)/python -m tests.mutation_after $(MUTATION)

# Do things to workbooks between presses of Beräkna, and see that its laws hold: make laws WALKS=50
WALKS ?= 1000
laws: $(READY_DEV)
	$(BIN)/python -m tests.laws $(WALKS)

# Hold all answers against those of another commit, byte for byte: make equality BASE=HEAD~1
# CASES=folder: workbooks that matter to you join in. KEEP=folder: the base answers but once.
BASE ?= HEAD
DOCUMENTS ?= 600
CASES ?=
KEEP ?=
equality: $(READY_DEV)
	$(BIN)/python -m tests.equality $(BASE) --documents $(DOCUMENTS) $(if $(CASES),--cases $(CASES)) $(if $(KEEP),--keep $(KEEP))

# Rebuild the example workbooks from their Markdown sources.
examples: $(READY)
	$(BIN)/python -m workbooks.build

# Every file must have one of the hashes beside its pin. The project itself is a folder, which has none: it
# comes last, alone, built by the hatchling that is pinned too.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or later is needed')"
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes -r constraints.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -c "open('$(READY)', 'w').close()"

$(READY_DEV): $(READY) constraints-dev.txt
	$(PIP) install --quiet --require-hashes -r constraints-dev.txt
	$(BIN)/python -c "open('$(READY_DEV)', 'w').close()"

# Write the pins and their hashes anew, from the index that pip is set to. Versions stay as they are, unless
# asked: make pins UPGRADE=--upgrade, or UPGRADE='--upgrade-package lxml'
UPGRADE ?=
export UV_CUSTOM_COMPILE_COMMAND := make pins
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--only-binary :all: --emit-build-options $(UPGRADE) pyproject.toml -
# pip's own settings, its environment first: uv reads none of them.
PIP_SAYS = $(shell $(PIP) config list | sed -n "s/.*[.]$(1)='\(.*\)'/\1/p" | head -1)
pins: export UV_DEFAULT_INDEX = $(call PIP_SAYS,index-url)
pins: export SSL_CERT_FILE = $(call PIP_SAYS,cert)
pins: $(READY_DEV)
	echo hatchling | $(COMPILE) --extra dokument --extra kluster --extra kolada --output-file constraints.txt
	echo hatchling | $(COMPILE) --all-extras --constraint constraints.txt --output-file constraints-dev.txt

# Write THIRD_PARTY_NOTICES.md from what is pinned; what is for another system is fetched to be read.
notices: $(READY)
	$(BIN)/python -m docs.notices

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
