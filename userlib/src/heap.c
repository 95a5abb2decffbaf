// SPDX-License-Identifier: MIT
/*
 * Heaps, and LocalAlloc with which other calls' results are allocated. All of it
 * is the C library's memory, with a head before each block; the blocks of a heap
 * that can be destroyed are in a list.
 */
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define BLOCK_MAGIC 0x70616568u
#define LOCAL_FLAGS \
	(LMEM_MOVEABLE | LMEM_NOCOMPACT | LMEM_NODISCARD | LMEM_ZEROINIT | \
	 LMEM_MODIFY | GMEM_SHARE)

struct block {
	struct block *next;
	struct block **link;
	struct heap *heap;
	size_t size;
} __attribute__((aligned(16)));

struct heap {
	DWORD magic;
	struct block *blocks;
	/* 0: no limit */
	size_t limit;
	size_t used;
};

static struct heap process_heap = { .magic = BLOCK_MAGIC };

/* Of the lists; the process's own heap has none. */
static pthread_mutex_t heap_mutex = PTHREAD_MUTEX_INITIALIZER;

static void heap_lock(void)
{
	pthread_mutex_lock(&heap_mutex);
}

static void heap_unlock(void)
{
	pthread_mutex_unlock(&heap_mutex);
}

__attribute__((constructor)) static void heap_fork_safe(void)
{
	pthread_atfork(heap_lock, heap_unlock, heap_unlock);
}

static struct block *block_of(const void *memory)
{
	return (struct block *)((uintptr_t)memory - sizeof(struct block));
}

/* Room for the block in the limit and its place in the list; or none. */
static bool enter(struct heap *heap, struct block *block)
{
	bool fits = true;

	block->heap = heap;
	if (heap == &process_heap)
		return true;
	heap_lock();
	fits = !heap->limit || (block->size <= heap->limit &&
				heap->used <= heap->limit - block->size);
	if (fits) {
		heap->used += block->size;
		block->next = heap->blocks;
		block->link = &heap->blocks;
		if (block->next)
			block->next->link = &block->next;
		heap->blocks = block;
	}
	heap_unlock();
	return fits;
}

static void leave(struct block *block)
{
	struct heap *heap = block->heap;

	if (heap == &process_heap)
		return;
	heap_lock();
	heap->used -= block->size;
	*block->link = block->next;
	if (block->next)
		block->next->link = block->link;
	heap_unlock();
}

static void *allocate(struct heap *heap, size_t size, bool zero)
{
	struct block *block = NULL;

	if (size <= PTRDIFF_MAX - sizeof(*block))
		block = zero ? calloc(1, sizeof(*block) + size) :
			       malloc(sizeof(*block) + size);
	if (block) {
		block->size = size;
		if (!enter(heap, block)) {
			free(block);
			block = NULL;
		}
	}
	if (!block) {
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
		return NULL;
	}
	return block + 1;
}

static void *reallocate(void *memory, size_t size, DWORD flags)
{
	struct block *old = block_of(memory), *new;
	size_t kept = old->size < size ? old->size : size;
	bool zero = flags & HEAP_ZERO_MEMORY;

	/* Where a block ends cannot be moved, but it can be less than full. */
	if ((flags & HEAP_REALLOC_IN_PLACE_ONLY) &&
	    size > malloc_usable_size(old) - sizeof(*old)) {
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
		return NULL;
	}
	if (flags & HEAP_REALLOC_IN_PLACE_ONLY) {
		struct heap *heap = old->heap;

		leave(old);
		kept = old->size;
		old->size = size;
		if (!enter(heap, old)) {
			old->size = kept;
			enter(heap, old);
			namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
			return NULL;
		}
		if (zero && size > kept)
			memset((char *)memory + kept, 0, size - kept);
		return memory;
	}
	new = allocate(old->heap, size, zero);
	if (!new)
		return NULL;
	memcpy(new, memory, kept);
	leave(old);
	free(old);
	return new;
}

static struct heap *heap_of(HANDLE handle)
{
	struct heap *heap = handle;

	if (heap && heap->magic == BLOCK_MAGIC)
		return heap;
	namedmap_fail(ERROR_INVALID_HANDLE);
	return NULL;
}

/* Does the block lie in that heap? */
static bool belongs(HANDLE handle, const void *memory)
{
	struct heap *heap = heap_of(handle);

	if (!heap)
		return false;
	if (memory && block_of(memory)->heap == heap)
		return true;
	namedmap_fail(ERROR_INVALID_PARAMETER);
	return false;
}

HANDLE WINAPI GetProcessHeap(VOID)
{
	return &process_heap;
}

HANDLE WINAPI HeapCreate(DWORD options, SIZE_T initial, SIZE_T maximum)
{
	struct heap *heap;

	/* There are no exceptions, and no memory that is executable at once. */
	if (options & HEAP_CREATE_ENABLE_EXECUTE ||
	    options & HEAP_GENERATE_EXCEPTIONS)
		return namedmap_fail_handle(ERROR_NOT_SUPPORTED);
	if (maximum && initial > maximum)
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	heap = calloc(1, sizeof(*heap));
	if (!heap)
		return namedmap_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
	heap->magic = BLOCK_MAGIC;
	heap->limit = maximum;
	return heap;
}

BOOL WINAPI HeapDestroy(HANDLE handle)
{
	struct heap *heap = heap_of(handle);
	struct block *block, *next;

	if (!heap)
		return FALSE;
	if (heap == &process_heap)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	for (block = heap->blocks; block; block = next) {
		next = block->next;
		free(block);
	}
	heap->magic = 0;
	free(heap);
	return TRUE;
}

LPVOID WINAPI HeapAlloc(HANDLE handle, DWORD flags, SIZE_T size)
{
	struct heap *heap = heap_of(handle);

	return heap ? allocate(heap, size, flags & HEAP_ZERO_MEMORY) : NULL;
}

LPVOID WINAPI HeapReAlloc(HANDLE handle, DWORD flags, LPVOID memory,
			  SIZE_T size)
{
	return belongs(handle, memory) ? reallocate(memory, size, flags) : NULL;
}

BOOL WINAPI HeapFree(HANDLE handle, DWORD flags, LPVOID memory)
{
	(void)flags;
	if (!memory)
		return TRUE;
	if (!belongs(handle, memory))
		return FALSE;
	leave(block_of(memory));
	block_of(memory)->heap = NULL;
	free(block_of(memory));
	return TRUE;
}

SIZE_T WINAPI HeapSize(HANDLE handle, DWORD flags, LPCVOID memory)
{
	(void)flags;
	return belongs(handle, memory) ? block_of(memory)->size : (SIZE_T)-1;
}

HLOCAL WINAPI LocalAlloc(UINT flags, SIZE_T size)
{
	if (flags & ~(UINT)LOCAL_FLAGS)
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	return allocate(&process_heap, size, flags & LMEM_ZEROINIT);
}

HLOCAL WINAPI LocalReAlloc(HLOCAL memory, SIZE_T size, UINT flags)
{
	if (!memory)
		return namedmap_fail_handle(ERROR_INVALID_HANDLE);
	if (flags & ~(UINT)LOCAL_FLAGS)
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	/* What kind of memory it is makes no difference. */
	if (flags & LMEM_MODIFY)
		return memory;
	return reallocate(memory, size,
			  flags & LMEM_ZEROINIT ? HEAP_ZERO_MEMORY : 0);
}

HLOCAL WINAPI LocalFree(HLOCAL memory)
{
	if (memory)
		HeapFree(&process_heap, 0, memory);
	return NULL;
}

SIZE_T WINAPI LocalSize(HLOCAL memory)
{
	if (memory)
		return block_of(memory)->size;
	namedmap_fail(ERROR_INVALID_HANDLE);
	return 0;
}
