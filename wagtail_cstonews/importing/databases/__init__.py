"""What an import sets otherwise in a database while it lasts."""
