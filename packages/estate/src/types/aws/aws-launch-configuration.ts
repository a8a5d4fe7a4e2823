import { absent, boolean, defineResourceType } from "../../model/resource-type.ts";
import { declaredTier } from "./declared.ts";

/** What the instances of an Auto Scaling group were launched by before launch templates. */
export const awsLaunchConfiguration = defineResourceType({
  type: "aws_launch_configuration",
  sources: {
    config: "AWS::AutoScaling::LaunchConfiguration",
    api: "autoscaling:DescribeLaunchConfigurations.LaunchConfigurations[]",
    cloudformation: "AWS::AutoScaling::LaunchConfiguration",
  },
  identity: {
    arn: { config: "launchConfigurationARN", api: "LaunchConfigurationARN" },
    name: {
      config: "launchConfigurationName",
      api: "LaunchConfigurationName",
      cloudformation: "LaunchConfigurationName | Ref",
    },
  },
  attributes: {
    associate_public_ip_address: boolean({
      config: "associatePublicIpAddress",
      api: "AssociatePublicIpAddress",
      cloudformation: "AssociatePublicIpAddress",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
      note: "Left out, the subnet of the launch decides.",
    }),
    tier: declaredTier(),
  },
});
