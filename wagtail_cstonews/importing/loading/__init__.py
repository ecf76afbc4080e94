"""What articles name beside their text, loaded: from files beside the documents, or from the web when asked.

:mod:`..images` and :mod:`..files` say what is wanted, what a file must be, and what is made of it.
"""
