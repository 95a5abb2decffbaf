// SPDX-License-Identifier: MIT
/*
 * Stands between the conformance program and the library: forwards every call
 * and, when its turn has come, changes the answer. calls.h is made from the
 * list of what the library exports, and the types come from the headers, so
 * none can be left out.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <type_traits>

#define NAMEDMAP_PLAIN_STRINGS
#include <windows.h>
#include <aclapi.h>
#include <process.h>
#include <psapi.h>
#include <sddl.h>

#include "change.h"

#define SHOWN __attribute__((visibility("default")))

SHOWN struct change *change_wanted;
extern "C" char running_row[16];

/* The library's calls call each other; only what the program calls counts. */
static thread_local unsigned int depth;

static bool is_turn(const char *name)
{
	struct change *change = change_wanted;

	if (!change || depth || !*running_row)
		return false;
	if (__atomic_add_fetch(&change->calls, 1, __ATOMIC_SEQ_CST) !=
	    change->call)
		return false;
	snprintf(change->name, sizeof(change->name), "%s", name);
	return true;
}

SHOWN bool change_answer(bool answer)
{
	if (!is_turn("look-up") || change_wanted->kind != CHANGE_RESULT)
		return answer;
	change_wanted->changed = true;
	return !answer;
}

/* What a call may write through a pointer to it. */
template <typename T> struct is_output : std::false_type {};
template <> struct is_output<DWORD> : std::true_type {};
template <> struct is_output<LONG> : std::true_type {};
template <> struct is_output<SIZE_T> : std::true_type {};
template <> struct is_output<CHAR> : std::true_type {};
template <> struct is_output<BYTE> : std::true_type {};
template <> struct is_output<HANDLE> : std::true_type {};
template <> struct is_output<LARGE_INTEGER> : std::true_type {};
template <> struct is_output<MEMORY_BASIC_INFORMATION> : std::true_type {};
template <> struct is_output<PROCESS_INFORMATION> : std::true_type {};
template <> struct is_output<SYSTEM_INFO> : std::true_type {};

static void spoil(void *at, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		((unsigned char *)at)[i] ^= 1;
	change_wanted->changed = true;
}

template <typename T> static void spoil_output(T argument)
{
	if constexpr (std::is_pointer_v<T>) {
		using target = std::remove_pointer_t<T>;

		if constexpr (is_output<target>::value) {
			if (argument)
				spoil((void *)argument, sizeof(target));
		}
	}
}

/* Success becomes failure and failure success; a number becomes another. */
template <typename R> static R other_result(R result)
{
	change_wanted->changed = true;
	if constexpr (std::is_pointer_v<R>)
		return result && result != (R)INVALID_HANDLE_VALUE ?
			       nullptr : (R)0x7fff0000;
	else if constexpr (std::is_same_v<R, BOOL>)
		return !result;
	else
		return result + 1;
}

template <typename R, typename... A> static R changed(R result, A... arguments)
{
	DWORD error = GetLastError();

	switch (change_wanted->kind) {
	case CHANGE_RESULT:
		return other_result(result);
	case CHANGE_ERROR:
		SetLastError(error + 1);
		change_wanted->changed = true;
		return result;
	default:
		(spoil_output(arguments), ...);
		return result;
	}
}

static void *find(const char *symbol)
{
	void *real = dlsym(RTLD_NEXT, symbol);

	if (!real)
		abort();
	return real;
}

template <typename Call, typename T> struct forwarder;

template <typename Call, typename R, typename... A>
struct forwarder<Call, R(A...)> {
	static R forward(A... arguments)
	{
		static R (*const real)(A...) = (R (*)(A...))find(Call::symbol);
		bool turn = is_turn(Call::symbol);

		depth++;
		if constexpr (std::is_void_v<R>) {
			real(arguments...);
			if (turn && change_wanted->kind == CHANGE_OUTPUT)
				(spoil_output(arguments), ...);
			depth--;
		} else {
			R result = real(arguments...);

			if (turn)
				result = changed(result, arguments...);
			depth--;
			return result;
		}
	}
};

/*
 * One for each call that the library exports. The type of a function cannot
 * name its parameters, so what has the call's name is a jump to the forwarder.
 */
#ifdef __x86_64__
#define JUMP(to) "jmp *" to "(%rip)"
#else
#define JUMP(to) "jmp *" to
#endif

#define CALL(name) \
	struct call_##name { \
		static constexpr char symbol[] = "namedmap_" #name; \
	}; \
	extern "C" { \
	__attribute__((used)) decltype(name) *forward_##name = \
		&forwarder<call_##name, decltype(name)>::forward; \
	} \
	asm(".pushsection .text\n" \
	    ".globl namedmap_" #name "\n" \
	    ".type namedmap_" #name ", @function\n" \
	    "namedmap_" #name ": " JUMP("forward_" #name) "\n" \
	    ".popsection");

#include "calls.h"
