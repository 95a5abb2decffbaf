// SPDX-License-Identifier: MIT
/* Heaps, LocalAlloc and GlobalAlloc. */
#include "harness.h"

static bool is_zero(const char *memory, size_t from, size_t to)
{
	for (; from < to; from++) {
		if (memory[from])
			return false;
	}
	return true;
}

TEST_ALONE(HEAP_of_the_process)
{
	HANDLE heap = GetProcessHeap();
	char *memory = HeapAlloc(heap, HEAP_ZERO_MEMORY, 100);

	REQUIRE(heap && memory);
	CHECK(is_zero(memory, 0, 100) && (uintptr_t)memory % 16 == 0);
	CHECK_EQUAL(HeapSize(heap, 0, memory), 100);
	memset(memory, 1, 100);
	memory = HeapReAlloc(heap, HEAP_ZERO_MEMORY, memory, 5000);
	REQUIRE(memory);
	CHECK(memory[99] == 1 && is_zero(memory, 100, 5000));
	CHECK_EQUAL(HeapSize(heap, 0, memory), 5000);
	CHECK(HeapReAlloc(heap, HEAP_REALLOC_IN_PLACE_ONLY, memory, 50) ==
	      memory);
	CHECK_EQUAL(HeapSize(heap, 0, memory), 50);
	CHECK_FAILS(NULL, HeapReAlloc(heap, HEAP_REALLOC_IN_PLACE_ONLY, memory,
				      1 << 20), ERROR_NOT_ENOUGH_MEMORY);
	CHECK(HeapFree(heap, 0, memory) && HeapFree(heap, 0, NULL));
	CHECK_FAILS(FALSE, HeapDestroy(heap), ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, HeapAlloc(heap, 0, (SIZE_T)-1),
		    ERROR_NOT_ENOUGH_MEMORY);
}

TEST_ALONE(HEAP_of_its_own)
{
	HANDLE heap = HeapCreate(HEAP_NO_SERIALIZE, 0, 1000);
	void *first, *second;

	REQUIRE(heap);
	first = HeapAlloc(heap, 0, 600);
	CHECK(first);
	CHECK_FAILS(NULL, HeapAlloc(heap, 0, 600), ERROR_NOT_ENOUGH_MEMORY);
	second = HeapAlloc(heap, 0, 400);
	CHECK(second && HeapFree(heap, 0, first));
	CHECK_FAILS(FALSE, HeapFree(GetProcessHeap(), 0, second),
		    ERROR_INVALID_PARAMETER);
	CHECK(HeapAlloc(heap, 0, 600));
	CHECK(HeapDestroy(heap));
	CHECK_FAILS(NULL, HeapCreate(HEAP_GENERATE_EXCEPTIONS, 0, 0),
		    ERROR_NOT_SUPPORTED);
	CHECK_FAILS(NULL, HeapCreate(0, 2, 1), ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, HeapAlloc(NULL, 0, 1), ERROR_INVALID_HANDLE);
}

TEST_ALONE(HEAP_local_and_global_memory)
{
	HGLOBAL memory = GlobalAlloc(GHND, 10);
	char *text;

	REQUIRE(memory);
	text = GlobalLock(memory);
	CHECK(text && is_zero(text, 0, 10));
	memset(text, 1, 10);
	CHECK_FAILS(FALSE, GlobalUnlock(memory), ERROR_SUCCESS);
	CHECK_EQUAL(GlobalSize(memory), 10);
	memory = GlobalReAlloc(memory, 20, GMEM_MOVEABLE | GMEM_ZEROINIT);
	text = memory;
	CHECK(text && text[9] == 1 && is_zero(text, 10, 20));
	CHECK(!GlobalFree(memory) && !LocalFree(NULL));
	CHECK_FAILS(NULL, LocalAlloc(0x8000, 1), ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, LocalReAlloc(NULL, 1, 0), ERROR_INVALID_HANDLE);
	CHECK_FAILS(0, LocalSize(NULL), ERROR_INVALID_HANDLE);
}
