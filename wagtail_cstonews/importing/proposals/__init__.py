"""What an import would change on a page that was edited by hand."""
