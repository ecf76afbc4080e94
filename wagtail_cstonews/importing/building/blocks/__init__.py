"""Convert an article's blocks to the values of a page's StreamFields.

:class:`.body.BlockBuilder` is what a site's own builder derives from.
"""
