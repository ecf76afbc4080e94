"""What holds files: folders, archives, standard input."""
