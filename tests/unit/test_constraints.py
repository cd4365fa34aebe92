from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel, StructureShape

from tickstack.constraints import Framework, java_pattern, violations

SERVICES = ("athena", "firehose", "glue")
MODELS = {name: ServiceModel(Loader().load_service_model(name, "service-2"), name) for name in SERVICES}


def shape(service: str, operation: str) -> StructureShape:
    found = MODELS[service].operation_model(operation).input_shape
    assert found is not None
    return found


ATHENA = Framework(shows_values=False)
NULL = "failed to satisfy constraint: Member must not be null"


@pytest.mark.parametrize(
    ("operation", "request_", "message"),
    [
        ("GetQueryExecution", {"QueryExecutionId": "x"}, None),
        ("GetQueryExecution", {}, f"1 validation error detected: Value null at 'queryExecutionId' {NULL}"),
        (
            "CreateNamedQuery",
            {"Database": "d"},
            f"2 validation errors detected: Value null at 'name' {NULL}; Value null at 'queryString' {NULL}",
        ),
        (
            "GetQueryResults",
            {"QueryExecutionId": "x", "MaxResults": 0},
            (
                "1 validation error detected: Value at 'maxResults' failed to satisfy constraint: Member must "
                "have value greater than or equal to 1"
            ),
        ),
        (
            "UpdateWorkGroup",
            {"WorkGroup": "w", "ConfigurationUpdates": {"BytesScannedCutoffPerQuery": 9_999_999}},
            (
                "1 validation error detected: Value at 'configurationUpdates.bytesScannedCutoffPerQuery' failed to "
                "satisfy constraint: Member must have value greater than or equal to 10000000"
            ),
        ),
        (
            "ListQueryExecutions",
            {"MaxResults": 51},
            (
                "1 validation error detected: Value at 'maxResults' failed to satisfy constraint: Member must "
                "have value less than or equal to 50"
            ),
        ),
        (
            "StartQueryExecution",
            {"QueryString": "", "ResultConfiguration": {"EncryptionConfiguration": {"EncryptionOption": "ROT13"}}},
            (
                "2 validation errors detected: Value at 'queryString' failed to satisfy constraint: Member must have "
                "length greater than or equal to 1; Value at 'resultConfiguration.encryptionConfiguration."
                "encryptionOption' failed to satisfy constraint: Member must satisfy enum value set: "
                "[SSE_S3, SSE_KMS, CSE_KMS]"
            ),
        ),
        (
            "StartQueryExecution",
            {"QueryString": "SELECT 1", "WorkGroup": "a b"},
            (
                "1 validation error detected: Value at 'workGroup' failed to satisfy constraint: Member must satisfy "
                "regular expression pattern: [a-zA-Z0-9._-]{1,128}"
            ),
        ),
    ],
)
def test_constraints_in_the_frameworks_words(operation: str, request_: dict[str, Any], message: str | None) -> None:
    assert violations(shape("athena", operation), request_, operation, ATHENA) == message


def test_lists_of_texts_and_of_structures() -> None:
    request = {"CatalogId": "", "DatabaseName": "d", "TablesToDelete": ["a", ""]}
    message = violations(shape("glue", "BatchDeleteTable"), request, "BatchDeleteTable", Framework())
    assert message is not None
    assert "Value '' at 'catalogId' failed to satisfy constraint: Member must have length" in message
    assert (
        "Value '[a, ]' at 'tablesToDelete' failed to satisfy constraint: Member must satisfy constraint: [" in message
    )
    nested = {"Name": "w", "Tags": [{"Key": "k"}, {"Key": ""}]}
    message = violations(shape("athena", "CreateWorkGroup"), nested, "CreateWorkGroup", Framework())
    assert message is not None
    assert "'tags.2.member.key'" in message


def test_a_service_may_locate_the_items_of_lists() -> None:
    request = {"DeliveryStreamName": "d", "TagKeys": ["a", ""]}
    message = violations(
        shape("firehose", "UntagDeliveryStream"), request, "UntagDeliveryStream", Framework(locates_items=True)
    )
    assert message == (
        "1 validation error detected: Value '' at 'tagKeys.2.member' failed to satisfy constraint: Member must have "
        "length greater than or equal to 1"
    )


def test_a_service_may_enforce_other_bounds_than_its_model() -> None:
    framework = Framework(maxima={("GetQueryResults", "MaxResults"): 100_000}, counts_bytes=frozenset({"QueryString"}))
    results = {"QueryExecutionId": "x", "MaxResults": 100_000}
    assert violations(shape("athena", "GetQueryResults"), results, "GetQueryResults", framework) is None
    umlauts = {"QueryString": "ü" * 140_000}
    assert violations(shape("athena", "StartQueryExecution"), umlauts, "StartQueryExecution", framework) is not None
    assert violations(shape("athena", "StartQueryExecution"), umlauts, "StartQueryExecution", Framework()) is None


@pytest.mark.parametrize("service", MODELS)
def test_every_pattern_of_the_models_compiles(service: str) -> None:
    model = MODELS[service]
    for name in model.shape_names:
        pattern = model.shape_for(name).metadata.get("pattern")
        if pattern:
            java_pattern(pattern)


def test_astral_characters_fit_the_models_patterns() -> None:
    pattern = shape("glue", "GetTable").members["Name"].metadata["pattern"]
    assert java_pattern(pattern).fullmatch("ticks 🙂")
    assert not java_pattern(pattern).fullmatch("line\nend")
