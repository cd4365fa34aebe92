"""Sketches of many values in few bytes: the types hyperloglog, p4hyperloglog, qdigest, setdigest and tdigest.

In the bytes of https://github.com/airlift/airlift (stats), which are what a cast to varbinary shows.
"""
