"""Uploads: documents that come through the browser, from the first byte to the run that imports them.

Nothing here knows of requests. A view or a worker calls :func:`.advancing.advance`, which works on an upload
for about as long as it is told; whoever calls next goes on from there. Nothing is on the site before
:func:`.confirming.confirm`.
"""
