import { absent, block, computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";
import { bucketRegion } from "./s3-region.ts";

/** Who owns the objects of a bucket and whether its ACL counts; a bucket has at most one. */
export const awsS3BucketOwnershipControls = defineResourceType({
  type: "aws_s3_bucket_ownership_controls",
  sources: {
    config: "AWS::S3::Bucket",
    configMember: "supplementaryConfiguration.OwnershipControls",
    api: "s3:GetBucketOwnershipControls.OwnershipControls",
    apiRegion: bucketRegion,
    cloudformation: "AWS::S3::Bucket",
  },
  identity: {},
  attributes: {
    bucket: string({
      config: "name",
      api: "@Bucket",
      cloudformation: "BucketName",
      whenOmitted: { terraform: computed },
    }),
    rule: block(
      {
        object_ownership: string({
          config: "objectOwnership",
          api: "ObjectOwnership",
          cloudformation: "ObjectOwnership",
          whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
        }),
      },
      {
        config: "supplementaryConfiguration.OwnershipControls.rules",
        api: "Rules",
        cloudformation: "OwnershipControls.Rules",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
        unchecked: "not in the published properties of AWS::S3::Bucket",
      },
    ),
  },
  links: { bucket: to("aws_s3_bucket", "bucket", { atMostOne: true }) },
});
