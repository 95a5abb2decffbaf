# SPDX-License-Identifier: GPL-2.0-only
#
# For people: "make help" explains every target. The kernel's build system
# reads Kbuild instead.
#
# make KERNEL=6.12 ... builds for, or boots, another kernel than Debian's own
# 6.1: 6.12, 7.3, debug (6.12 with KUnit and sanitizers) or races (6.12 with
# KCSAN).

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := all

VM := selftests/vm
# The triplet directory in which pkg-config and the loader look by default.
LIBDIR = /usr/lib/$(shell $(CC) -print-multiarch)
# The library before it had anything but the mapping calls.
BASE = 911e30d
# What the user gives goes to the scripts as it is: make must not expand the
# dollars in it.
override RUN := $(value RUN)
override FILE := $(value FILE)
override NAME := $(value NAME)
export RUN FILE NAME KERNEL ICOUNT YES FUZZ_TIME INPUT KEEP

.PHONY: all modules userlib selftests stage run vm check check-docs \
	check-debug check-races check-kernels check-newest check-library \
	conformance-selfcheck conformance-wine programs-wine check-sources mutants \
	coverage fuzz bench bench-calls lint docs clean help

all: modules userlib selftests ## Build everything (the default)

modules: ## Build the module, for this machine's headers or KERNEL=
	@$(VM)/build-module.sh $(KERNEL)

userlib: ## Build the library
	@$(MAKE) -C userlib

selftests: ## Build the kselftests
	@$(MAKE) -C selftests

# What "make install" of the library would put on a machine, for the VM.
# 32-bit programs too, where this machine can build them.
stage: userlib
	@$(MAKE) -C userlib install DESTDIR=$(CURDIR)/.build/stage prefix=/usr \
		libdir=$(LIBDIR)
	@if [ -e /usr/lib32/libc.so ]; then $(MAKE) -C userlib install M32=1 \
		DESTDIR=$(CURDIR)/.build/stage prefix=/usr libdir=/usr/lib32; fi

run: ## Show the main job on a real file in a VM; FILE= and NAME= for your own
	@$(VM)/prepare.sh run >&2
	@$(VM)/demo.sh

vm: ## Boot a VM: a shell, or RUN='command'; KERNEL= and ICOUNT=1 choose
	@$(VM)/prepare.sh vm >&2
	@if [ -n "$$RUN" ]; then exec $(VM)/vm.sh "$$RUN"; else exec $(VM)/vm.sh; fi

check: ## Run all tests that need no specially built kernel
	@$(VM)/install.sh check
	@$(VM)/check.sh 6.1

check-debug: ## Run the tests and KUnit in a kernel with KASAN, lockdep, kmemleak
	@$(VM)/install.sh check kernels
	@$(VM)/check.sh debug

check-races: ## Run the tests that race in a kernel with KCSAN
	@$(VM)/install.sh check kernels
	@$(VM)/check.sh races

check-kernels: ## Run the tests in the other supported kernels
	@$(VM)/install.sh check kernels
	@$(VM)/check.sh 6.12 7.3

check-newest: ## Tell whether newer kernels are packaged than those tested
	@$(VM)/install.sh kernels
	@$(VM)/newest.sh

check-library: ## Run the library's tests under sanitizers
	@$(VM)/install.sh check
	@userlib/test/sanitize.sh check

check-docs: ## Run every command line of README.md and Documentation/
	@$(VM)/install.sh check
	@$(VM)/prepare.sh vm >&2
	@$(MAKE) --no-print-directory all >&2
	@$(VM)/vm.sh $(CURDIR)/Documentation/check-docs.sh

conformance-selfcheck: ## Check that every row of the conformance program can fail
	@$(VM)/install.sh check >&2
	@$(VM)/prepare.sh vm >&2
	@program=$$($(MAKE) -s -C userlib conformance-selfcheck | tail -n 1) && \
		VM_MEM=3G $(VM)/vm.sh "$$program --selfcheck"

conformance-wine: ## Show where Wine and this library differ, row by row
	@$(VM)/install.sh check wine >&2
	@$(VM)/prepare.sh vm >&2
	@userlib/test/conformance/compare.sh

programs-wine: ## Show that the Windows programs print the same under Wine and here
	@$(VM)/install.sh check wine >&2
	@$(VM)/prepare.sh vm >&2
	@userlib/test/wine-compare.sh

check-sources: ## Run Windows code from Debian's source packages, fetched when needed
	@$(VM)/install.sh check sources
	@$(VM)/prepare.sh vm >&2
	@userlib/test/sources.sh prepare
	@$(VM)/vm.sh "userlib/test/sources.sh run"

mutants: ## Show that the tests catch mistakes in the driver: SHARD=1/6 or SAMPLE=5
	@$(VM)/install.sh check kernels mutants
	@selftests/mutants/mutants.sh

coverage: ## Show how much of the driver the tests run
	@$(VM)/install.sh check kernels coverage
	@selftests/coverage/coverage.sh

fuzz: ## Fuzz the driver and the library's parsers for FUZZ_TIME=1800 seconds
	@$(VM)/install.sh vm kernels fuzz
	@selftests/fuzz/fuzz.sh

bench: ## Measure what the calls cost, in guest instructions
	@$(VM)/prepare.sh bench >&2
	@selftests/bench/bench.sh

bench-calls: ## Measure the library's calls beside those of the commit BASE=
	@$(VM)/prepare.sh bench >&2
	@userlib/test/bench/calls.sh $(BASE)

lint: ## Check the sources: compilers, sparse, coccicheck, style, clang-tidy, uapi
	@$(VM)/install.sh lint
	@selftests/lint/lint.sh

docs: ## Build the documentation as HTML
	@$(VM)/install.sh docs
	@$(MAKE) -C Documentation

clean: ## Remove everything that a build makes (not the cache of kernels)
	@rm -rf .build
	@for dir in userlib selftests; do \
		[ ! -e $$dir/Makefile ] || $(MAKE) -C $$dir clean; done

help: ## Show this list
	@echo "Targets:"
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/\1	\2/p' $(MAKEFILE_LIST) | \
		while IFS='	' read -r target text; do \
		printf '  %-22s %s\n' "$$target" "$$text"; done
