// SPDX-License-Identifier: MIT
/* Clocks, and the forms of a time. */
#include <time.h>

#include "internal.h"

/* A FILETIME counts units of 100 ns from the start of 1601. */
#define UNITS_PER_SECOND 10000000
#define UNITS_TO_1970 116444736000000000

static int64_t units_of(const FILETIME *time)
{
	return (int64_t)((uint64_t)time->dwHighDateTime << 32 |
			 time->dwLowDateTime);
}

static void file_time(FILETIME *to, const struct timespec *time)
{
	uint64_t units = (uint64_t)time->tv_sec * UNITS_PER_SECOND +
			 (uint64_t)time->tv_nsec / 100 + UNITS_TO_1970;

	to->dwLowDateTime = (DWORD)units;
	to->dwHighDateTime = (DWORD)(units >> 32);
}

static void system_time(SYSTEMTIME *to, const struct tm *parts,
			long milliseconds)
{
	to->wYear = (WORD)(parts->tm_year + 1900);
	to->wMonth = (WORD)(parts->tm_mon + 1);
	to->wDayOfWeek = (WORD)parts->tm_wday;
	to->wDay = (WORD)parts->tm_mday;
	to->wHour = (WORD)parts->tm_hour;
	to->wMinute = (WORD)parts->tm_min;
	/* A leap second is one that Windows does not know. */
	to->wSecond = (WORD)(parts->tm_sec > 59 ? 59 : parts->tm_sec);
	to->wMilliseconds = (WORD)milliseconds;
}

VOID WINAPI GetSystemTimePreciseAsFileTime(LPFILETIME to)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	file_time(to, &now);
}

VOID WINAPI GetSystemTimeAsFileTime(LPFILETIME to)
{
	GetSystemTimePreciseAsFileTime(to);
}

VOID WINAPI GetSystemTime(LPSYSTEMTIME to)
{
	struct timespec now;
	struct tm parts;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &parts);
	system_time(to, &parts, now.tv_nsec / 1000000);
}

VOID WINAPI GetLocalTime(LPSYSTEMTIME to)
{
	struct timespec now;
	struct tm parts;

	clock_gettime(CLOCK_REALTIME, &now);
	localtime_r(&now.tv_sec, &parts);
	system_time(to, &parts, now.tv_nsec / 1000000);
}

/* Days from 1970 to a day of the Gregorian calendar; months count from 1. */
static int64_t days_to(int64_t year, int month, int day)
{
	int64_t era, of_era, of_year;

	/* The year starts in March, so that the odd day is its last. */
	year -= month <= 2;
	era = year / 400;
	of_era = year % 400;
	of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

static void date_of(int64_t days, SYSTEMTIME *to)
{
	int64_t era, of_era, year, of_year, month;

	to->wDayOfWeek = (WORD)((days + 719468 + 3) % 7);
	days += 719468;
	era = days / 146097;
	of_era = days % 146097;
	year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
	       365;
	of_year = of_era - (365 * year + year / 4 - year / 100);
	month = (5 * of_year + 2) / 153;
	to->wDay = (WORD)(of_year - (153 * month + 2) / 5 + 1);
	to->wMonth = (WORD)(month < 10 ? month + 3 : month - 9);
	to->wYear = (WORD)(year + era * 400 + (to->wMonth <= 2));
}

BOOL WINAPI FileTimeToSystemTime(const FILETIME *from, LPSYSTEMTIME to)
{
	int64_t units = units_of(from), seconds, days;

	if (units < 0)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	seconds = units / UNITS_PER_SECOND;
	days = seconds / 86400;
	seconds %= 86400;
	date_of(days - UNITS_TO_1970 / UNITS_PER_SECOND / 86400, to);
	to->wHour = (WORD)(seconds / 3600);
	to->wMinute = (WORD)(seconds / 60 % 60);
	to->wSecond = (WORD)(seconds % 60);
	to->wMilliseconds = (WORD)(units % UNITS_PER_SECOND / 10000);
	return TRUE;
}

static int days_in_month(const SYSTEMTIME *time)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30,
				     31, 31, 30, 31, 30, 31 };
	int year = time->wYear;
	bool leap = !(year % 4) && (year % 100 || !(year % 400));

	return days[time->wMonth - 1] + (time->wMonth == 2 && leap);
}

BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME *from, LPFILETIME to)
{
	int64_t seconds;
	uint64_t units;

	if (from->wYear < 1601 || from->wYear > 30827 || !from->wMonth ||
	    from->wMonth > 12 || !from->wDay ||
	    from->wDay > days_in_month(from) || from->wHour > 23 ||
	    from->wMinute > 59 || from->wSecond > 59 ||
	    from->wMilliseconds > 999)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	seconds = days_to(from->wYear, from->wMonth, from->wDay) * 86400 +
		  from->wHour * INT64_C(3600) + from->wMinute * INT64_C(60) +
		  from->wSecond;
	units = (uint64_t)(seconds * UNITS_PER_SECOND + UNITS_TO_1970) +
		from->wMilliseconds * UINT64_C(10000);
	to->dwLowDateTime = (DWORD)units;
	to->dwHighDateTime = (DWORD)(units >> 32);
	return TRUE;
}

/* In units of 100 ns, as on today's Windows; it runs in sleep, too. */
BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER *count)
{
	struct timespec now;

	if (!count)
		return namedmap_fail(ERROR_NOACCESS);
	clock_gettime(CLOCK_BOOTTIME, &now);
	count->QuadPart = (LONGLONG)now.tv_sec * UNITS_PER_SECOND +
			  now.tv_nsec / 100;
	return TRUE;
}

BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER *frequency)
{
	if (!frequency)
		return namedmap_fail(ERROR_NOACCESS);
	frequency->QuadPart = UNITS_PER_SECOND;
	return TRUE;
}
