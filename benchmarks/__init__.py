"""The figures that the project claims, one command each."""
