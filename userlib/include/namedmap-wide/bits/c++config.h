// SPDX-License-Identifier: MIT
// The C++ library has std::wstring made for characters of 32 bits already. Here
// the program makes its own of the templates. This file is read more than once,
// for it has to come after the library's.
#pragma GCC system_header
#include_next <bits/c++config.h>
#undef _GLIBCXX_EXTERN_TEMPLATE
#define _GLIBCXX_EXTERN_TEMPLATE 0
