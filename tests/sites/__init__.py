"""Settings of sites that differ from the one of the tests; each is tried in a process of its own."""
