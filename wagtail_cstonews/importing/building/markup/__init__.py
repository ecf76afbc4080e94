"""What an article's mark-up holds: rich text, addresses, images and files."""
