import pytest

from tickstack.wire.identity import Identity, identify

DEFAULT = Identity("000000000000", "us-east-1")


@pytest.mark.parametrize(
    ("header", "identity"),
    [
        (None, DEFAULT),
        ("Bearer x", DEFAULT),
        (
            "AWS4-HMAC-SHA256 Credential=123456789012/20200514/eu-west-1/athena/aws4_request, SignedHeaders=host",
            Identity("123456789012", "eu-west-1"),
        ),
        (
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20200514/us-west-2/glue/aws4_request, Signature=0",
            Identity("000000000000", "us-west-2"),
        ),
    ],
)
def test_the_signature_names_account_and_region(header: str | None, identity: Identity) -> None:
    assert identify(header, DEFAULT) == identity
