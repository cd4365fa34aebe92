"""Athena's errors by their kind."""

from tickstack.errors import AwsError


def invalid_request(message: str, code: str = "INVALID_INPUT") -> AwsError:
    """InvalidRequestException; its body says ``code`` twice, as AthenaErrorCode and as ErrorCode."""
    return AwsError("InvalidRequestException", message, AthenaErrorCode=code, ErrorCode=code)


def resource_not_found(message: str, resource: str) -> AwsError:
    return AwsError("ResourceNotFoundException", message, ResourceName=resource)


def entity_not_found(request_id: str) -> AwsError:
    """MetadataException with the text that Athena takes over from the catalog's service."""
    return AwsError(
        "MetadataException",
        "Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; "
        f"Request ID: {request_id}; Proxy: null)",
    )
