# `make help` lists the verbs.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help

help: ## list the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## set up what is missing and serve the café (DEMO=0 starts empty, PORT=8001 elsewhere)
	@$(PYTHON) run.py

setup: ## set up alone: .venv, front end, static files
	@$(PYTHON) run.py setup

setup-dev:
	@$(PYTHON) run.py setup-dev

test: setup-dev gates tests ## every gate and every test

gates: setup-dev ## the gates: types, style, imports, templates, front end, translations, migrations
	@$(BIN)/python -W ignore tests/gates.py

tests: setup-dev ## every test (DATABASE_URL decides the database; the other services add tests)
	@$(BIN)/pytest -q -n auto --dist loadgroup $(PYTEST)

bench: setup-dev ## measure (ONLY=pages one group, SIZE=full the largest sizes)
	@$(BIN)/python -W ignore -m benchmarks $(ONLY)

backup: setup ## make a backup while the café is open (TO=folder, else data/backups)
	@$(BIN)/python -W ignore manage.py backup $(TO)

restore: setup ## put a backup into an empty place (FROM=folder)
	@$(BIN)/python -W ignore manage.py restore $(FROM)

lock: setup-dev ## write the lock files anew from the *.in files
	@for name in requirements requirements-dev requirements-node requirements-uv; do \
		$(BIN)/uv pip compile $$name.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -o $$name.txt; done

messages: setup-dev ## gather texts for translation into locale/
	@$(BIN)/python -W ignore manage.py gather_messages

format: setup-dev ## put code and templates in the house style
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q . ; $(BIN)/djhtml -t 2 frontend ; PATH="$$($(PYTHON) -c 'import run; print(run.node_folder())'):$$PATH" npm --prefix frontend run -s fix

.PHONY: help run setup setup-dev test gates tests bench backup restore lock messages format
