"""Builders of heads, one for each kind of page; each part of a head is a property that a site's own may
replace.
"""
