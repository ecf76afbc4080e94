"""The review desk: imported documents that need a person to look at them, worst first, and each by itself."""
