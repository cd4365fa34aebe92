"""A template with a Kinesis stream in front: of a delivery stream with a transformer, and of a function of its own."""

import json
from typing import Any

TRANSFORMER = """
import base64
import json


def handler(event, context):
    def line(record):
        seen = record["kinesisRecordMetadata"] | {"data": base64.b64decode(record["data"]).decode()}
        seen["source"] = event["sourceKinesisStreamArn"]
        return base64.b64encode((json.dumps(seen) + "\\n").encode()).decode()

    return {
        "records": [
            {"recordId": record["recordId"], "result": "Ok", "data": line(record)} for record in event["records"]
        ]
    }
"""

CONSUMER = """
import base64
import os
import uuid

import boto3

s3 = boto3.client("s3", endpoint_url=os.environ.get("AWS_ENDPOINT_URL"))


def handler(event, context):
    lines = [base64.b64decode(record["kinesis"]["data"]) for record in event["Records"]]
    s3.put_object(Bucket=os.environ["BUCKET"], Key=f"consumed/{uuid.uuid4()}", Body=b"\\n".join(lines) + b"\\n")
"""


def _role(service: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": document}}


def _function(code: str, **variables: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Runtime": "python3.13",
            "Handler": "index.handler",
            "Timeout": 30,
            "Role": _arn("FunctionRole"),
            "Code": {"ZipFile": code},
            "Environment": {"Variables": variables},
        },
    }


def _arn(name: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [name, "Arn"]}


def kinesis_template(bucket: str) -> str:
    """The template; its outputs are ``Clicks`` and ``Delivery``, the names of the two streams."""
    parameters = {"LambdaArn": _arn("Transformer"), "BufferSizeInMBs": "1", "BufferIntervalInSeconds": "60"}
    lambda_ = {
        "Type": "Lambda",
        "Parameters": [{"ParameterName": name, "ParameterValue": value} for name, value in parameters.items()],
    }
    resources = {
        "Clicks": {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 2}},
        "DeliveryRole": _role("firehose.amazonaws.com"),
        "FunctionRole": _role("lambda.amazonaws.com"),
        "Transformer": _function(TRANSFORMER),
        "Consumer": _function(CONSUMER, BUCKET=bucket),
        "Mapping": {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "EventSourceArn": _arn("Clicks"),
                "FunctionName": {"Ref": "Consumer"},
                "StartingPosition": "TRIM_HORIZON",
                "BatchSize": 100,
            },
        },
        "Delivery": {
            "Type": "AWS::KinesisFirehose::DeliveryStream",
            "Properties": {
                "DeliveryStreamType": "KinesisStreamAsSource",
                "KinesisStreamSourceConfiguration": {
                    "KinesisStreamARN": _arn("Clicks"),
                    "RoleARN": _arn("DeliveryRole"),
                },
                "ExtendedS3DestinationConfiguration": {
                    "BucketARN": f"arn:aws:s3:::{bucket}",
                    "RoleARN": _arn("DeliveryRole"),
                    "Prefix": "delivered/",
                    "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
                    "ProcessingConfiguration": {"Enabled": True, "Processors": [lambda_]},
                },
            },
        },
    }
    outputs = {name: {"Value": {"Ref": name}} for name in ("Clicks", "Delivery")}
    return json.dumps({"Resources": resources, "Outputs": outputs})
