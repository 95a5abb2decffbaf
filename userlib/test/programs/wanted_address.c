/* SPDX-License-Identifier: MIT */
/*
 * A tree whose nodes point at each other, kept in a file that is mapped at the
 * same address every time, so that the pointers stay true:
 *
 *	wanted_address tree.bin build
 *	wanted_address tree.bin walk
 *
 * In the style of UNICODE programs.
 */
#define UNICODE
#include <windows.h>
#include <stdio.h>
#include <string.h>

#define TREE_NAME     TEXT("Local\\WantedAddressTree")
#define TREE_SIZE     0x30000
#define MAX_NODES     64

typedef struct Node {
    struct Node *Left;
    struct Node *Right;
    int Key;
} Node;

typedef struct Tree {
    struct Tree *Self;          /* where everything expects to be */
    Node *Root;
    LONG Count;
    Node Nodes[MAX_NODES];
} Tree;

static Tree *const Wanted = (Tree *)0x50000000;

static void Insert(Tree *tree, int key)
{
    Node **at = &tree->Root;
    Node *node = &tree->Nodes[tree->Count++];

    node->Key = key;
    while (*at)
        at = key < (*at)->Key ? &(*at)->Left : &(*at)->Right;
    *at = node;
}

static int Walk(const Node *node, int depth)
{
    int left, right;

    if (!node)
        return depth;
    left = Walk(node->Left, depth + 1);
    printf("%d ", node->Key);
    right = Walk(node->Right, depth + 1);
    return left > right ? left : right;
}

static void ShowRefusals(HANDLE mapping)
{
    MEMORY_BASIC_INFORMATION info;
    SYSTEM_INFO system;
    void *other;

    GetSystemInfo(&system);
    printf("granularity %lu\n", (unsigned long)system.dwAllocationGranularity);
    if (!MapViewOfFileEx(mapping, FILE_MAP_READ, 0, 0, 0, Wanted))
        printf("the same address again: error %lu\n",
               (unsigned long)GetLastError());
    if (!MapViewOfFileEx(mapping, FILE_MAP_READ, 0, 0, 0, (char *)Wanted + 4096))
        printf("an address in between: error %lu\n",
               (unsigned long)GetLastError());
    if (!MapViewOfFile(mapping, FILE_MAP_READ, 0, 4096, 0))
        printf("an offset in between: error %lu\n",
               (unsigned long)GetLastError());
    if (!MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, TREE_SIZE + 1))
        printf("a byte too many: error %lu\n", (unsigned long)GetLastError());
    other = MapViewOfFileEx(mapping, FILE_MAP_READ, 0, 0x10000, 0x1001,
                            (char *)Wanted + 0x1000000);
    if (other && VirtualQuery((char *)other + 0x1234, &info, sizeof(info)))
        printf("second view: offset in it %lu, %lu bytes left, protection %lu, "
               "type %lx\n",
               (unsigned long)((char *)info.BaseAddress -
                               (char *)info.AllocationBase),
               (unsigned long)info.RegionSize, (unsigned long)info.Protect,
               (unsigned long)info.Type);
    if (other && UnmapViewOfFile((char *)other + 0x800) &&
        VirtualQuery(other, &info, sizeof(info)))
        printf("after unmapping: state %lx\n", (unsigned long)info.State);
}

static void Build(Tree *tree)
{
    int i;

    ZeroMemory(tree, sizeof(*tree));
    tree->Self = tree;
    for (i = 0; i < 15; i++)
        Insert(tree, i * 7 % 15);
    printf("built %ld nodes\n", (long)tree->Count);
}

int main(int argc, char **argv)
{
    WCHAR path[MAX_PATH];
    HANDLE file, mapping;
    Tree *tree;
    int i;

    if (argc < 3)
        return 2;
    for (i = 0; i < MAX_PATH - 1 && argv[1][i]; i++)
        path[i] = (unsigned char)argv[1][i];
    path[i] = 0;
    file = CreateFile(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL,
                      OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    mapping = CreateFileMapping(file, NULL, PAGE_READWRITE, 0, TREE_SIZE,
                                TREE_NAME);
    if (!mapping) {
        printf("no mapping: error %lu\n", (unsigned long)GetLastError());
        return 1;
    }
    tree = (Tree *)MapViewOfFileEx(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0,
                                   Wanted);
    printf("%s\n", tree == Wanted ? "mapped where wanted" : "NOT mapped there");
    if (tree && strcmp(argv[2], "build") == 0) {
        Build(tree);
    } else if (tree && tree->Self == tree) {
        printf("keys in order: ");
        i = Walk(tree->Root, 0);
        printf("\ndepth %d\n", i);
        ShowRefusals(mapping);
    }
    UnmapViewOfFile(tree);
    CloseHandle(mapping);
    CloseHandle(file);
    return 0;
}
