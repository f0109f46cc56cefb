# Every target sets up what it needs in .venv; `make` alone lists them.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench chaos

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo:  ## Run the demo magazine: web server, Celery worker, sample articles
	@$(PYTHON) demo_site/demo.py

test:  ## Run every test: real servers and browsers, every supported Python and Django found here
	@$(PYTHON) -m tests.run test

lint:  ## Check format, style, types, the floors of the imports and the client's bundle
	@$(PYTHON) -m tests.run lint

bench:  ## Measure the bars, each a ratio within one run
	@$(PYTHON) -m tests.run bench

chaos:  ## Kill a busy site and look for lost and doubled events: EVENTS=100000 KILLS=20 SEED=1
	@$(PYTHON) -m tests.run chaos
