# `make` alone lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
# One more than there are cores: many tests wait for programs that they start.
WORKERS ?= $(shell echo $$(( $$(nproc) + 1 )))

.PHONY: help run test soak lint types migration clean

help: ## List the targets.
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start the product on http://127.0.0.1:8000 with real units and demo staff.
	@deploy/set_up.sh run
	@$(PYTHON) manage.py serve --demo

# The tests start hundreds of programs: what one has compiled the next reads, also where that is usually turned off.
test: ## Run the tests, the linters and the type checker; installs what they need.
	@deploy/set_up.sh test
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy .
	@PYTHONDONTWRITEBYTECODE= $(PYTHON) -m pytest -n $(WORKERS) --dist worksteal -q

soak: ## Run the longer proofs: a whole month, random diagrams and expressions, crashes and races. Hours.
	@deploy/set_up.sh test
	@$(PYTHON) -m bench.soak

lint: ## Check style, formatting, imports and the shipped diagrams.
	@deploy/set_up.sh test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports
	@$(PYTHON) manage.py lint bpmn/models/*.bpmn

types: ## Check the types with mypy, strict.
	@deploy/set_up.sh test
	@.venv/bin/mypy .

migration: ## Write a migration for changed tables: make migration MESSAGE="What it is for".
	@$(PYTHON) manage.py make-migration "$(MESSAGE)"

clean: ## Remove what was built and installed; the data folder var/ stays.
	rm -rf .venv .tools web/node_modules web/designer/islands/node_modules web/static/built
