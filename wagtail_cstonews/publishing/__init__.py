"""How what is stored is shown: by whom it may be seen, in which language, in which form."""
