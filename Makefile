# Every target sets up what it needs in .venv; `make` lists them.
PYTHON ?= python3
# Parts of `make test` that run side by side: browsers and servers wait half of the time, and the
# part that waits for nothing fills the gaps.
JOBS ?= 5

RUN := .venv/bin/python -m
# `make test-all` sets it to thorough: every row in every browser, long searches.
PROFILE ?= sharekit
ONCE := $(if $(filter thorough,$(PROFILE)),, and not thorough)
# A long search does not hang: it may take an hour, and any other test five minutes (setup.cfg).
PYTEST := pytest -q -p no:cacheprovider --durations 5$(if $(ONCE),, -o faulthandler_timeout=3600)
# Only where a line of sharekit/ runs nowhere else: counting branches doubles the time.
COVERED := coverage run -m $(PYTEST)
QUICK := --hypothesis-profile $(PROFILE) -m "not slow and not browser$(ONCE)"
# Without a database, the same as on SQLite.
ON_POSTGRESQL := --hypothesis-profile sharekit -m "database and not slow and not browser$(ONCE)"
SLOW := --hypothesis-profile $(PROFILE) -m "(slow or browser)$(ONCE)"
EACH := --hypothesis-profile $(PROFILE) -m "(slow or not slow)$(ONCE)"

SERVERS := tests/unit/aggregate tests/unit/buffers tests/unit/keeping \
	tests/unit/collect/test_pool.py tests/unit/contrib/conversions/test_credit.py \
	tests/unit/contrib/promotions/referring/test_mutual.py
# Doors, which ask any database the same: those of the report are compared by test_one_figure.py, and
# what they call is tested in its own room. On PostgreSQL they are for make test-all.
ALIKE := $(addprefix tests/unit/,wsgi collect/answers templatetags extensions sites admin/report \
	$(addprefix admin/test_,index.py permissions.py words.py) \
	$(addprefix api/test_,access.py answers.py comparison.py description.py docs.py) \
	test_middleware.py test_views.py \
	$(addprefix contrib/mails/,admin editing own writing) \
	$(addprefix contrib/promotions/,admin marketing pages races/test_any_order.py) \
	$(addprefix contrib/conversions/test_,checks.py docs.py field.py reports.py)) \
	$(filter-out %/test_doctor.py,$(wildcard tests/unit/commands/doctor/test_*.py)) \
	$(filter-out %/test_hostile.py,$(wildcard tests/unit/contrib/mails/pages/test_*.py))
# Every order of events: many examples, and no line that runs only there.
ORDERS := tests/unit/aggregate/test_counts.py
CONTRIB := tests/unit/contrib
PAGES := $(addprefix tests/browsers/,buttons mails promotions sending site_js)
APART := tests/browsers $(addprefix tests/systems/,chaos flow hosts) $(SERVERS)
# What waits for nothing first, beside those with browsers and servers, the longest of them first; at
# the end what gives way to others. None is so long that a core waits for it at the end.
PARTS := test-sqlite test-flow test-tables test-pages test-admin test-contrib test-sites \
	test-gallery test-rest test-chaos test-servers test-postgresql test-client

# Node from PyPI, which tools/machine.py puts here where the machine's is missing or too old.
export PATH := $(CURDIR)/.venvs/node/bin:$(PATH)
# Pythons that pyenv keeps off the PATH.
PYENV := $(subst $() ,:,$(wildcard $(HOME)/.pyenv/versions/3.*/bin))
# The output of a part in one piece, where make can (GNU make 4).
PIECES := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
SIDE_BY_SIDE := $(MAKE) --no-print-directory --keep-going $(PIECES)

.DEFAULT_GOAL := help
.PHONY: help demo environment packages machine test-quick test test-all test-pairs $(PARTS) \
	lint lint-format lint-style lint-spelling lint-types lint-floors lint-words lint-client \
	lint-docs docs \
	bench chaos

help:  ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 18
	@echo "Each part of make test is a target, too: $(PARTS)" | fold -s -w 100

demo:  ## Run the demo magazine: web server, Celery worker, sample articles
	@$(PYTHON) demo_site/demo.py

test-quick: environment  ## Test the rules of every room on SQLite only (2.5 minutes on 2 cores)
	@DATABASE_URL= $(RUN) $(PYTEST) $(QUICK)

test: machine  ## Test every behaviour: PostgreSQL, Redis, Celery, three browsers (12 minutes)
	@$(RUN) coverage erase
	@$(SIDE_BY_SIDE) --jobs $(JOBS) $(PARTS)
	@$(RUN) coverage combine --quiet
	@$(RUN) coverage report

test-all: test-pairs  ## Test every Python and Django, every row in every browser, long searches
	@$(MAKE) --no-print-directory test PROFILE=thorough

test-pairs: environment  ## Run test-quick on every supported pair of Python and Django
	@DATABASE_URL= PATH="$$PATH:$(PYENV)" $(RUN) nox

lint: environment packages  ## Check format, style, spelling, types, imports, the client's bundle, docs
	@$(SIDE_BY_SIDE) --jobs 2 lint-types lint-docs lint-client lint-floors lint-words lint-spelling \
		lint-format lint-style

docs: environment  ## Build the documentation, where every warning is an error (7 seconds)
	@$(MAKE) --no-print-directory lint-docs
	@echo "docs/build/html/index.html"

bench: environment  ## Measure the bars, each a ratio within one run
	@$(RUN) tools.machine load
	@$(RUN) benchmarks.run

chaos: environment  ## Kill a busy site and look for lost events: EVENTS=100000 KILLS=20 SEED=1
	@$(RUN) tests.systems.chaos

environment:
	@$(PYTHON) -m demo_site.launch.environment tests/requirements.txt

packages: environment
	@$(RUN) tools.machine

machine: environment
	@$(RUN) tools.machine browsers

test-client:
	@cd sharekit_js && npm test

# What waits for nothing gives way to browsers: nice.
test-sqlite:
	@DATABASE_URL= nice $(RUN) $(COVERED) $(QUICK) --ignore=$(CONTRIB)

test-contrib:
	@DATABASE_URL= nice $(RUN) $(COVERED) $(QUICK) $(CONTRIB)

test-postgresql:
	@nice $(RUN) tests.on_postgresql $(PYTEST) $(ON_POSTGRESQL) \
		$(addprefix --ignore=,$(SERVERS) $(if $(ONCE),$(ALIKE)))

test-servers:
	@nice $(RUN) tests.on_postgresql $(COVERED) $(EACH) $(SERVERS) --ignore=$(ORDERS)
	@nice $(RUN) tests.on_postgresql $(PYTEST) $(EACH) $(ORDERS)

# A process in Wagtail's site counts the branches of sharekit/contrib/wagtail.
test-sites:
	@DATABASE_URL= COVERAGE_RUN=true $(RUN) $(PYTEST) $(SLOW) tests/systems/hosts

test-admin test-gallery test-tables:
	@DATABASE_URL= $(RUN) $(PYTEST) $(SLOW) $(@:test-%=tests/browsers/%)

test-chaos test-flow:
	@DATABASE_URL= $(RUN) $(PYTEST) $(SLOW) $(@:test-%=tests/systems/%)

test-pages:
	@DATABASE_URL= $(RUN) $(PYTEST) $(SLOW) $(PAGES)

test-rest:
	@DATABASE_URL= $(RUN) $(PYTEST) $(SLOW) $(addprefix --ignore=,$(APART))

lint-format:
	@$(RUN) ruff format --check .

lint-style:
	@$(RUN) ruff check .

lint-spelling:
	@$(RUN) codespell_lib

lint-types:
	@$(RUN) mypy sharekit demo_site tests benchmarks tools noxfile.py

lint-floors:
	@.venv/bin/lint-imports --no-cache --no-logo

lint-words:
	@.venv/bin/python tools/words.py

lint-client:
	@cd sharekit_js && npm run check

# The source is the project: pages in docs/ link to files beside them. A page that was read before
# would not warn again: hence a fresh environment.
lint-docs:
	@$(RUN) sphinx --fail-on-warning --keep-going --nitpicky --fresh-env --quiet --conf-dir docs \
		--doctree-dir docs/build/doctrees . docs/build/html
