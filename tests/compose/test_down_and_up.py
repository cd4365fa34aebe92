"""``down`` leaves the volumes and nothing else, ``up`` finds the stack as it was, ``down --volumes`` forgets."""

import uuid

import pytest

from containers import Project
from load import tick

pytestmark = [pytest.mark.docker, pytest.mark.timeout(600)]


def test_what_was_delivered_survives_until_it_is_to_be_forgotten(containers: Project) -> None:
    name = uuid.uuid4().hex
    statement = f"SELECT count(DISTINCT name) AS names FROM ticks WHERE name = '{name}'"
    pipeline = containers.pipeline()
    pipeline.put([tick(name)])
    pipeline.delivered(1, where=lambda record: record["name"] == name)
    pipeline.crawl()
    assert pipeline.query(statement) == [{"names": 1}]
    (query, *_) = queries(containers)
    before = kept(containers, query)

    containers.run("down")
    assert (containers.left("container"), containers.left("network")) == ([], [])
    volumes = set(containers.left("volume"))
    assert volumes == {f"{containers.name}_{volume}" for volume in ("localstack", "query", "market")}
    containers.up()
    assert kept(containers, query) == before
    assert containers.pipeline().query(statement) == [{"names": 1}]

    containers.run("down", "--volumes")
    assert not any(containers.left(kind) for kind in ("container", "network", "volume"))
    containers.up()
    fresh = containers.pipeline()
    assert fresh.clients("s3").list_objects_v2(Bucket=fresh.outputs["DataBucketName"])["KeyCount"] == 0
    assert fresh.clients("glue").get_tables(DatabaseName=fresh.outputs["DatabaseName"])["TableList"] == []
    assert query not in queries(containers)


def queries(project: Project) -> list[str]:
    """The ids of the workgroup's executions, the latest first."""
    outputs = project.pipeline().outputs
    listed: list[str] = project.clients("athena").list_query_executions(WorkGroup=outputs["WorkGroupName"])[
        "QueryExecutionIds"
    ]
    return listed


def kept(project: Project, query: str) -> dict[str, object]:
    """What is to outlive the containers, as clients see it."""
    clients, outputs = project.clients, project.pipeline().outputs
    listed = clients("s3").list_objects_v2(Bucket=outputs["DataBucketName"])["Contents"]
    (table,) = clients("glue").get_tables(DatabaseName=outputs["DatabaseName"])["TableList"]
    return {
        "outputs": outputs,
        "objects": {item["Key"]: (item["ETag"], item["LastModified"]) for item in listed},
        "table": table,
        "result": clients("athena").get_query_results(QueryExecutionId=query)["ResultSet"],
    }
