"""The presentation of stored content: visibility, languages, and the shapes of API values."""
