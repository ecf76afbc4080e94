"""Language-dependent rules: dates, reporting verbs, boilerplate.

The word lists are in ``lang``, one module per language.
"""
