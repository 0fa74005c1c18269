# paper-digest: from listings in seeds/ to a website in output/
#
#   make site     set up, read seeds/ into content/, build and check output/
#   make serve    set up, read seeds/, show the site and rebuild it while you write
#   make test     set up, lint, check types, run all tests
#   make setup    only set up (also for development)
#   make picture  make the README's picture from the built site
#   make lighthouse  measure the built site with Lighthouse
#   make benchmark  measure builds beside Hugo; takes many minutes and is no test
#   make test-mail  test the mail at length: crashes everywhere, real servers, speed
#   make demo-mail  the daily mail on this machine: site, service, a relay that keeps all mails, and an inbox
#   make messages  bring the translations up to date with the sources
#   make clean    remove what can be made again; never touches content/
#
# PYTHON=python3.12 chooses the interpreter, CHROMIUM=/path/to/chrome the browser of the tests.

PYTHON ?= python3
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
PYTEST_FLAGS ?= -n 2
export PYTHON CHROMIUM

VENV := .venv
BIN := $(VENV)/bin
# The stamps lie inside what they vouch for: remove the folder, and the stamp is gone with it.
SITE_STAMP := $(VENV)/.ready-site
TEST_STAMP := $(VENV)/.ready-test
BUNDLES := $(patsubst %,themes/base/assets/%.bundle.js,site search words filters starred rules extras)
REQUIREMENTS := pyproject.toml constraints.txt
PYTHON_CODE := benchmarks generator tests tools hatch_build.py

.PHONY: site serve test setup picture lighthouse benchmark clean constraints messages test-mail demo-mail
.DELETE_ON_ERROR:

# A bad listing or page costs only itself: the rest is built and checked, and make fails at the end.
site: $(SITE_STAMP)
	@failed=0; $(BIN)/digest ingest || failed=1; $(BIN)/digest build || failed=1; \
	$(BIN)/digest check || failed=1; exit $$failed

serve: $(SITE_STAMP)
	@$(BIN)/digest ingest
	@$(BIN)/digest serve

test: $(TEST_STAMP)
	@tools/setup.sh chromium
	@tools/setup.sh mail-tests
	$(BIN)/ruff check $(PYTHON_CODE)
	$(BIN)/ruff format --check $(PYTHON_CODE)
	$(BIN)/mypy
	$(BIN)/pytest $(PYTEST_FLAGS)

# Figures for docs/mail.md. One process: what is measured shall have the machine.
test-mail: $(TEST_STAMP)
	@tools/setup.sh mail-tests
	@tools/setup.sh mail-servers
	$(BIN)/pytest -m mail_full -v -s
	@$(BIN)/python -m benchmarks.mail
	@$(BIN)/python -m benchmarks.mail.journal

demo-mail: $(TEST_STAMP)
	@$(BIN)/python tools/demo_mail.py

setup: $(TEST_STAMP)

picture: $(TEST_STAMP)
	@$(BIN)/python tools/picture.py

lighthouse: $(SITE_STAMP)
	@$(BIN)/python tools/lighthouse.py

benchmark: $(TEST_STAMP)
	@tools/setup.sh python dev,cluster,mail,benchmark
	@$(BIN)/python -m benchmarks $(BENCHMARK_FLAGS)

clean:
	rm -rf output .digest dist .mypy_cache .ruff_cache .hypothesis browser/node_modules themes/*/assets/*.bundle.js $(VENV)
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

messages: $(TEST_STAMP)
	@$(BIN)/python tools/messages.py

constraints: $(TEST_STAMP)
	@{ sed -n '/^#/p' constraints.txt; $(BIN)/pip freeze --exclude-editable | grep -E '^[^ ]+==[^ ]+$$'; } > constraints.new
	@mv constraints.new constraints.txt

# The bundles come first: installing the package looks for them.
$(SITE_STAMP): $(REQUIREMENTS) $(BUNDLES)
	@tools/setup.sh python
	@touch $@

$(TEST_STAMP): $(REQUIREMENTS) $(BUNDLES)
	@tools/setup.sh python dev,cluster,mail
	@tools/setup.sh checkers
	@touch $(SITE_STAMP) $@

# the sources are those of hatch_build.py
$(BUNDLES) &: $(wildcard browser/package.json browser/package-lock.json browser/build.mjs browser/src/*)
	@tools/setup.sh browser-code
	@touch $(BUNDLES)
