// SPDX-License-Identifier: MIT
/* Directories. */
#include "harness.h"

TEST(directory_is_made_once)
{
	const char *path = test_path("directory");

	CHECK(CreateDirectoryA(path, NULL));
	CHECK_FAILS(FALSE, CreateDirectoryA(path, NULL), ERROR_ALREADY_EXISTS);
	CHECK(RemoveDirectoryA(path));
	CHECK_FAILS(FALSE, RemoveDirectoryA(path), ERROR_FILE_NOT_FOUND);
}

TEST(directory_needs_the_one_around_it)
{
	CHECK_FAILS(FALSE, CreateDirectoryA(test_path("absent/directory"),
					    NULL), ERROR_PATH_NOT_FOUND);
	CHECK_FAILS(FALSE, CreateDirectoryW(u"", NULL), ERROR_PATH_NOT_FOUND);
}

TEST(directory_with_something_in_it_stays)
{
	const char *path = test_path("directory"), *file;
	char inside[700];

	CHECK(CreateDirectoryA(path, NULL));
	snprintf(inside, sizeof(inside), "%s/directory", path);
	CHECK(CreateDirectoryA(inside, NULL));
	CHECK_FAILS(FALSE, RemoveDirectoryA(path), ERROR_DIR_NOT_EMPTY);
	CHECK(RemoveDirectoryA(inside));
	CHECK(RemoveDirectoryA(path));
	file = test_file("file", 1, 'a');
	CHECK_FAILS(FALSE, RemoveDirectoryA(file), ERROR_DIRECTORY);
	CHECK_FAILS(FALSE, CreateDirectoryA(file, NULL), ERROR_ALREADY_EXISTS);
}
