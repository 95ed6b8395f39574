"""`python -m cleanup`: the same as the command `cleanup`."""

from cleanup.cli import main

if __name__ == "__main__":
    main()
