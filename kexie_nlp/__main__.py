"""`python -m kexie_nlp` is the command `kexie`."""
from kexie_nlp.cli import main

if __name__ == "__main__":
    main()
