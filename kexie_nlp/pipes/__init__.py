"""The spaCy components: a `Doc` in, its layers, spans and records out.

One module or subpackage per component. In a subpackage `factory.py` defines the component and `patterns.py` its regular expressions.
"""
