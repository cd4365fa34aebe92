"""The CloudFormation template on its way to an account, local or AWS."""
