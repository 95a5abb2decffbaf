// SPDX-License-Identifier: MIT
/* Clocks, the forms of a time, and locked memory. */
#include "harness.h"

#include <sys/resource.h>
#include <time.h>

static ULONGLONG units(const FILETIME *time)
{
	return (ULONGLONG)time->dwHighDateTime << 32 | time->dwLowDateTime;
}

static bool turns_into(ULONGLONG value, int year, int month, int day,
		       int weekday, int hour, int ms)
{
	FILETIME time = { (DWORD)value, (DWORD)(value >> 32) }, back;
	SYSTEMTIME parts;

	return FileTimeToSystemTime(&time, &parts) && parts.wYear == year &&
	       parts.wMonth == month && parts.wDay == day &&
	       parts.wDayOfWeek == weekday && parts.wHour == hour &&
	       parts.wMilliseconds == ms &&
	       SystemTimeToFileTime(&parts, &back) &&
	       units(&back) == value / 10000 * 10000;
}

TEST_ALONE(TIME_dates_both_ways)
{
	SYSTEMTIME no_date = { .wYear = 2023, .wMonth = 2, .wDay = 29 };
	FILETIME time = { 0, 0x80000000u };

	CHECK(turns_into(0, 1601, 1, 1, 1, 0, 0));
	CHECK(turns_into(116444736000000000, 1970, 1, 1, 4, 0, 0));
	CHECK(turns_into(125962560000000000, 2000, 2, 29, 2, 0, 0));
	CHECK(turns_into(133485408001230000, 2024, 1, 1, 1, 0, 123));
	CHECK_FAILS(FALSE, SystemTimeToFileTime(&no_date, &time),
		    ERROR_INVALID_PARAMETER);
	time.dwHighDateTime = 0x80000000u;
	CHECK_FAILS(FALSE, FileTimeToSystemTime(&time, &no_date),
		    ERROR_INVALID_PARAMETER);
}

TEST_ALONE(TIME_clocks_agree)
{
	LARGE_INTEGER frequency, first, second;
	time_t before = time(NULL), after;
	SYSTEMTIME parts;
	FILETIME now, again;

	GetSystemTime(&parts);
	GetSystemTimeAsFileTime(&now);
	after = time(NULL);
	REQUIRE(SystemTimeToFileTime(&parts, &again));
	CHECK(units(&again) <= units(&now));
	CHECK(units(&again) / 10000000 >= (ULONGLONG)before + 11644473600 - 1);
	CHECK(units(&now) / 10000000 <= (ULONGLONG)after + 11644473600 + 1);
	CHECK_EQUAL(CompareFileTime(&again, &now) > 0, 0);
	GetLocalTime(&parts);
	CHECK(parts.wYear >= 2024);
	CHECK(QueryPerformanceFrequency(&frequency));
	CHECK(QueryPerformanceCounter(&first));
	Sleep(20);
	CHECK(QueryPerformanceCounter(&second));
	CHECK((second.QuadPart - first.QuadPart) * 1000 / frequency.QuadPart >=
	      20);
}

TEST_ALONE(LOCK_memory)
{
	struct rlimit none = { 0, 0 };
	char *memory = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT,
				    PAGE_READWRITE);

	REQUIRE(memory);
	CHECK(VirtualLock(memory + 100, 5000));
	CHECK(VirtualUnlock(memory + 100, 5000));
	CHECK_FAILS(FALSE, VirtualLock(memory, 0), ERROR_INVALID_PARAMETER);
	if (geteuid()) {
		REQUIRE(!setrlimit(RLIMIT_MEMLOCK, &none));
		CHECK_FAILS(FALSE, VirtualLock(memory, 1),
			    ERROR_WORKING_SET_QUOTA);
	}
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
	CHECK_FAILS(FALSE, VirtualLock(memory, 1), ERROR_NOACCESS);
}
