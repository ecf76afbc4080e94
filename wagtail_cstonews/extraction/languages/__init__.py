"""What depends on the language of a text: dates, verbs of saying, boilerplate.

The words themselves are in ``lang``, one module a language.
"""
