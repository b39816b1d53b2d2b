# Everything that is done to pm1, by one word each. `make help` lists them.

TFM ?= net9.0

BUILD_PACKAGES := clang lld cmake zlib1g-dev libssl-dev binutils
TEST_PACKAGES := gcc libc6-dev nginx-light gunicorn python3 wrk strace util-linux iproute2 curl procps \
  qemu-system-x86 seabios cpio busybox-static zsh fish
PEER_PACKAGES := tini dumb-init gcc libc6-dev util-linux \
  python3 python3-psutil python3-prctl python3-py python3-pytest python3-pytest-timeout
BENCH_PACKAGES := tini dumb-init catatonit gunicorn supervisor wrk gcc libc6-dev util-linux
# A package is wanted only where its command is missing, however that came here.
NODE := $(if $(shell command -v node),,nodejs)
NPM := $(if $(shell command -v npm),,npm)
DEMO := $(if $(shell command -v node || command -v python3),,python3)

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help setup setup-build setup-node setup-peers setup-bench build build-tests test test-peers run bench soak \
  lint-chart clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

# Services that come with a package are not started: nginx would take port 80.
define install
@missing=
for package in $(1); do
  command -v dpkg-query > /dev/null || { echo "setup: no dpkg here, so install by other means what is missing of: $(1)"; exit 0; }
  [[ $$(dpkg-query -W -f='$${db:Status-Status}' "$$package" 2> /dev/null) == installed ]] || missing+=" $$package"
done
[ -n "$$missing" ] || exit 0
[ "$$(id -u)" = 0 ] || { echo "setup: not root, so install this first: apt-get install$$missing" >&2; exit 1; }
echo "setup: installing$$missing"
policy=/usr/sbin/policy-rc.d
if [ ! -e $$policy ]; then
  trap "rm -f $$policy" EXIT
  printf '#!/bin/sh\nexit 101\n' > $$policy && chmod 755 $$policy
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends $$missing
endef

setup: ## installs the apt packages that building and testing need and that are missing (as root)
	$(call install,$(BUILD_PACKAGES) $(TEST_PACKAGES) $(NODE) $(NPM))

setup-build:
	$(call install,$(BUILD_PACKAGES) $(DEMO))

# Once for all clones; what npm cannot reach is said, and its tests are skipped.
setup-node:
	@tests/node/setup

setup-peers:
	$(call install,$(PEER_PACKAGES))

setup-bench:
	$(call install,$(BENCH_PACKAGES) $(NODE))

build: ## publishes out/pm1, static and native (TFM=net10.0 for the other framework)
	@dotnet publish src/Init -c Release -f $(TFM) -p:PublishTfm=$(TFM) -o out -v q
	ls -l out/pm1

# The whole solution: what ships must compile for both frameworks.
build-tests:
	@dotnet build Init.sln -c Release -v q

test: setup setup-node build build-tests ## everything that can be tested here; the last line is the totals
	@tests/run

test-peers: setup-build setup-peers build ## runs the test suites of tini and dumb-init against out/pm1, and against them
	@tests/peers/run

run: setup-build build ## starts the demo under out/pm1 with as many workers as this machine is worth
	@if command -v node > /dev/null; then demo=(node docker/examples/node/server.js) port=3000
	else demo=(python3 docker/examples/python/server.py) port=8000; fi
	echo "demo: $${demo[*]}"
	echo "demo: open http://localhost:$$port (the app), http://localhost:9615/readyz?verbose and http://localhost:9615/metrics; Ctrl-C drains"
	exec out/pm1 run --workers auto -- "$${demo[@]}"

# What is missing is left out of the table, so that whoever is not root measures all the same.
bench: $(if $(filter 0,$(shell id -u)),setup-build setup-bench) build ## measures out/pm1 beside its peers
	@tests/Init.Bench/run

soak: $(if $(filter 0,$(shell id -u)),setup-build setup-bench) build ## half an hour of load and trouble (SOAK_SECONDS, SOAK_SEED)
	@dotnet run --configuration Release --project tests/Init.Bench -- soak

lint-chart: ## lints and renders the chart (helm from HELM, TESTBED or PATH)
	@charts/lint

clean: ## removes what was built
	@rm -rf out
	find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
