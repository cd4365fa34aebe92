"""CloudFormation's Glue and Athena resource types, which LocalStack's edition lacks: a row for each."""
