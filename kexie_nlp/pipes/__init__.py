"""The spaCy components, a folder each; `factory.py` makes them, `patterns.py` holds what they look for."""
