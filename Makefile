# Everything a newcomer needs: `make demo` serves the example site, `make test` runs the tests.
VENV ?= .venv
PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3 python,$(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print(sys.executable)' 2>/dev/null)))
PY := $(VENV)/bin/python
PORT ?= 8000
# What to install beside the package itself: EXTRAS=postgres,mysql
EXTRAS ?=
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help env demo test coverage matrix lint format docs clean messages

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(STAMP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found. Install it, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	"$(PYTHON)" -m venv --clear $(VENV)
	$(PY) -m pip install --quiet --upgrade "pip>=25.1"
	$(PY) -m pip install --quiet --editable ".$(if $(EXTRAS),[$(EXTRAS)])" --group dev
	@touch $@

env: $(STAMP) ## Make the virtual environment

demo: $(STAMP) ## Serve the example site, with its sample archive imported, on http://127.0.0.1:8000
	$(PY) example_project/manage.py demo --port $(PORT)

test: $(STAMP) ## Run all tests
	$(PY) -m tests.suites

matrix: $(STAMP) ## Run the tests on every version, database and kind of site (SESSION="lowest" runs one)
	$(VENV)/bin/nox $(if $(SESSION),--session "$(SESSION)")

lint: $(STAMP) ## Run the linters, type checks and migration checks
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy wagtail_cstonews
	$(PY) -m djlint --quiet --lint wagtail_cstonews example_project
	$(PY) example_project/manage.py makemigrations --check --dry-run
	$(PY) -m django makemigrations --check --dry-run --settings tests.settings

format: $(STAMP) ## Format the code
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

coverage: $(STAMP) ## Run the tests of the package, and say which lines they reach
	COVERAGE=1 $(PY) -m tests.suites package

messages: $(STAMP) ## Collect and compile the translations (needs GNU gettext)
	$(PY) -m tests.catalogues

docs: $(STAMP) ## Build the documentation site in build/docs
	$(PY) -m pip install --quiet --group docs
	$(PY) -m sphinx --fail-on-warning --keep-going --nitpicky --quiet -b html docs build/docs
	$(PY) -m tests.docs_site build/docs

clean: ## Remove what was built and the demo's database
	rm -rf $(VENV) .cache build dist example_project/db.sqlite3* example_project/media
