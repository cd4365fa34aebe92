"""The bucket that functions' packages are deployed from: private, encrypted, one per account and region."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from tickstack.deployment.packages import Package
from tickstack.errors import TickstackError

OnBytes = Callable[[Package, int], None]
"""Called with the package and the bytes that were sent since the last call."""


class ArtifactError(TickstackError):
    """The artifact bucket cannot be used."""


@dataclass(frozen=True)
class ArtifactBucket:
    """The artifact bucket of ``account`` in ``region``, spoken to through an S3 client."""

    s3: Any
    account: str
    region: str

    @property
    def name(self) -> str:
        """Its name, which holds account and region since names of buckets are shared by everybody."""
        return f"tickstack-artifacts-{self.account}-{self.region}"

    def missing(self, packages: Iterable[Package]) -> tuple[Package, ...]:
        """The packages that are not there yet."""
        return tuple(package for package in packages if not self._holds(package))

    def upload(self, packages: Iterable[Package], on_bytes: OnBytes = lambda _package, _sent: None) -> None:
        """Make the bucket where it is absent, and send what it lacks: a key names its content, so it never changes."""
        packages = self.missing(packages)
        if not packages:
            return
        if not self._exists():
            self._create()
        for package in packages:
            self.s3.upload_file(
                str(package.path),
                self.name,
                package.key,
                ExtraArgs={"ExpectedBucketOwner": self.account},
                Callback=lambda sent, package=package: on_bytes(package, sent),
            )

    def _holds(self, package: Package) -> bool:
        return self._found(
            lambda: self.s3.head_object(Bucket=self.name, Key=package.key, ExpectedBucketOwner=self.account)
        )

    def _exists(self) -> bool:
        return self._found(lambda: self.s3.head_bucket(Bucket=self.name, ExpectedBucketOwner=self.account))

    def _create(self) -> None:
        # us-east-1 is S3's default and may not be named.
        place = {} if self.region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": self.region}}
        self.s3.create_bucket(Bucket=self.name, **place)
        self.s3.put_public_access_block(
            Bucket=self.name,
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": True,
                "BlockPublicPolicy": True,
                "IgnorePublicAcls": True,
                "RestrictPublicBuckets": True,
            },
        )
        self.s3.put_bucket_encryption(
            Bucket=self.name,
            ServerSideEncryptionConfiguration={
                "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
            },
        )

    def _found(self, head: Callable[[], object]) -> bool:
        try:
            head()
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in ("404", "NoSuchBucket", "NoSuchKey"):
                return False
            if code == "403":
                raise ArtifactError(
                    f"bucket {self.name} is refused: it belongs to another account than {self.account}, "
                    "or these credentials lack s3:ListBucket and s3:GetObject there"
                ) from error
            raise
        return True
