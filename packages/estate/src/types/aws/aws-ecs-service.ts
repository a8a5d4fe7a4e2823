import { absent, defineResourceType, json, to, unavailable } from "../../model/resource-type.ts";
import { taskNetwork } from "./task-network.ts";

/** A service of ECS, which keeps tasks running. */
export const awsEcsService = defineResourceType({
  type: "aws_ecs_service",
  sources: {
    config: "AWS::ECS::Service",
    api: "ecs:DescribeServices.services[]",
    cloudformation: "AWS::ECS::Service",
  },
  identity: {
    arn: { terraform: "id", config: "ServiceArn", api: "serviceArn", cloudformation: "ServiceArn | Ref" },
  },
  attributes: {
    ...taskNetwork({ isRecorded: true, cloudformation: "AwsvpcConfiguration" }),
    /** As written on the resource itself; policies read what the profile's selectors make of them. */
    tags: json({
      config: "@tags",
      api: "tags",
      cloudformation: "Tags",
      whenOmitted: { terraform: absent, config: absent, api: unavailable, cloudformation: absent },
    }),
  },
  links: { subnet_ids: to("aws_subnet", "id") },
});
