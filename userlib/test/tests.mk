# SPDX-License-Identifier: MIT
#
# The library's tests: one program per file test_*.c, and one that builds and
# runs the Windows programs. They are listed in $(TESTS)/list, a line each, for
# whoever runs them; each prints TAP.

TESTS := $(BUILD)/test
TEST_SOURCES := $(wildcard $(TOP)/test/test_*.c)
TEST_PROGRAMS := $(TEST_SOURCES:$(TOP)/test/test_%.c=$(TESTS)/%)
# -Wconversion would speak about the checks' own casts.
TEST_CFLAGS = $(CLASS) -std=gnu11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 \
	-idirafter $(TOP)/include/namedmap -Wall -Wextra -Wstrict-prototypes

$(TESTS):
	@mkdir -p $@

TEST_OBJECTS := $(TESTS)/harness.o $(TESTS)/support.o

$(TEST_OBJECTS): $(TESTS)/%.o: $(TOP)/test/%.c $(TOP)/test/harness.h | $(TESTS)
	$(CC) $(TEST_CFLAGS) $(CFLAGS) -c -o $@ $<

$(TESTS)/%: $(TOP)/test/test_%.c $(TOP)/test/harness.h $(TEST_OBJECTS) \
		$(BUILD)/libnamedmap.so $(HEADERS:%=$(TOP)/include/namedmap/%)
	$(CC) $(TEST_CFLAGS) $(CFLAGS) -o $@ $< $(TEST_OBJECTS) \
		-L$(BUILD) -Wl,-rpath,$(BUILD) -lnamedmap -lpthread

# Windows programs, with the one documented line.
$(TESTS)/windows: $(TOP)/test/programs.sh | $(TESTS)
	@printf '#!/bin/sh\nexec %s check\n' $< > $@
	@chmod +x $@

$(TESTS)/list: $(TEST_PROGRAMS) $(if $(M32),,$(TESTS)/windows)
	@printf '%s\n' $^ > $@

test-programs: $(TESTS)/list
	@cat $<

test: $(TESTS)/list
	@$(TOP)/test/run.sh $<

check: all
	@$(TOP)/test/check.sh $(BUILD) $(CLASS)
