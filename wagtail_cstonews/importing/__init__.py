"""Articles as pages of the site: build, match with what is there, write in batches, record.

:func:`~wagtail_cstonews.importing.run.run_import` is the way in.
"""
