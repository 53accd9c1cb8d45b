# Yingda 应答. Targets: run, test, check, bench, build, soak, notices, advisories.
.PHONY: run test check bench build ui soak notices advisories deps deps-test browser-test

CARGO ?= cargo
# Property tests repeat the same cases in every run; `make soak` draws new ones and prints what it drew.
PROPTEST_RNG_SEED ?= 20261122

run: build
	target/release/yingda serve --demo

build: deps ui
	$(CARGO) build --release --package server

ui: deps
	cd web && npm ci --no-audit --no-fund && npm run build

test: deps-test ui
	PROPTEST_RNG_SEED=$(PROPTEST_RNG_SEED) scripts/with-postgres $(CARGO) nextest run --workspace --no-fail-fast
	cd web && npm test
	scripts/browser-test # with the program that the Rust tests have just built

browser-test:
	$(CARGO) build --package server
	scripts/browser-test

check: deps ui
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- --deny warnings
	$(CARGO) run --quiet --package xtask -- tidy
	$(CARGO) run --quiet --package xtask -- licences
	cd web && npm run check

bench: build
	scripts/bench

soak: deps-test
	PROPTEST_CASES=20000 $(CARGO) nextest run --package call --package contact --package flow --package router --package workload
	$(CARGO) build --package server
	YINGDA_KILLS=500 scripts/with-postgres $(CARGO) nextest run --profile soak --package server --test kill --no-capture

notices:
	$(CARGO) run --quiet --package xtask -- notices > docs/third-party.md

# Needs the network (or RUSTSEC_DB=FOLDER): no part of check or test.
advisories:
	scripts/advisories

deps:
	scripts/install-deps build

deps-test:
	scripts/install-deps test
