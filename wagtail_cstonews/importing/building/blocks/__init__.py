"""An article's blocks as a page's streams.

:class:`.body.BlockBuilder` is what a site's own builder derives from.
"""
