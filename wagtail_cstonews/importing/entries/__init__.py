"""The states of one document in an import: read, planned, loaded, built, recorded."""
