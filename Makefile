# Every target first brings .venv in order; a second run costs nothing.
.DEFAULT_GOAL := help
.PHONY: help setup lock up demo token volg post klok geschiedenis test fouten check bewijs bench bench-klein bench-landelijk bench-geschiedenis bench-start bench-lezer snelverschil controleer differentieel vijandig fuzz orakel schemas docs huis lint types imports format clean
SHELL := /bin/sh
PY := .venv/bin/python
STAMP := .venv/.klaar
PINNED := requirements.lock pyproject.toml schemas/pyproject.toml $(wildcard services/*/pyproject.toml) \
	tools/devstack/pyproject.toml tools/bootstrap/uv.txt tools/bootstrap/setup.sh

# What a target cannot do without: $(call need,name,example).
need = @test -n "$($(1))" || { echo "Zet $(1) erbij: make $@ $(1)=$(2)" >&2; exit 2; }

help: ## Deze lijst
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Installeer alles wat nodig is (gebeurt ook vanzelf); PYTHON=... kiest een Python

$(STAMP): $(PINNED)
	@PYTHON="$(PYTHON)" tools/bootstrap/setup.sh

up: $(STAMP) ## Start Kafka, PostgreSQL en alle diensten; Ctrl-C stopt alles
	@$(PY) -m devstack up

demo: $(STAMP) ## Start alles, speel een verhaal, controleer de uitkomst en stop: make demo [verhaal=keten|contracting]
	@$(PY) -m devstack demo $(if $(verhaal),--verhaal "$(verhaal)")

token: $(STAMP) ## Ontwikkeltoken: make token rol=inkoper [agb=65656055] [gemeente=0307] [wie=ander]
	$(call need,rol,inkoper)
	@$(PY) -m devstack token --rol "$(rol)" $(if $(agb),--agb "$(agb)") $(if $(gemeente),--gemeente "$(gemeente)") $(if $(wie),--wie "$(wie)")

volg: $(STAMP) ## Toon de gebeurtenissen op een topic: make volg topic=contracting-overeenkomsten
	$(call need,topic,contracting-overeenkomsten)
	@$(PY) -m devstack volg --topic "$(topic)"

post: $(STAMP) ## Toon de brieven die de diensten per e-mail verstuurden
	@$(PY) -m devstack post

klok: $(STAMP) ## Zet de klok van wat met make up draait vooruit: make klok dag=2027-03-01, of dag=+14d
	$(call need,dag,2027-03-01)
	@$(PY) -m devstack klok --dag "$(dag)"

geschiedenis: $(STAMP) ## Controleer de tijdlijnen: make geschiedenis dienst=subsidies [anker=nummer:hash]
	$(call need,dienst,subsidies)
	@$(PY) -m devstack geschiedenis --dienst "$(dienst)" $(if $(anker),--anker "$(anker)")

test: $(STAMP) ## Alle tests: unit, contract, integratie en de hele keten
	$(PY) -m pytest -n 2 --dist loadfile $(args)

fouten: $(STAMP) ## De langere proeven met omvallende processen
	$(PY) -m pytest -m fouten $(args)

check: $(STAMP) ## Alles wat CI ook doet
	$(MAKE) lint types imports schemas
	$(MAKE) test
	$(MAKE) fouten
	$(MAKE) bewijs
	tools/poorten/alle.sh

bench: $(STAMP) ## Meet de hele keten naast haar vloer en naast regel voor regel (BESTANDEN=25 RONDES=5 WORKERS=2)
	$(PY) -m tools.bench.meting

bench-landelijk: $(STAMP) ## De maand van het hele land: 3.000.000 regels in 150 bestanden (BESTANDEN=150)
	$(PY) -m tools.bench.landelijk

bench-klein: $(STAMP) ## Wat een gewoon bericht van 6 tot 20 regels kost, naast zijn vloer (AANBIEDERS=24 RONDES=5 WORKERS=2)
	$(PY) -m tools.bench.klein

bench-geschiedenis: $(STAMP) ## Wat twaalf maanden geschiedenis van een aanbieder aan een nieuw bestand kost
	$(PY) -m tools.bench.geschiedenis

bench-start: $(STAMP) ## Meet hoe snel Kafka, PostgreSQL en alle processen starten, en wat alles in rust kost
	$(PY) -m devstack.bench

bench-lezer: $(STAMP) ## Meet het lezen van een 323 van 20.000 regels naast libxml2 en iterparse
	$(PY) -m tools.bench.lezer

snelverschil: $(STAMP) ## De snelle lezer tegen de grondige op beschadigde berichten: RISB_SNEL=10000 RISB_ZAAD=...
	$(PY) -m tests.unit.declaraties.standaard.snelverschil

controleer: $(STAMP) ## Controleer een 323 zonder server: make controleer bestand=x.xml [antwoord=325.xml] [toewijzingen=map] [args=--json]
	$(call need,bestand,x.xml)
	@$(PY) -m declaraties controleer "$(bestand)" $(if $(antwoord),--antwoord "$(antwoord)") \
		$(if $(toewijzingen),--toewijzingen "$(toewijzingen)") $(args)

differentieel: $(STAMP) ## Niveau 1 tegen de officiele schema's op beschadigde berichten: RISB_MUTATIES=24000 RISB_ZAAD=...
	$(PY) -m tests.unit.declaraties.standaard.differentieel

orakel: $(STAMP) ## Twee rechters over elk bericht, elke code en elke cent: ORAKEL_REGELS=200000 ORAKEL_BERICHTEN=12000
	$(PY) -m tests.unit.declaraties.beoordelen.orakel.proef
	$(PY) -m tests.unit.declaraties.regie.orakel.proef

vijandig: $(STAMP) ## Stuur kwaadwillige berichten, JSON, kenmerken en gebeurtenissen naar de echte diensten: RISB_VIJANDIG=10000 RISB_ZAAD=...
	RISB_VIJANDIG=$${RISB_VIJANDIG:-10000} $(PY) -m pytest tests/vijandig $(args)

fuzz: $(STAMP) ## Laat de fuzzer van een ander (schemathesis) los op alle diensten: RISB_FUZZ=6 RISB_ZAAD=9
	RISB_FUZZ=$${RISB_FUZZ:-6} $(PY) -m pytest tests/fuzz $(args)

bewijs: differentieel snelverschil orakel vijandig ## De vier grote vergelijkingen achter elkaar

schemas: $(STAMP) ## Controleer topics, schema's, voorbeelden en verenigbaarheid
	$(PY) -m pytest tests/contract/schemas $(args)
	$(PY) tools/docs/gebeurtenissen.py --controleer

docs: $(STAMP) ## Maak docs/gebeurtenissen.md en docs/verlopen.md opnieuw
	$(PY) tools/docs/gebeurtenissen.py
	$(PY) tools/docs/verlopen.py

huis: $(STAMP) ## De maten van het huis: nu, toen en het doel
	@$(PY) -m tools.huis

lint: $(STAMP) ## Stijl
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

format: $(STAMP) ## Zet de stijl goed
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

types: $(STAMP) ## Typen
	.venv/bin/mypy schemas/src services/*/src tools/devstack/src tools/bench tools/docs tools/huis tools/poorten deploy tests

imports: $(STAMP) ## Grenzen tussen diensten en lagen
	.venv/bin/lint-imports

lock: $(STAMP) ## Leg de versies opnieuw vast, met hashes
	tools/bootstrap/lock.sh
	@$(MAKE) setup

clean: ## Verwijder ontwikkelgegevens en tussenresultaten (niet .venv en de downloads)
	rm -rf .devstack .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
