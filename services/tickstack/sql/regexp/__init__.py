"""Java's regular expressions."""
