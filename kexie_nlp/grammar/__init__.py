"""Numbering, numbers, quantities and times: each grammar finds and parses in one pass. Imports no other room."""
