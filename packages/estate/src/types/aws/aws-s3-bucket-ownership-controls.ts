import { absent, block, computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";
import { bucketRegion } from "./s3-region.ts";

/** Who owns the objects of a bucket and whether its ACL counts; a bucket has at most one. AWS Config does not tell it. */
export const awsS3BucketOwnershipControls = defineResourceType({
  type: "aws_s3_bucket_ownership_controls",
  sources: {
    api: "s3:GetBucketOwnershipControls.OwnershipControls",
    apiRegion: bucketRegion,
    cloudformation: "AWS::S3::Bucket",
    cloudformationMember: "OwnershipControls",
  },
  identity: {},
  attributes: {
    bucket: string({ api: "@Bucket", cloudformation: "Ref", whenOmitted: { terraform: computed } }),
    rule: block(
      {
        object_ownership: string({
          api: "ObjectOwnership",
          cloudformation: "ObjectOwnership",
          whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
        }),
      },
      {
        api: "Rules",
        cloudformation: "OwnershipControls.Rules",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
      },
    ),
  },
  links: { bucket: to("aws_s3_bucket", "bucket", { atMostOne: true }) },
});
