# Protowright's chores. `make demo` and `make test` are all a new machine needs.

PYTHON ?= python3
EDITORS ?= all
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: help demo service test test-python test-corpus test-extension editors lint format docs bench clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(INSTALLED) ## run the sample requests through the language server, as an editor would
	$(BIN)/python -m samples.demo

service: $(INSTALLED) ## start the sample service, and stay
	$(BIN)/python -m samples.service

test: $(INSTALLED) test-extension editors test-python ## everything; `make test EDITORS=none` leaves real editors out

test-python: $(INSTALLED)
	EDITORS=$(EDITORS) $(BIN)/python -m pytest --numprocesses=auto --dist=loadscope

test-corpus: $(INSTALLED) ## against protoc on thousands of real files; FUZZ_MINUTES=10, CORPUS_MUTANTS=12000
	$(BIN)/python -m pytest tests/corpus -m corpus

test-extension: client-extension/node_modules/.package-lock.json
	cd client-extension && npm run --silent check && npm test --silent && npm run --silent package

editors: $(INSTALLED)
	@if [ "$(EDITORS)" = none ]; then echo "EDITORS=none: the tests in real editors (VS Code, Neovim, Emacs) will not run"; \
	else PATH="$(CURDIR)/$(BIN):$$PATH" tests/e2e/install-editors.sh; fi

lint: $(INSTALLED) client-extension/node_modules/.package-lock.json ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd client-extension && npm run --silent check && npm run --silent lint

format: $(INSTALLED) ## bring the sources into form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

docs: $(INSTALLED) ## write the pages of the diagnostics and the settings again
	$(BIN)/python -m protowright.diagnostics.pages docs/diagnostics
	$(BIN)/python -m protowright.project.settings_pages client-extension/package.json docs/settings.md

bench: $(INSTALLED) ## performance, as ratios against a peer or a floor
	$(BIN)/python -m benchmarks

clean: ## remove what was made here, but for the editors that tests use
	rm -rf $(VENV) client-extension/node_modules client-extension/dist client-extension/out client-extension/*.vsix
	rm -f samples/requests/*.grpc-response samples/requests/http-client.private.env.json

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
	  || { echo "Python 3.10 or newer is needed; this is $$($(PYTHON) --version). Name another with 'make PYTHON=...'"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "A virtual environment could not be made: on Debian and Ubuntu, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

client-extension/node_modules/.package-lock.json: client-extension/package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed for the extension: install Node.js 20 or newer"; exit 1; }
	cd client-extension && npm ci --silent
	@touch $@
