#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The shell of "make vm", as somebody at a terminal meets it."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time

TOP = os.path.realpath(os.path.join(os.path.dirname(__file__), "../../.."))
PROMPT = rb"namedmap-vm:[^\r\n]*# "
LIMIT = 300


class Terminal:
    """A program on a terminal of 33 rows and 101 columns."""

    def __init__(self, *command):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 101, 0, 0))
        self.process = subprocess.Popen(
            command, cwd=TOP, stdin=slave, stdout=slave, stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)
        self.pending = b""

    def read(self, timeout):
        ready, _, _ = select.select([self.master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.pending += data
        return bool(data)

    def expect(self, pattern):
        """What came before the pattern and the pattern, or None."""
        end = time.monotonic() + LIMIT
        while not re.search(pattern, self.pending):
            if time.monotonic() > end or not self.read(end - time.monotonic()):
                return None
        end = re.search(pattern, self.pending).end()
        text, self.pending = self.pending[:end], self.pending[end:]
        return text

    def type(self, text):
        os.write(self.master, text)

    def status(self):
        while self.read(LIMIT):
            pass
        return self.process.wait(LIMIT)


results = []


def check(text, holds):
    results.append(bool(holds))
    print("ok" if holds else "not ok", len(results), "-", text, flush=True)


def main():
    print("TAP version 13", flush=True)
    vm = Terminal("make", "-s", "vm")
    start = vm.expect(PROMPT)
    check("a prompt appears", start)
    check("how to leave is said before it",
          start and b"exit" in start and b"Ctrl-D" in start)
    check("nothing of the boot shows", start and b"Run /init" not in start)

    vm.type(b"stty size; test -c /dev/namedmap && echo is $((40 + 2))\n")
    text = vm.expect(PROMPT)
    check("the shell has the terminal's size", text and b"33 101" in text)
    check("the device is there", text and b"is 42" in text)

    vm.type(b"sh -c 'echo in $((40 + 3)); exec cat'\n")
    vm.expect(rb"in 43")
    vm.type(b"\x03")
    check("Ctrl-C ends the program inside, not the VM", vm.expect(PROMPT))

    vm.type(b"sh -c 'echo in $((40 + 4)); exec sleep 1000'\n")
    vm.expect(rb"in 44")
    vm.type(b"\x1a")
    check("Ctrl-Z stops the program inside",
          vm.expect(rb"Stopped") and vm.expect(PROMPT))
    # "wait" would at times miss the end of a job that was stopped
    vm.type(b"kill %1; while pgrep -x sleep; do :; done >/dev/null\n")
    vm.expect(PROMPT)
    vm.type(b"\x04")
    check("Ctrl-D leaves, with success", vm.status() == 0)
    print("1..%d" % len(results))
    return 0 if all(results) else 1


sys.exit(main())
