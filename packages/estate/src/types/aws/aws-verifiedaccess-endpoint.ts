import { defineResourceType } from "../../model/resource-type.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { createdTimeInApi } from "./created-time.ts";

/**
 * An endpoint of Verified Access, which the internet always reaches: who is let in is decided there. AWS Config does not
 * record it.
 */
export const awsVerifiedaccessEndpoint = defineResourceType({
  type: "aws_verifiedaccess_endpoint",
  sources: {
    api: "ec2:DescribeVerifiedAccessEndpoints.VerifiedAccessEndpoints[]",
    apiWhere: (read) => read("Status.Code") !== "deleted",
    cloudformation: "AWS::EC2::VerifiedAccessEndpoint",
  },
  identity: {
    arn: {
      terraform: null,
      api: "arn:{partition}:ec2:{region}:{account}:verified-access-endpoint/{VerifiedAccessEndpointId}",
    },
    id: { api: "VerifiedAccessEndpointId", cloudformation: "VerifiedAccessEndpointId | Ref" },
  },
  attributes: { created_time: createdTimeInApi("CreationTime"), declared_endpoint: declaredEndpoint() },
});
