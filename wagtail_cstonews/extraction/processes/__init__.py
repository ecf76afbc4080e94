"""Runs extraction in several processes, with a time limit for each document."""
