"""``python -m nachtwacht``."""

from nachtwacht.cli import main

if __name__ == "__main__":
    main()
