// SPDX-License-Identifier: MIT
//
// A document that is edited in a copy-on-write view, with undo: the file never
// changes until the edit is committed through a writable view. In the style of
// C++ programs that wrap handles in classes.

#define NOMINMAX
#include <windows.h>

#include <algorithm>
#include <cstring>
#include <iostream>
#include <stdexcept>
#include <string>

namespace {

class Win32Error : public std::runtime_error {
public:
    explicit Win32Error(const char *what)
        : std::runtime_error(std::string(what) + ": error " +
                             std::to_string(::GetLastError())) {}
};

class Handle {
public:
    explicit Handle(HANDLE handle, const char *what) : handle_(handle)
    {
        if (handle_ == nullptr || handle_ == INVALID_HANDLE_VALUE)
            throw Win32Error(what);
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle() { ::CloseHandle(handle_); }
    HANDLE get() const { return handle_; }

private:
    HANDLE handle_;
};

class View {
public:
    View(const Handle &mapping, DWORD access)
        : data_(static_cast<char *>(
              ::MapViewOfFile(mapping.get(), access, 0, 0, 0)))
    {
        if (data_ == nullptr)
            throw Win32Error("MapViewOfFile");
    }
    View(const View &) = delete;
    View &operator=(const View &) = delete;
    ~View() { ::UnmapViewOfFile(data_); }
    char *begin() { return data_; }
    std::string text(size_t size) const { return std::string(data_, size); }

private:
    char *data_;
};

const std::string original = "The quick brown fox jumps over the lazy dog.";

void createDocument(const char *path)
{
    Handle file(::CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, nullptr,
                              CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr),
                "CreateFile");
    DWORD written = 0;
    if (!::WriteFile(file.get(), original.data(),
                     static_cast<DWORD>(original.size()), &written, nullptr))
        throw Win32Error("WriteFile");
    std::cout << "wrote " << written << " bytes\n";
}

void replaceWord(char *text, size_t size, const std::string &from,
                 const std::string &to)
{
    char *end = text + size;
    char *at = std::search(text, end, from.begin(), from.end());
    if (at != end)
        std::copy(to.begin(), to.end(), at);
}

void editDocument(const char *path)
{
    Handle file(::CreateFileA(path, GENERIC_READ, FILE_SHARE_READ, nullptr,
                              OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr),
                "CreateFile");
    Handle mapping(::CreateFileMappingA(file.get(), nullptr, PAGE_WRITECOPY, 0,
                                        0, nullptr),
                   "CreateFileMapping");
    View edited(mapping, FILE_MAP_COPY);
    View unedited(mapping, FILE_MAP_READ);

    replaceWord(edited.begin(), original.size(), "quick", "agile");
    replaceWord(edited.begin(), original.size(), "lazy", "idle");
    std::cout << "edited:   " << edited.text(original.size()) << '\n'
              << "unedited: " << unedited.text(original.size()) << '\n';

    View undone(mapping, FILE_MAP_COPY);
    std::cout << "undone:   " << undone.text(original.size()) << '\n';

    if (::MapViewOfFile(mapping.get(), FILE_MAP_WRITE, 0, 0, 0) == nullptr)
        std::cout << "a writable view is refused: error " << ::GetLastError()
                  << '\n';
    try {
        Handle refused(::CreateFileMappingA(file.get(), nullptr, PAGE_READWRITE,
                                            0, 0, nullptr),
                       "CreateFileMapping PAGE_READWRITE");
    } catch (const Win32Error &error) {
        std::cout << error.what() << '\n';
    }
}

void commitDocument(const char *path)
{
    Handle file(::CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, nullptr,
                              OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr),
                "CreateFile");
    Handle mapping(::CreateFileMappingA(file.get(), nullptr, PAGE_READWRITE, 0,
                                        0, nullptr),
                   "CreateFileMapping");
    {
        View document(mapping, FILE_MAP_ALL_ACCESS);
        replaceWord(document.begin(), original.size(), "brown", "green");
        if (!::FlushViewOfFile(document.begin(), 0))
            throw Win32Error("FlushViewOfFile");
    }
    char text[64] = "";
    DWORD read = 0;
    if (!::ReadFile(file.get(), text, sizeof(text), &read, nullptr))
        throw Win32Error("ReadFile");
    std::cout << "on disk:  " << std::string(text, read) << '\n';
}

} // namespace

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "document.txt";
    try {
        createDocument(path);
        editDocument(path);
        commitDocument(path);
    } catch (const std::exception &error) {
        std::cout << "failed: " << error.what() << '\n';
        return 1;
    }
    if (!::DeleteFileA(path))
        std::cout << "not deleted: error " << ::GetLastError() << '\n';
    return 0;
}
