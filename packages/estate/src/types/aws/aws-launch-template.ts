import { absent, boolean, defineResourceType, json, list, listOf, string, to } from "../../model/resource-type.ts";
import { declaredTierIn } from "./declared.ts";

/** What EC2 instances are launched by; the API is asked for the latest version, which is what Terraform manages. */
export const awsLaunchTemplate = defineResourceType({
  type: "aws_launch_template",
  sources: {
    config: "AWS::EC2::LaunchTemplate",
    api: "ec2:DescribeLaunchTemplateVersions.LaunchTemplateVersions[]",
    cloudformation: "AWS::EC2::LaunchTemplate",
  },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{account}:launch-template/{LaunchTemplateId}" },
    id: { config: "@resourceId", api: "LaunchTemplateId", cloudformation: "LaunchTemplateId | Ref" },
  },
  attributes: {
    network_interfaces: list(
      {
        associate_public_ip_address: boolean({
          config: "AssociatePublicIpAddress",
          api: "AssociatePublicIpAddress",
          cloudformation: "AssociatePublicIpAddress",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
          note: "Left out, the subnet of the launch decides.",
        }),
        network_interface_id: string({
          config: "NetworkInterfaceId",
          api: "NetworkInterfaceId",
          cloudformation: "NetworkInterfaceId",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
      },
      {
        config: "LaunchTemplateData.NetworkInterfaces",
        api: "LaunchTemplateData.NetworkInterfaces",
        cloudformation: "LaunchTemplateData.NetworkInterfaces",
        whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
      },
    ),
    subnet_ids: listOf(string(), {
      terraform: "network_interfaces.subnet_id",
      config: "LaunchTemplateData.NetworkInterfaces.SubnetId",
      api: "LaunchTemplateData.NetworkInterfaces.SubnetId",
      cloudformation: "LaunchTemplateData.NetworkInterfaces.SubnetId",
      isSparse: true,
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    /** As written on the resource itself; policies read what the profile's selectors make of them. */
    tags: json({
      cloudformation: "TagSpecifications[].Tags",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    tier: declaredTierIn("subnet_ids"),
  },
  links: { subnet_ids: to("aws_subnet", "id") },
});
