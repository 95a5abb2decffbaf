/* SPDX-License-Identifier: MIT */
/* Keys from the terminal, without waiting for the end of a line. */
#ifndef NAMEDMAP_CONIO_H
#define NAMEDMAP_CONIO_H

#include <poll.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

static inline int namedmap_conio_read(int echo)
{
	struct termios before, raw;
	unsigned char key;
	int terminal, got;

	fflush(stdout);
	terminal = !tcgetattr(STDIN_FILENO, &before);
	if (terminal) {
		raw = before;
		raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
		if (echo)
			raw.c_lflag |= ECHO;
		tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	}
	got = read(STDIN_FILENO, &key, 1) == 1;
	if (terminal)
		tcsetattr(STDIN_FILENO, TCSANOW, &before);
	return got ? key : EOF;
}

static inline int _getch(void)
{
	return namedmap_conio_read(0);
}

static inline int _getche(void)
{
	return namedmap_conio_read(1);
}

static inline int _kbhit(void)
{
	struct termios before, raw;
	struct pollfd keys = { STDIN_FILENO, POLLIN, 0 };
	int terminal, hit;

	terminal = !tcgetattr(STDIN_FILENO, &before);
	if (terminal) {
		raw = before;
		raw.c_lflag &= ~(tcflag_t)ICANON;
		tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	}
	hit = poll(&keys, 1, 0) > 0;
	if (terminal)
		tcsetattr(STDIN_FILENO, TCSANOW, &before);
	return hit;
}

static inline int _putch(int character)
{
	return putchar(character);
}

static inline int _cputs(const char *text)
{
	return fputs(text, stdout) < 0;
}

#define _cprintf printf
#define getch _getch
#define getche _getche
#define kbhit _kbhit
#define putch _putch
#define cputs _cputs
#define cprintf printf

#endif
