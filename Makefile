# One command to run, one to test. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
export PORT
BIN := .venv/bin

##@ Every day
.PHONY: run test check
run: ## Set up, migrate, load reference and demo data once, start web, worker and timetable (PORT=8000)
	@$(PYTHON) .ci/setup.py run
	@exec $(BIN)/python -m hubportal.supervisor --end-with-parent

test: ## Set up and run every test (ARGS="-k clock" for some)
	@$(PYTHON) .ci/setup.py dev
	@$(BIN)/python -m pytest -n 2 $(ARGS)

check: ## Lint, types, import contracts, migrations, deploy check, generated pages
	@$(PYTHON) .ci/setup.py dev
	@.ci/check

##@ Now and then
.PHONY: setup bench clauses screenshots lock clean
setup: ## Make this machine ready for all of the above
	@$(PYTHON) .ci/setup.py dev

bench: ## Measure logging, list, case page and sweep (ARGS="--queries 10000")
	@$(PYTHON) .ci/setup.py dev
	@$(BIN)/python -m benchmarks $(ARGS)

clauses: ## Write docs/clauses.md anew from the rules
	@$(BIN)/python manage.py clauses --write

screenshots: ## Make docs/screenshots/ anew from the portal that `make run` started (PORT=8000)
	@$(PYTHON) .ci/setup.py dev
	@$(BIN)/python .ci/screenshots.py $(ARGS)

lock: ## Resolve requirements/*.in and package.json anew, with hashes and without addresses
	@.ci/lock

clean: ## Remove what set-up and tests made; the database in .data/ stays
	@rm -rf .venv node_modules static-built .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

##@ Help
.PHONY: help
help: ## This list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile
