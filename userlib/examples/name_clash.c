/* SPDX-License-Identifier: MIT */
/* Sections and events share one name space: a name that belongs to an event
 * cannot be a section's, and the other way round. */
#include <stdio.h>
#include <windows.h>

static void report(const char *what, HANDLE handle)
{
	printf("%s: ", what);
	if (handle) {
		printf("a handle\n");
		CloseHandle(handle);
	} else {
		printf("NULL, error %u\n", (unsigned)GetLastError());
	}
}

int main(void)
{
	HANDLE event, section;

	event = CreateEvent(NULL, TRUE, FALSE, "Local\\example event");
	section = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE,
				    0, 4096, "Local\\example section");
	if (!event || !section) {
		printf("error %u\n", (unsigned)GetLastError());
		return 1;
	}

	report("a section under the event's name",
	       CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
				 4096, "Local\\example event"));
	report("opening the event as a section",
	       OpenFileMapping(FILE_MAP_READ, FALSE, "Local\\example event"));
	report("an event under the section's name",
	       CreateEvent(NULL, TRUE, FALSE, "Local\\example section"));
	report("opening the section as an event",
	       OpenEvent(EVENT_MODIFY_STATE, FALSE, "Local\\example section"));
	report("opening the event as an event",
	       OpenEvent(EVENT_MODIFY_STATE, FALSE, "Local\\example event"));
	printf("ERROR_INVALID_HANDLE is %u\n", (unsigned)ERROR_INVALID_HANDLE);

	CloseHandle(event);
	CloseHandle(section);
	return 0;
}

/*
 * Prints:
 *
 * a section under the event's name: NULL, error 6
 * opening the event as a section: NULL, error 6
 * an event under the section's name: NULL, error 6
 * opening the section as an event: NULL, error 6
 * opening the event as an event: a handle
 * ERROR_INVALID_HANDLE is 6
 */
