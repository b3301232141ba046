"""`python -m edition`: see `cli.py`."""

import sys

from edition.cli import main

if __name__ == "__main__":
    sys.exit(main())
