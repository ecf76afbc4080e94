"""Loads the images and files that articles name: from beside the documents, or from the web on request.

:mod:`..images` and :mod:`..files` say what is wanted, what a file must be, and what is made of it.
"""
