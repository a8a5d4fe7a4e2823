import { absent, defineResourceType, json, to, unavailable } from "../../model/resource-type.ts";
import { taskNetwork } from "./task-network.ts";

/** Tasks of a service of ECS that something else than ECS deploys. */
export const awsEcsTaskSet = defineResourceType({
  type: "aws_ecs_task_set",
  sources: { api: "ecs:DescribeServices.services[].taskSets[]", cloudformation: "AWS::ECS::TaskSet" },
  identity: { arn: { api: "taskSetArn" } },
  attributes: {
    ...taskNetwork({ isRecorded: false, cloudformation: "AwsVpcConfiguration" }),
    /** As written on the resource itself; policies read what the profile's selectors make of them. */
    tags: json({
      api: "tags",
      cloudformation: "Tags",
      whenOmitted: { terraform: absent, api: unavailable, cloudformation: absent },
    }),
  },
  links: { subnet_ids: to("aws_subnet", "id") },
});
