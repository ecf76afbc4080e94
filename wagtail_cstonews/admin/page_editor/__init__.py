"""What Wagtail's own screens of pages say of an imported page: its side panel in the editor, and its columns in
the list of pages.
"""
