import { boolean, defineResourceType, unavailable } from "../../model/resource-type.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { createdTimeInApi } from "./created-time.ts";

const unpublished = "AWS Config records the type and publishes no properties of it; named as in CloudFormation";

/** An accelerator of Global Accelerator: two addresses at the edge of AWS. */
export const awsGlobalacceleratorAccelerator = defineResourceType({
  type: "aws_globalaccelerator_accelerator",
  sources: {
    config: "AWS::GlobalAccelerator::Accelerator",
    unchecked: unpublished,
    api: "globalaccelerator:ListAccelerators.Accelerators[]",
    cloudformation: "AWS::GlobalAccelerator::Accelerator",
  },
  identity: {
    arn: {
      config: "AcceleratorArn",
      unchecked: unpublished,
      api: "AcceleratorArn",
      cloudformation: "AcceleratorArn | Ref",
    },
  },
  attributes: {
    created_time: createdTimeInApi("CreatedTime"),
    enabled: boolean({
      config: "Enabled",
      unchecked: unpublished,
      api: "Enabled",
      cloudformation: "Enabled",
      whenOmitted: { terraform: true, config: unavailable, api: unavailable, cloudformation: true },
    }),
    declared_endpoint: declaredEndpoint(),
  },
  isGlobal: true,
});
