import { absent, computed, defineResourceType, json, string, to, unavailable } from "../../model/resource-type.ts";

/** The containers that an ECS task runs. */
export const awsEcsTaskDefinition = defineResourceType({
  type: "aws_ecs_task_definition",
  sources: {
    config: "AWS::ECS::TaskDefinition",
    api: "ecs:DescribeTaskDefinition.taskDefinition",
    cloudformation: "AWS::ECS::TaskDefinition",
  },
  identity: {
    arn: { config: "TaskDefinitionArn", api: "taskDefinitionArn", cloudformation: "TaskDefinitionArn | Ref" },
  },
  attributes: {
    family: string({
      config: "Family",
      api: "family",
      cloudformation: "Family",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    /** The decoded list; members are written as ECS does in Terraform, and in upper case elsewhere. */
    container_definitions: json({
      config: "ContainerDefinitions",
      api: "containerDefinitions",
      cloudformation: "ContainerDefinitions",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: absent },
    }),
    network_mode: string({
      config: "NetworkMode",
      api: "networkMode",
      cloudformation: "NetworkMode",
      whenOmitted: { terraform: computed, config: unavailable, api: absent, cloudformation: computed },
    }),
    execution_role_arn: string({
      config: "ExecutionRoleArn",
      api: "executionRoleArn",
      cloudformation: "ExecutionRoleArn",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    task_role_arn: string({
      config: "TaskRoleArn",
      api: "taskRoleArn",
      cloudformation: "TaskRoleArn",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
  },
  links: {
    execution_role_arn: to("aws_iam_role", "arn"),
    task_role_arn: to("aws_iam_role", "arn"),
  },
});
