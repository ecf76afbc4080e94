"""Caches between the site and its readers: what they may keep, and what they are told to forget."""
