"""What LocalStack keeps in memory, kept on disk, so that a stack that is killed comes back as it was."""
