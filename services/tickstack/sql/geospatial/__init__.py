"""Geometries, on the plane and on the globe, and the forms in which they are written."""
