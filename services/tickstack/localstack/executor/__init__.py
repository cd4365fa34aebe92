"""Lambda functions as processes of this machine, driven through AWS's own runtime client."""
