# Everything runs from .venv, made from the lock files. Needs Python >= 3.11 and make, nothing else.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
# One more than there are processors: tests wait for servers, browsers and clocks.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)

# Compiled modules are kept, whatever the environment says: without them each process starts three times as slowly.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup sandbox test chaos fuzz bench check fmt lock messages screenshots test-release pictures clean

setup: .venv/ready

.venv/ready: requirements.txt requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Order Desk needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	@test -x $(UV) || $(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf .venv && $(PYTHON) -m venv .venv; } || { rm -rf .venv; echo "$(PYTHON) can't make a virtual environment. On Debian and Ubuntu its package python3-venv is missing: apt-get install python3-venv, and run this again." >&2; exit 1; }
	test -x $(UV) || $(BIN)/python -m pip install --quiet uv
	VIRTUAL_ENV=.venv $(UV) pip sync --quiet --require-hashes requirements-dev.txt
	VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

sandbox: setup ## the bot, a local Slack and a local Orders API on this machine
	$(BIN)/orderdesk sandbox $(ARGS)

test: setup ## the suite, less than four minutes on two processors; make test ARGS=--cov reports the branches taken
	$(BIN)/pytest --numprocesses=$(WORKERS) --dist=worksteal $(ARGS)

test-release: setup ## what builds, installs or starts from nothing, and every case of what `make test` samples: some eight minutes
	THOROUGH=1 $(BIN)/pytest --numprocesses=$(WORKERS) --maxschedchunk=1 -rs -m release tests $(ARGS)

chaos: setup ## 1,000 orders while the bots are killed 100 times: each store, two seeds, some 40 minutes
	$(BIN)/python -m tests.chaos --store sqlite --store postgresql --seed 1 --seed 2 $(ARGS)

bench: setup ## the product beside a bare Bolt app, and how its store grows, on a machine that does nothing else
	$(BIN)/python -m benchmarks $(ARGS)

fuzz: setup ## 6,000 signed and 2,000 unsigned requests that Slack would not send, on each store: some 10 minutes
	$(BIN)/python -m tests.fuzz --store sqlite --store postgresql $(ARGS)

check: setup ## style, types, and which package may import which
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: setup ## pin what pyproject.toml asks for; make lock ARGS=--upgrade takes the newest
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url $(ARGS) -o requirements.txt pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url $(ARGS) --group dev -c requirements.txt -o requirements-dev.txt pyproject.toml

messages: setup ## take new texts from the code into the translations
	$(BIN)/pybabel -q extract --no-location --sort-output --keyword=_ --keyword=_n:1,2 --project=orderdesk --omit-header -o flows/locales/orderdesk.pot bot flows
	for file in flows/locales/*.po; do $(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --omit-header --no-wrap -i flows/locales/orderdesk.pot -o $$file -l $$(basename $$file .po); done

pictures: setup ## the pages and pictures that are made from the code
	$(BIN)/python -m docs.order_fields
	$(BIN)/python -m docs.architecture
	$(BIN)/python -m docs.conversation

screenshots: setup ## the README's pictures, from the running product; needs Debian's chromium, fonts-inter and fonts-noto-color-emoji
	$(BIN)/python -m docs.screenshots

clean:
	rm -rf .venv .coverage .mypy_cache .ruff_cache .hypothesis
