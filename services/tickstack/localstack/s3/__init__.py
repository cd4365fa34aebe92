"""S3 that outlives its process: stock's provider, its objects as files and everything else in a journal.

What a client was told is on disk before its answer leaves. ``journal`` keeps records in a file, ``files`` the bytes of
objects, ``catalog`` is what the journal says, ``capture`` what a request changed, ``restore`` makes the stores out of
the catalog, ``state`` is these together, ``store`` stock's way to the bytes, ``provider`` LocalStack's door.
"""
