"""Runs the command `kexie` as `python -m kexie_nlp`."""
from kexie_nlp.cli import main

if __name__ == "__main__":
    main()
