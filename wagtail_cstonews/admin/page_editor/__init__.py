"""What Wagtail's own screens say of an imported page: a side panel in the editor, columns in the list."""
