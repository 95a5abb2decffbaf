/* SPDX-License-Identifier: MIT */
/*
 * Counts words in a view of a file, with std::wstring and the W calls, in the
 * style of C++ programs that say wchar_t and L"" and nothing of TCHAR.
 */
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>
#include <windows.h>

class File {
public:
	explicit File(const std::wstring &path, DWORD size)
		: file_(CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE,
				    0, NULL, CREATE_ALWAYS,
				    FILE_ATTRIBUTE_NORMAL, NULL))
	{
		if (file_ == INVALID_HANDLE_VALUE)
			throw std::runtime_error("CreateFileW");
		mapping_ = CreateFileMappingW(file_, NULL, PAGE_READWRITE, 0,
					      size, L"Local\\wide words");
		if (mapping_ == NULL)
			throw std::runtime_error("CreateFileMappingW");
		text_ = static_cast<wchar_t *>(
			MapViewOfFile(mapping_, FILE_MAP_WRITE, 0, 0, size));
		if (text_ == NULL)
			throw std::runtime_error("MapViewOfFile");
	}

	~File()
	{
		UnmapViewOfFile(text_);
		CloseHandle(mapping_);
		CloseHandle(file_);
	}

	wchar_t *text() const
	{
		return text_;
	}

private:
	HANDLE file_, mapping_;
	wchar_t *text_;
};

static std::vector<std::wstring> words_of(const wchar_t *text)
{
	std::vector<std::wstring> words;
	const wchar_t *blanks = L" ,.\n";

	while (*(text += std::wcsspn(text, blanks))) {
		std::size_t length = std::wcscspn(text, blanks);
		words.push_back(std::wstring(text, length));
		text += length;
	}
	return words;
}

static std::wstring quoted(const std::wstring &text)
{
	wchar_t number[16];

	swprintf_s(number, 16, L"%lu", static_cast<DWORD>(text.size()));
	return L"\"" + text + L"\"/" + number;
}

extern "C" int wmain(int argc, wchar_t *argv[])
{
	if (argc != 2) {
		std::fwprintf(stderr, L"usage: %ls file\n", argv[0]);
		return 2;
	}
	try {
		std::map<std::wstring, int> count;
		std::wstring longest;
		File file(argv[1], 4096);

		std::wcscpy(file.text(), L"one fish, two fish.\n"
			    L"A considerably-longer-word-than-sixteen fish");
		for (const std::wstring &word : words_of(file.text())) {
			count[word]++;
			if (word.size() > longest.size())
				longest = word;
		}
		for (const auto &entry : count)
			std::wprintf(L"%-10.10ls %d\n", entry.first.c_str(),
				     entry.second);
		std::wprintf(L"longest: %ls\n", quoted(longest).c_str());
		std::transform(longest.begin(), longest.end(), longest.begin(),
			       [](wchar_t c) { return c == L'-' ? L'_' : c; });
		std::wprintf(L"%ls at %d\n", longest.substr(13, 6).c_str(),
			     static_cast<int>(longest.find(L"word")));
		std::wprintf(L"sizes: %u %u, number %ld, LONG %ld\n",
			     static_cast<unsigned>(sizeof(wchar_t)),
			     static_cast<unsigned>(sizeof(L"ab")),
			     std::wcstol(L"-42", NULL, 10), LONG(-5));
		std::printf("narrow %s %ls %lu\n", "text", L"wide",
			    static_cast<DWORD>(4000000000u));
	} catch (const std::exception &error) {
		std::wprintf(L"%hs: %lu\n", error.what(), GetLastError());
		return 1;
	}
	return 0;
}
