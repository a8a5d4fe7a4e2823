import { defineResourceType } from "../../model/resource-type.ts";

/** An instance of Verified Access, whose endpoints the internet always reaches. AWS Config does not record it. */
export const awsVerifiedaccessInstance = defineResourceType({
  type: "aws_verifiedaccess_instance",
  sources: {
    api: "ec2:DescribeVerifiedAccessInstances.VerifiedAccessInstances[]",
    cloudformation: "AWS::EC2::VerifiedAccessInstance",
  },
  identity: {
    arn: {
      terraform: null,
      api: "arn:{partition}:ec2:{region}:{account}:verified-access-instance/{VerifiedAccessInstanceId}",
    },
    id: { api: "VerifiedAccessInstanceId", cloudformation: "VerifiedAccessInstanceId | Ref" },
  },
  attributes: {},
});
