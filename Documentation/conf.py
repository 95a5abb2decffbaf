# SPDX-License-Identifier: GPL-2.0-only
"""How Sphinx builds these pages. KERNEL_SOURCE names a kernel source tree: the
kernel-doc directive and the script behind it are taken from there."""
import os
import sys

source = os.environ["KERNEL_SOURCE"]
sys.path.insert(0, os.path.join(source, "Documentation/sphinx"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

project = "namedmap"
author = "The namedmap authors"
extensions = ["kerneldoc", "refused_rows", "test_role"]
html_theme = "alabaster"
html_copy_source = False
html_show_copyright = False
primary_domain = "c"
highlight_language = "none"

here = os.path.dirname(os.path.abspath(__file__))
kerneldoc_bin = os.path.join(here, "kernel-doc.sh")
kerneldoc_srctree = os.path.dirname(here)
kerneldoc_verbosity = 0

# Types of the C library and the kernel that no page here describes.
nitpick_ignore = [("c:identifier", name) for name in (
    "__u32", "__s32", "__aligned_u64")]
