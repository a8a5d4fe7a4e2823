"""Prints, as JSON, what botocore's service models and moto's copies of AWS's managed policies say of the given calls."""

import json
import sys

import botocore.session
from botocore.exceptions import UnknownServiceError
from moto.iam.aws_managed_policies import aws_managed_policies_data

session = botocore.session.get_session()


def members(shape):
    return {} if shape is None else {name: member.type_name for name, member in shape.members.items()}


def operation(name):
    service, _, call = name.partition(":")
    model = session.get_service_model(service)
    shape = model.operation_model(call)
    try:
        pages = session.get_paginator_model(service).get_paginator(call)
    except (ValueError, UnknownServiceError):
        pages = {}
    return {
        "signingName": model.signing_name,
        "targetPrefix": model.metadata.get("targetPrefix"),
        "input": members(shape.input_shape),
        "required": list(shape.input_shape.required_members) if shape.input_shape else [],
        "output": members(shape.output_shape),
        "pages": {"input": pages.get("input_token"), "output": pages.get("output_token")},
    }


def actions_of(document):
    statements = document["Statement"]
    for statement in statements if isinstance(statements, list) else [statements]:
        actions = statement.get("Action", [])
        yield from [actions] if isinstance(actions, str) else actions


policies = {name: sorted(actions_of(of["Document"])) for name, of in json.loads(aws_managed_policies_data).items()}
json.dump(
    {
        "operations": {name: operation(name) for name in sys.argv[1:]},
        "readOnly": policies["ReadOnlyAccess"],
        "actions": sorted({action for actions in policies.values() for action in actions}),
    },
    sys.stdout,
)
