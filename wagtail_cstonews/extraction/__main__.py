"""Runs the command line of :mod:`.command` as ``python -m wagtail_cstonews.extraction``."""

import sys

from .command import main

if __name__ == "__main__":
    sys.exit(main())
