"""The lines of a document: where they divide, what they show by themselves, how they are mended."""
