# SPDX-License-Identifier: MIT
#
# The library's tests: one program per file test_*.c, and one that builds and
# runs the Windows programs. They are listed in $(TESTS)/list, a line each, for
# whoever runs them; each prints TAP.

TESTS := $(BUILD)/test
TEST_SOURCES := $(wildcard $(TOP)/test/test_*.c)
TEST_PROGRAMS := $(TEST_SOURCES:$(TOP)/test/test_%.c=$(TESTS)/%)
WIDE_TEST_SOURCES := $(wildcard $(TOP)/test/wide/test_*.c)
WIDE_TEST_PROGRAMS := $(WIDE_TEST_SOURCES:$(TOP)/test/wide/test_%.c=$(TESTS)/%)
# -Wconversion would speak about the checks' own casts.
TEST_CFLAGS = $(CLASS) -std=gnu11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 \
	-idirafter $(TOP)/include/namedmap -idirafter $(TOP)/../uapi \
	-Wall -Wextra -Wstrict-prototypes

$(TESTS):
	@mkdir -p $@

TEST_OBJECTS := $(TESTS)/harness.o $(TESTS)/support.o

$(TEST_OBJECTS): $(TESTS)/%.o: $(TOP)/test/%.c $(TOP)/test/harness.h | $(TESTS)
	$(CC) $(TEST_CFLAGS) $(CFLAGS) -c -o $@ $<

$(TESTS)/%: $(TOP)/test/test_%.c $(TOP)/test/harness.h $(TEST_OBJECTS) \
		$(BUILD)/libnamedmap.so $(BUILD)/libnamedmap-crt.a \
		$(HEADERS:%=$(TOP)/include/namedmap/%)
	$(CC) $(TEST_CFLAGS) $(CFLAGS) -o $@ $< $(TEST_OBJECTS) \
		-L$(BUILD) -Wl,-rpath,$(BUILD) -lnamedmap-crt -lnamedmap -lpthread

# Wide programs; the harness is none, and passes no wide characters.
$(TESTS)/wide_%: $(TOP)/test/wide/test_wide_%.c $(TOP)/test/harness.h \
		$(TEST_OBJECTS) $(BUILD)/libnamedmap.so $(BUILD)/libnamedmap-crt.a \
		$(HEADERS:%=$(TOP)/include/namedmap/%) $(WIDE_HEADERS:%=$(WIDE)/%)
	$(CC) $(WIDE_FLAGS) -DUNICODE -D_UNICODE -isystem $(WIDE) $(TEST_CFLAGS) \
		$(CFLAGS) -o $@ $< $(TEST_OBJECTS) -L$(BUILD) \
		-Wl,-rpath,$(BUILD) -lnamedmap-crt -lnamedmap -lpthread

# Every number of the header, for the test of their messages.
$(TESTS)/errors.h: $(TOP)/include/namedmap/winerror.h | $(TESTS)
	sed -n 's/^#define \(ERROR_[A-Z_]*\|WAIT_TIMEOUT\|NO_ERROR\)\t.*/\1,/p' $< > $@

$(TESTS)/message: $(TESTS)/errors.h
$(TESTS)/message: TEST_CFLAGS += -I$(TESTS)

# The conformance program: for Linux, and the same source for Windows. Its cases
# find the row that runs by name.
CONFORMANCE_SOURCES := $(wildcard $(TOP)/test/conformance/*.c)
CONFORMANCE_OBJECTS := \
	$(CONFORMANCE_SOURCES:$(TOP)/test/conformance/%.c=$(TESTS)/conformance.d/%.o)
WINDOWS := $(BUILD)/../windows
WINDOWS_OBJECTS := \
	$(CONFORMANCE_SOURCES:$(TOP)/test/conformance/%.c=$(WINDOWS)/%.o)
WINDOWS_CFLAGS = -std=gnu11 -D__USE_MINGW_ANSI_STDIO=1 -D_WIN32_WINNT=0x0a00 \
	-DNTDDI_VERSION=0x0a00000c -O2 -g -Wall -Wextra -Wstrict-prototypes \
	-Wno-missing-field-initializers

$(TESTS)/conformance.d $(WINDOWS):
	@mkdir -p $@

$(TESTS)/conformance.d/%.o: $(TOP)/test/conformance/%.c \
		$(HEADERS:%=$(TOP)/include/namedmap/%) \
		$(TOP)/test/conformance/conformance.h | $(TESTS)/conformance.d
	$(CC) $(TEST_CFLAGS) -Wno-missing-field-initializers $(CFLAGS) -c -o $@ $<

$(TESTS)/conformance: $(CONFORMANCE_OBJECTS) $(BUILD)/libnamedmap.so
	$(CC) $(CLASS) -rdynamic -o $@ $(CONFORMANCE_OBJECTS) -L$(BUILD) \
		-Wl,-rpath,$(BUILD) -lnamedmap -lpthread

# The same with a library in between that changes one answer at a time. It has a
# line for each call that the list of exports has.
$(TESTS)/conformance.d/calls.h: $(MAP) | $(TESTS)/conformance.d
	sed -n 's/^\tnamedmap_\(.*\);/CALL(\1)/p' $< | sort -u > $@

$(TESTS)/libchange.so: $(TOP)/test/conformance/change.cpp \
		$(TOP)/test/conformance/change.h $(TESTS)/conformance.d/calls.h
	$(CXX) $(CLASS) -std=gnu++17 -D_GNU_SOURCE -fPIC -fvisibility=hidden \
		-idirafter $(TOP)/include/namedmap -I$(TESTS)/conformance.d \
		-Wall -Wextra -O2 -g -shared -o $@ $<

$(TESTS)/conformance-selfcheck: $(CONFORMANCE_OBJECTS) $(TESTS)/libchange.so \
		$(BUILD)/libnamedmap.so
	$(CC) $(CLASS) -rdynamic -o $@ $(CONFORMANCE_OBJECTS) -L$(TESTS) \
		-L$(BUILD) -Wl,-rpath,$(TESTS):$(BUILD) -Wl,--no-as-needed \
		-lchange -lnamedmap -lpthread

$(WINDOWS)/%.o: $(TOP)/test/conformance/%.c \
		$(TOP)/test/conformance/conformance.h | $(WINDOWS)
	x86_64-w64-mingw32-gcc $(WINDOWS_CFLAGS) -c -o $@ $<

$(WINDOWS)/libimports.a: $(TOP)/test/conformance/imports.def | $(WINDOWS)
	x86_64-w64-mingw32-dlltool -d $< -l $@

$(WINDOWS)/conformance.exe: $(WINDOWS_OBJECTS) $(WINDOWS)/libimports.a
	x86_64-w64-mingw32-gcc -static -o $@ $^ -lpsapi -ladvapi32 -lmincore

conformance: $(TESTS)/conformance

conformance-selfcheck: $(TESTS)/conformance-selfcheck
	@echo $<

conformance-windows: $(WINDOWS)/conformance.exe
	@echo $(abspath $<)

# Fuzzers of what parses, with the library's files that do it.
FUZZ := $(TESTS)/fuzz.d
FUZZ_TARGETS := names security commands
FUZZ_SOURCES := utf convert sid sidtext acl descriptor sddl mode text format heap \
	error rights environment message commandline path
FUZZ_OBJECTS := $(FUZZ_SOURCES:%=$(FUZZ)/%.o)
FUZZ_CFLAGS = $(LIB_CFLAGS) -Wno-missing-field-initializers -O1 -g -fno-omit-frame-pointer \
	-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
CLANG ?= clang-19

$(FUZZ):
	@mkdir -p $@

$(FUZZ_OBJECTS): $(FUZZ)/%.o: $(TOP)/src/%.c $(TOP)/src/internal.h | $(FUZZ)
	$(CLANG) $(FUZZ_CFLAGS) -c -o $@ $<

$(FUZZ_TARGETS:%=$(FUZZ)/%): $(FUZZ)/%: $(TOP)/test/fuzz/%.c \
		$(TOP)/test/fuzz/fuzz.h $(FUZZ_OBJECTS)
	$(CLANG) $(FUZZ_CFLAGS) -fsanitize=fuzzer -o $@ $< $(FUZZ_OBJECTS)

# The directory where they are.
fuzz: $(FUZZ_TARGETS:%=$(FUZZ)/%)
	@echo $(FUZZ)

# Windows programs, with the one documented line.
$(TESTS)/windows: $(TOP)/test/programs.sh $(wildcard $(TOP)/test/programs/*.c*) \
		$(LIBRARIES:%=$(BUILD)/%) $(HEADERS:%=$(TOP)/include/namedmap/%) \
		$(PACKAGES:%=$(BUILD)/pkgconfig/%.pc) | $(TESTS)
	mkdir -p $@.d
	PKG_CONFIG_PATH=$(abspath $(BUILD)/pkgconfig) $< build $(abspath $@.d)
	@printf '#!/bin/sh\nexec %s check %s\n' $< $(abspath $@.d) > $@
	@chmod +x $@

$(TESTS)/list: $(TEST_PROGRAMS) $(WIDE_TEST_PROGRAMS) $(TESTS)/conformance $(if $(M32),,$(TESTS)/windows)
	@printf '%s\n' $^ > $@

test-programs: $(TESTS)/list
	@cat $<

# What writes to a disk that fails, or is killed meanwhile, see
# selftests/vm/tests/durable.sh and failing-disk.sh.
CRASH := $(TOP)/../selftests/crash

$(TESTS)/crash-%: $(CRASH)/%.c $(CRASH)/promise.h $(BUILD)/libnamedmap.a | $(TESTS)
	$(CC) $(TEST_CFLAGS) $(CFLAGS) -static -o $@ $< $(BUILD)/libnamedmap.a

crash-writer crash-flusher: %: $(TESTS)/%
	@echo $<

test: $(TESTS)/list
	@$(TOP)/test/run.sh $<

check: all
	@$(TOP)/test/check.sh $(BUILD) $(CLASS)
