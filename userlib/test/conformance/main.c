// SPDX-License-Identifier: MIT
/*
 * Runs the rows and says which hold.
 *
 *	conformance			all rows
 *	conformance --row ID		that one
 *	conformance --section N		those of a section of the list
 *	conformance --selfcheck		whether each can fail (selfcheck.c)
 *	conformance --selfcheck N	those of a section
 *
 * Prints TAP, a line for each row, and at the end lines that start with "rows:"
 * and "tuples:". Each row runs in a process of its own, so that one that
 * crashes or hangs fails alone.
 */
#include "conformance.h"

static const struct row *const tables[] = {
	rows_errors, rows_create, rows_names, rows_open, rows_view,
	rows_view_at, rows_unmap, rows_flush, rows_lifetime, rows_duplicate,
	rows_handles, rows_security, rows_copy, rows_virtual, rows_query,
	rows_file, rows_prefetch, rows_child, rows_last_error, rows_relatives,
	rows_events,
};

static const struct role *const role_tables[] = {
	roles_lifetime, roles_duplicate, roles_child, roles_names,
	roles_create, roles_view, roles_handles, roles_security,
};

struct verdicts {
	unsigned int held;
	unsigned int refused;
	unsigned int failing;
};

/* A matrix that fails throughout says so this often. */
#define MESSAGES_MAX 20

char running_row[16];
bool stop_at_failure;
static bool failed;

void case_failed(const char *file, int line, const char *format, ...)
{
	const char *base = strrchr(file, '/');
	DWORD error = GetLastError();
	static unsigned int messages;
	va_list arguments;

	failed = true;
	if (stop_at_failure)
		case_stop();
	if (++messages > MESSAGES_MAX)
		return;
	va_start(arguments, format);
	printf("# %s %s:%d: ", running_row, base ? base + 1 : file, line);
	vprintf(format, arguments);
	printf("\n");
	va_end(arguments);
	if (messages == MESSAGES_MAX)
		printf("# and so on\n");
	fflush(stdout);
	SetLastError(error);
}

/* Handles, views and names go with the process. */
void case_stop(void)
{
	failed = true;
	stop_at_failure = false;
	remove_files();
	exit(1);
}

int exit_status(void)
{
	return failed;
}

static unsigned int count_cases(const char *id)
{
	unsigned int count = 0;
	const struct row *row;
	size_t i;

	for (i = 0; i < ARRAYSIZE(tables); i++) {
		for (row = tables[i]; row->id; row++)
			count += !strcmp(row->id, id);
	}
	return count;
}

/* What a case makes it closes. */
static void run_case(const struct row *row)
{
	unsigned int handles = platform_handles();
	unsigned int views = platform_views();

	snprintf(running_row, sizeof(running_row), "%s", row->id);
	row->run(row);
	*running_row = '\0';
	check_names_are_gone();
	CHECK_EQUAL(platform_views(), views);
	CHECK_EQUAL(platform_handles(), handles);
	remove_files();
}

int run_row(const char *id)
{
	const struct row *row;
	size_t i;

	platform_limit_time();
	tuples_open();
	/* The library keeps the device open from its first call on. */
	CloseHandle(section_create(NULL, PAGE_READWRITE, 1));
	for (i = 0; i < ARRAYSIZE(tables); i++) {
		for (row = tables[i]; row->id; row++) {
			if (!strcmp(row->id, id))
				run_case(row);
		}
	}
	return exit_status();
}

static int run_role(const char *id, const char *name, int count,
		    char **arguments)
{
	const struct role *role;
	size_t i;

	platform_limit_time();
	for (i = 0; i < ARRAYSIZE(role_tables); i++) {
		for (role = role_tables[i]; role->name; role++) {
			if (strcmp(role->name, name))
				continue;
			role->run(count, arguments);
			return exit_status();
		}
	}
	case_failed(__FILE__, __LINE__, "%s has no role %s", id, name);
	return exit_status();
}

const char *section_of_row(const char *id)
{
	const struct section_of_rows *section;
	size_t length = strcspn(id, "-");

	for (section = sections_of_rows; section->prefix; section++) {
		if (strlen(section->prefix) == length &&
		    !strncmp(section->prefix, id, length))
			return section->section;
	}
	return "?";
}

static bool stands_in(const struct listed_row *listed, const char *id)
{
	for (; listed->id; listed++) {
		if (!strcmp(listed->id, id))
			return true;
	}
	return false;
}

static bool is_listed(const char *id)
{
	return stands_in(listed_rows, id) || stands_in(more_rows, id);
}

/* Cases of rows that nobody lists would never run. */
static bool all_are_listed(void)
{
	const struct row *row;
	bool good = true;
	size_t i;

	for (i = 0; i < ARRAYSIZE(tables); i++) {
		for (row = tables[i]; row->id; row++) {
			if (is_listed(row->id))
				continue;
			printf("Bail out! %s is not in the list\n", row->id);
			good = false;
		}
	}
	return good;
}

static void print_verdicts(const struct verdicts *verdicts, const char *section)
{
	printf("rows: %u held, %u refused by design, %u failing",
	       verdicts->held, verdicts->refused, verdicts->failing);
	if (section)
		printf(" (section %s)", section);
	printf("\n");
}

static void try_row(const char *program, const struct listed_row *listed,
		    unsigned int number, struct verdicts *verdicts)
{
	unsigned int cases = count_cases(listed->id);
	int status = cases ? platform_run_row(program, listed->id) : 1;

	printf("%s %u - %s", status ? "not ok" : "ok", number, listed->id);
	if (status) {
		verdicts->failing++;
		if (!cases)
			printf(" has no case");
		else if (status != 1)
			printf(" ended with status %#x", (unsigned int)status);
	} else if (listed->refused) {
		verdicts->refused++;
		printf(" refused by design");
	} else {
		verdicts->held++;
	}
	printf("\n");
	fflush(stdout);
}

static bool is_wanted(const struct listed_row *listed, const char *row,
		      const char *section)
{
	return (!row || !strcmp(row, listed->id)) &&
	       (!section || !strcmp(section, section_of_row(listed->id)));
}

static void add_verdicts(struct verdicts *to, const struct verdicts *from)
{
	to->held += from->held;
	to->refused += from->refused;
	to->failing += from->failing;
}

/* The rows of one section stand together in the list. */
static struct verdicts try_section(const char *program,
				   const struct listed_row **listed,
				   const char *row, const char *section,
				   unsigned int *number)
{
	const char *own = section_of_row((*listed)->id);
	struct verdicts verdicts = { 0 };

	for (; (*listed)->id && !strcmp(section_of_row((*listed)->id), own);
	     (*listed)++) {
		if (is_wanted(*listed, row, section))
			try_row(program, *listed, ++*number, &verdicts);
	}
	if (verdicts.held || verdicts.refused || verdicts.failing)
		print_verdicts(&verdicts, own);
	return verdicts;
}

/* What no row says; how many fail. */
static unsigned int try_more(const char *program, const char *row,
			     const char *section, unsigned int *number)
{
	const struct listed_row *listed;
	struct verdicts verdicts = { 0 };

	for (listed = more_rows; listed->id; listed++) {
		if (is_wanted(listed, row, section))
			try_row(program, listed, ++*number, &verdicts);
	}
	if (verdicts.held || verdicts.failing)
		printf("more: %u held, %u failing\n", verdicts.held,
		       verdicts.failing);
	return verdicts.failing;
}

static int try_rows(const char *program, const char *row, const char *section)
{
	const struct listed_row *listed;
	struct verdicts verdicts, total = { 0 };
	unsigned int number = 0, more;

	if (!all_are_listed())
		return 1;
	for (listed = listed_rows; listed->id; listed++)
		number += is_wanted(listed, row, section);
	for (listed = more_rows; listed->id; listed++)
		number += is_wanted(listed, row, section);
	printf("TAP version 13\n1..%u\n", number);
	fflush(stdout);
	number = 0;
	tuples_begin();
	for (listed = listed_rows; listed->id;) {
		verdicts = try_section(program, &listed, row, section, &number);
		add_verdicts(&total, &verdicts);
	}
	more = try_more(program, row, section, &number);
	tuples_end();
	print_verdicts(&total, NULL);
	return total.failing || more || !number;
}

int main(int count, char **arguments)
{
	const char *row = NULL, *section = NULL;
	int i;

	if (count > 3 && !strcmp(arguments[1], "--role")) {
		return run_role(arguments[2], arguments[3], count - 4,
				arguments + 4);
	}
	if (count == 4 && !strcmp(arguments[1], "--in-process")) {
		tuples_go_to(arguments[2]);
		return run_row(arguments[3]);
	}
	if (count > 1 && !strcmp(arguments[1], "--selfcheck"))
		return selfcheck(arguments[2]);
	for (i = 1; i + 1 < count; i += 2) {
		if (!strcmp(arguments[i], "--row"))
			row = arguments[i + 1];
		else if (!strcmp(arguments[i], "--section"))
			section = arguments[i + 1];
		else
			break;
	}
	if (i < count) {
		fprintf(stderr, "usage: %s [--row ID] [--section N]\n",
			arguments[0]);
		return 2;
	}
	return try_rows(arguments[0], row, section);
}
