# Two commands for a newcomer: `make demo` and `make test`. `make help` names the rest.
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?=
BENCH_ARGS ?=
# Where it is set every process would compile every module anew: seconds, for each worker that a test starts.
unexport PYTHONDONTWRITEBYTECODE

STARTED := $(shell date +%s)
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
# What asks no database is not run again on another one, nor is what asks it for minutes and means other rules.
ONCE := tests/home/translation/test_states_by_chance.py tests/faults/test_search_engine.py tests/search/test_canaries.py \
	tests/search/test_following.py tests/home/test_queries_per_page.py tests/home/bundles \
	tests/consultations/postulates/test_redaction.py tests/consultations/postulates/test_visibility_matrix.py
SOURCES := accounts bench city cms consultations home notifications search
# Where a browser on this machine finds the demo: "every address" is no address one can open.
BASE_URL ?= http://$(if $(filter 0.0.0.0 ::,$(HOST)),127.0.0.1,$(HOST)):$(PORT)

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test test-database test-browser test-postgresql check format messages lock \
	bench bench-search bench-notifications bench-scale secrets check-lint check-types check-imports check-templates check-migrations check-messages check-deploy

help: ## name the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## prepare .venv from the lock file, nothing else
	@sh scripts/setup.sh

demo: setup ## run the product with demo content (HOST=127.0.0.1 PORT=8000)
	@DEMO_STARTED=$(STARTED) DEBUG=$${DEBUG:-0} LOG_LEVEL=$${LOG_LEVEL:-WARNING} BASE_URL=$(BASE_URL) \
		exec $(MANAGE) demo --host $(HOST) --port $(PORT)

demo-reset: setup ## delete the demo's data and start afresh
	@rm -rf var
	@$(MAKE) --no-print-directory demo

# One process: tests that commit empty the tables, so they must come last, which is lost when several share the files.
test: setup ## run every test (PYTEST_ARGS="-k postulate" for some)
	@$(MANAGE) compile_catalogues
	@$(PY) -m pytest $(PYTEST_ARGS)

test-database: setup ## run the tests that need no browser
	@$(MAKE) --no-print-directory test PYTEST_ARGS='-m "not browser" $(PYTEST_ARGS)'

test-browser: setup ## run the tests in a browser
	@$(MAKE) --no-print-directory test PYTEST_ARGS='-m browser $(PYTEST_ARGS)'

test-postgresql: setup ## run the tests that ask a database on the PostgreSQL named by TEST_DATABASE_URL
	@test -n "$$TEST_DATABASE_URL" || { echo "Set TEST_DATABASE_URL=postgresql://user:password@host:port/name" >&2; exit 1; }
	@$(MANAGE) compile_catalogues
	@DATABASE_URL=$$TEST_DATABASE_URL $(PY) -m pytest -m "not browser" --with-database $(ONCE:%=--ignore=%) $(PYTEST_ARGS)

check: setup ## everything a reviewer should not have to say
	@$(MAKE) --no-print-directory --keep-going check-lint check-types check-imports check-templates \
		check-migrations check-messages check-deploy
	@echo "All checks passed."

check-lint:
	@echo "== ruff"
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

check-types:
	@echo "== mypy"
	@$(VENV)/bin/mypy $(SOURCES)

check-imports:
	@echo "== import-linter"
	@$(VENV)/bin/lint-imports --no-cache

check-templates:
	@echo "== djlint"
	@$(VENV)/bin/djlint --quiet --lint $(SOURCES)

check-migrations:
	@echo "== migrations"
	@$(MANAGE) makemigrations --check --dry-run

check-messages:
	@echo "== catalogues"
	@$(MANAGE) check_catalogues

check-deploy:
	@echo "== production settings"
	@DJANGO_SETTINGS_MODULE=cms.settings.production ALLOWED_HOSTS=example.org \
		SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(64))") \
		$(MANAGE) check --deploy --fail-level WARNING

format: setup ## rewrite the code the way `make check` wants it
	@$(VENV)/bin/ruff check --fix --exit-zero .
	@$(VENV)/bin/ruff format .

messages: setup ## collect translatable texts into locale/
	@$(MANAGE) update_catalogues

lock: setup ## write the lock files anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@sh scripts/lock.sh $(UPGRADE)

bench: setup ## time the main pages beside a trivial answer of the same server
	@$(PY) -m bench

bench-search: setup ## fill each search engine with 100,000 documents and ask it; judge its answers (BENCH_ARGS="--documents 20000")
	@$(PY) -m bench.search $(BENCH_ARGS)

bench-notifications: setup ## send 10,000 mails with one worker (BENCH_ARGS="--mails 1000")
	@$(PY) -m bench.notifications $(BENCH_ARGS)

bench-scale: setup ## compare pages at 200 and at 20,000 cases; minutes the first time (also on TEST_DATABASE_URL)
	@$(PY) -m bench.scale

secrets: setup ## make the secrets docker-compose.yml reads (keeps those that are there)
	@$(PY) scripts/make_secrets.py
