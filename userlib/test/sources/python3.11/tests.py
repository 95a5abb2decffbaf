# SPDX-License-Identifier: MIT
"""Python's own tests of mmap, those for Windows among them."""
import os
import sys
import unittest

import mmap
from test import support
from test.support import import_helper, os_helper  # as on Linux

print(mmap.__file__)
support.use_resources = []
os.name, sys.platform = "nt", "win32"
tests = unittest.defaultTestLoader.loadTestsFromName("test.test_mmap")
result = unittest.TextTestRunner(sys.stdout, verbosity=2).run(tests)
sys.exit(not result.wasSuccessful())
