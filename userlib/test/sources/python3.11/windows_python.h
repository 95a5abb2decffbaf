/* SPDX-License-Identifier: MIT */
/*
 * What Python has on Windows besides, for a module that is compiled as there into
 * a Python of Linux.
 */
#include <Python.h>
#include <pycore_bytesobject.h>
#include <pycore_fileutils.h>
#include <windows.h>

#define MS_WINDOWS 1
#undef HAVE_MADVISE

static inline PyObject *PyErr_SetFromWindowsErr(int error)
{
	return PyErr_Format(PyExc_OSError, "[WinError %d]",
			    error ? error : (int)GetLastError());
}

static inline HANDLE _Py_get_osfhandle(int fd)
{
	HANDLE handle = (HANDLE)_get_osfhandle(fd);

	if (handle == INVALID_HANDLE_VALUE)
		PyErr_SetString(PyExc_OSError, "[Errno 9] Bad file descriptor");
	return handle;
}
