/* SPDX-License-Identifier: MIT */
/*
 * A small test harness, so that the tests need nothing but a compiler, 32-bit
 * ones too. Each test runs in a process of its own and prints one TAP line. At
 * its end, the test's names must be gone and no descriptor, mapping or file
 * left over.
 *
 * A test is named after the conformance row or the line of the flow that it
 * shows. TEST() needs the driver and is skipped where the device is absent;
 * TEST_ALONE() does not.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <windows.h>

struct test {
	const char *name;
	void (*run)(void);
	bool alone;
	struct test *next;
};

/* What another process of the same program does; answers its exit status. */
struct role {
	const char *name;
	int (*run)(int count, char **arguments);
	struct role *next;
};

void test_register(struct test *test);
void role_register(struct role *role);

#define TEST_KIND(name_, alone_) \
	static void name_(void); \
	static struct test test_##name_ = { #name_, name_, alone_, NULL }; \
	__attribute__((constructor)) static void register_##name_(void) \
	{ \
		test_register(&test_##name_); \
	} \
	static void name_(void)

#define TEST(name) TEST_KIND(name, false)
#define TEST_ALONE(name) TEST_KIND(name, true)

#define ROLE(name_) \
	static int role_##name_(int count, char **arguments); \
	static struct role role_of_##name_ = { #name_, role_##name_, NULL }; \
	__attribute__((constructor)) static void register_role_##name_(void) \
	{ \
		role_register(&role_of_##name_); \
	} \
	static int role_##name_(__attribute__((unused)) int count, \
				__attribute__((unused)) char **arguments)

void test_failed(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void test_skip(const char *reason) __attribute__((noreturn));
void test_stop(void) __attribute__((noreturn));

#define CHECK(condition) \
	((condition) ? (void)0 : \
	 test_failed(__FILE__, __LINE__, "%s (last error %u)", #condition, \
		     GetLastError()))

#define CHECK_EQUAL(actual, expected) \
	do { \
		unsigned long long actual_ = \
			(unsigned long long)(actual); \
		unsigned long long expected_ = \
			(unsigned long long)(expected); \
		if (actual_ != expected_) \
			test_failed(__FILE__, __LINE__, \
				    "%s is %llu (%#llx), not %llu (%#llx)", \
				    #actual, actual_, actual_, expected_, \
				    expected_); \
	} while (0)

/* A call failed as it should, with this last error. */
#define CHECK_FAILS(failure, call, error) \
	do { \
		SetLastError(0xdeadbeef); \
		if ((call) != (failure)) \
			test_failed(__FILE__, __LINE__, "%s succeeded", \
				    #call); \
		else if (GetLastError() != (error)) \
			test_failed(__FILE__, __LINE__, \
				    "%s: last error %u, not %u", #call, \
				    GetLastError(), (DWORD)(error)); \
	} while (0)

/* Go no further without it. */
#define REQUIRE(condition) \
	do { \
		if (!(condition)) { \
			test_failed(__FILE__, __LINE__, \
				    "%s (last error %u)", #condition, \
				    GetLastError()); \
			test_stop(); \
		} \
	} while (0)

/* A name that nobody else has; it must be gone at the end of the test. */
const char *test_name(const char *stem);
/* A path in the test's own directory, which is removed afterwards. */
const char *test_path(const char *file);
/* Make a file there with so many bytes, all of one value. */
const char *test_file(const char *file, size_t size, int byte);
/* Bytes of a file as read(2) sees them. */
void test_read(const char *path, void *buffer, size_t offset, size_t length);
long long test_file_size(const char *path);
void test_set_inherit(SECURITY_ATTRIBUTES *attributes, bool inherit);
unsigned int count_descriptors(void);
bool test_address_is_free(const void *address);
/* Does the processor refuse it? */
bool test_faults(volatile char *address, bool write);

/* Start this program again in a role; arguments are strings, NULL ends them. */
pid_t role_start(const char *role, ...) __attribute__((sentinel));
/* The same with the program built for the other word size. */
pid_t role_start_other(const char *role, ...) __attribute__((sentinel));
/* Its exit status; 1000 plus the signal that ended it. */
int role_wait(pid_t pid);
#define ROLE_RUN(...) role_wait(role_start(__VA_ARGS__, NULL))

/* A section or a file mapping in one line. */
HANDLE section_create(const char *name, DWORD protect, uint64_t size);
HANDLE section_open(const char *name, DWORD access);
HANDLE file_open(const char *path, DWORD access);
HANDLE file_create(const char *path, DWORD access, DWORD disposition);
#define READ_WRITE (GENERIC_READ | GENERIC_WRITE)
#define CREATE_FAILS(call, error) \
	CHECK_FAILS(INVALID_HANDLE_VALUE, call, error)
void *view_of(HANDLE section, DWORD access);
/* What VirtualQuery says of a view of the whole. */
SIZE_T view_size(HANDLE section);
/* DuplicateHandle within the process. */
bool duplicate(HANDLE source, HANDLE *target, DWORD access, BOOL inherit,
	       DWORD options);
DWORD flags_of(HANDLE handle);
/* The handle that a descriptor would have. */
HANDLE handle_of(int fd);

#endif
