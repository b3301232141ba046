# `make` lists the targets. What they need is installed into .venv, by hash: from requirements.lock what builds the site,
# from requirements-dev.lock what the tests and tools need in addition.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --no-strip-extras --no-emit-index-url --upgrade --quiet
READY := .venv/.ready
DEV := .venv/.dev
SYSTEM := .venv/.system
LINT := $(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy && $(BIN)/lint-imports --no-cache
TESTS := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder
BESIDE_LINT := tested=$$?; wait $$! && exit $$tested
CHROME_PATH ?= $(shell command -v chromium-headless-shell || command -v chromium || command -v google-chrome)
LIGHTHOUSE = CHROME_PATH=$(CHROME_PATH) npx --yes @lhci/cli@0.15.1

.PHONY: help serve site check lint format test-edition test-fast test test-all links pdf schemas release screenshots lighthouse bench mutants lock audit clean

help: ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear .venv
	$(INSTALL) -r requirements.lock
	@cd .venv/lib/*/site-packages && echo ../../../.. > edition.pth # every program in .venv finds the modules here
	@touch $@

$(DEV): $(READY) requirements-dev.lock
	$(INSTALL) -r requirements.lock -r requirements-dev.lock
	@touch $@

serve: $(READY) ## Build and serve the site, and show every change (at a port: make serve PORT=8765)
	@$(BIN)/python -m edition serve $(if $(PORT),--address 127.0.0.1:$(PORT))

site: $(READY) ## Build the site strictly into site/
	@$(BIN)/python -m edition build

check: $(READY) ## Check the data and the pages
	@$(BIN)/python -m edition check

$(SYSTEM): $(DEV) tools/install_system.py $(wildcard tests/reader_view/package-lock.json)
	@$(BIN)/python -m tools.install_system
	@touch $@

lint: $(DEV) ## Check style, types and the order of imports
	$(LINT)

format: $(DEV) ## Format the Python
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

test-fast: $(DEV) ## Run the tests that need neither a browser nor a built site, in seconds
	$(BIN)/python -m pytest -n auto tests/software/unit

test-edition: $(DEV) ## Is this edition sound? Check the data and the pages, and run the tests that know its words, in seconds
	$(BIN)/python -m edition check && { test ! -d tests/edition || $(BIN)/python -m pytest tests/edition --ignore=tests/edition/browser; }

test: $(SYSTEM) ## Run the linters and every test, of long sweeps a fixed sample
	($(LINT)) & $(TESTS); $(BESIDE_LINT)

test-all: $(SYSTEM) ## The same with every sweep whole, and readers' journeys in Firefox
	($(LINT)) & $(TESTS) --sweeps --cov; $(BESIDE_LINT)

links: $(DEV) ## Check the links to other sites, in data and pages (needs a network)
	@$(BIN)/lychee --no-progress --exclude '127.0.0.1:8000' --scheme http --scheme https --accept 200..=299,403,429 "data/*.yml" "docs/**/*.md"

pdf: $(READY) ## Write the document as summary.pdf
	@$(BIN)/python -m edition pdf

schemas: $(READY) ## Write the JSON Schemas of the data files, for editors
	@$(BIN)/python -m edition schemas

release: $(READY) ## Release and freeze the version in data/releases.yml: releases/1.0.0.zip, addresses, CITATION.cff
	@$(BIN)/python -m edition release

screenshots: $(SYSTEM) ## Write pictures of the pages into screenshots/
	@$(BIN)/python -m tools.screenshots

lighthouse: $(SYSTEM) ## Measure pages with Lighthouse, on a phone and a desktop: reports in lighthouse/ (needs Node)
	@$(BIN)/python -m edition build --site lighthouse/site
	@cd lighthouse && rm -rf .lighthouseci && for form in "" --settings.preset=desktop; do \
	  $(LIGHTHOUSE) collect --additive --static-dist-dir=site --url=index.html --url=sdgs/index.html --url=outcomes/index.html \
	  --url=$$(cd site && ls -d sessions/*/index.html | head -1) --settings.chromeFlags="--headless=new --no-sandbox" $$form || exit; \
	  done && $(LIGHTHOUSE) upload --target=filesystem --output-dir=reports

bench: $(SYSTEM) ## Measure how the build grows, beside generators alone (some 10 minutes; run it alone)
	@$(BIN)/python -m tools.bench

mutants: $(DEV) ## Change the loader in some 2,000 ways and show what no test notices (some 20 minutes)
	@$(BIN)/python -m tools.mutants

lock: $(DEV) ## Update both locks from pyproject.toml, and show what changed
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock \
	  $$(sed -n 's/^\([a-z0-9.-]*\)\(\[.*\]\)*==.*/--no-emit-package \1/p' requirements.lock)
	@git --no-pager diff --stat --exit-code requirements*.lock && echo "Nothing has changed." || true
	@git --no-pager diff --unified=0 requirements*.lock | awk -F '==| ' '/^-[a-z]/ {was[substr($$1, 2)] = $$2} \
	  /^[+][a-z]/ {is[substr($$1, 2)] = $$2} END {for (name in is) if (!(name in was)) print name, "new:", is[name]; \
	  for (name in was) print name, was[name], "->", name in is ? is[name] : "gone"}' | sort

audit: $(DEV) ## Check the locked packages for known vulnerabilities
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements.lock -r requirements-dev.lock

clean: ## Remove what was built and installed
	rm -rf .venv site lighthouse tests/reader_view/node_modules
