import { absent, computed, defineResourceType, string, to } from "../../model/resource-type.ts";

/** One account, organization or group that may launch instances of an image. */
export const awsAmiLaunchPermission = defineResourceType({
  type: "aws_ami_launch_permission",
  sources: { apiPartOf: "aws_ami" },
  identity: {},
  attributes: {
    image_id: string({ whenOmitted: { terraform: computed } }),
    /** `all` is everyone; null where it is for an account or an organization. */
    group: string({ whenOmitted: { terraform: absent } }),
  },
  links: { image_id: to("aws_ami", "id") },
});
