import { absent, defineResourceType, enumeration, listOf, string, unavailable } from "../../model/resource-type.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { declaredWafIncapable } from "./declared.ts";

/** A server of Transfer Family. WAF cannot protect it. */
export const awsTransferServer = defineResourceType({
  type: "aws_transfer_server",
  sources: {
    config: "AWS::Transfer::Server",
    unchecked: "recordable, without a published list of fields",
    api: "transfer:DescribeServer.Server",
    cloudformation: "AWS::Transfer::Server",
  },
  identity: { arn: { api: "Arn", cloudformation: "Arn | Ref" } },
  attributes: {
    // https://docs.aws.amazon.com/transfer/latest/APIReference/API_CreateServer.html: PUBLIC if no value is provided.
    endpoint_type: enumeration(["PUBLIC", "VPC", "VPC_ENDPOINT"], {
      api: "EndpointType",
      cloudformation: "EndpointType",
      whenOmitted: { terraform: "PUBLIC", api: unavailable, cloudformation: "PUBLIC" },
    }),
    /** The Elastic IP addresses of an endpoint in a VPC; without one it answers inside the VPC alone. */
    address_allocation_ids: listOf(string(), {
      terraform: "endpoint_details.address_allocation_ids",
      manyInBlock: true,
      api: "EndpointDetails.AddressAllocationIds",
      cloudformation: "EndpointDetails.AddressAllocationIds",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    declared_endpoint: declaredEndpoint(),
    declared_waf_incapable: declaredWafIncapable(),
  },
});
