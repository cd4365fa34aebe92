"""The door: AWS JSON 1.1 over ASGI, driven by botocore's own service models.

A request's ``X-Amz-Target`` names service and operation; two look-ups find the function that answers it. Requests
are checked against the input shape as AWS checks them, replies against the output shape.
"""
