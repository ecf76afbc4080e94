"""Containers of files: folders, archives, standard input."""
