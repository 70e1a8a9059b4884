"""Readers of other people's files. They take text and give values; what it means for an engagement is told elsewhere.

Nothing that is read is kept but sums: no query, no address, no name of a host leaves a reader.
"""
