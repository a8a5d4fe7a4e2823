import { boolean, defineResourceType, unavailable } from "../../model/resource-type.ts";

/** A machine image. */
export const awsAmi = defineResourceType({
  type: "aws_ami",
  sources: { api: "ec2:DescribeImages.Images[]" },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}::image/{ImageId}" },
    id: { api: "ImageId" },
  },
  attributes: {
    public: boolean({
      api: "Public",
      whenOmitted: { terraform: false, api: unavailable },
      note: "A new image is private until a launch permission is added, which is a resource of its own in Terraform.",
    }),
  },
});
