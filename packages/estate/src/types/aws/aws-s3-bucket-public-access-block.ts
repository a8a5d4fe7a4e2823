import { boolean, computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";
import { bucketRegion } from "./s3-region.ts";

/** What keeps a bucket from being public, whatever its policy and ACL say; a bucket has at most one. */
export const awsS3BucketPublicAccessBlock = defineResourceType({
  type: "aws_s3_bucket_public_access_block",
  sources: {
    config: "AWS::S3::Bucket",
    configMember: "supplementaryConfiguration.PublicAccessBlockConfiguration",
    api: "s3:GetPublicAccessBlock.PublicAccessBlockConfiguration",
    apiRegion: bucketRegion,
    cloudformation: "AWS::S3::Bucket",
    cloudformationMember: "PublicAccessBlockConfiguration",
  },
  identity: {},
  attributes: {
    bucket: string({
      config: "@resourceId | name",
      api: "@Bucket",
      cloudformation: "Ref",
      whenOmitted: { terraform: computed },
    }),
    block_public_acls: boolean({
      config: "supplementaryConfiguration.PublicAccessBlockConfiguration.blockPublicAcls",
      api: "BlockPublicAcls",
      cloudformation: "PublicAccessBlockConfiguration.BlockPublicAcls",
      whenOmitted: { terraform: false, config: unavailable, api: false, cloudformation: false },
    }),
    block_public_policy: boolean({
      config: "supplementaryConfiguration.PublicAccessBlockConfiguration.blockPublicPolicy",
      api: "BlockPublicPolicy",
      cloudformation: "PublicAccessBlockConfiguration.BlockPublicPolicy",
      whenOmitted: { terraform: false, config: unavailable, api: false, cloudformation: false },
    }),
    ignore_public_acls: boolean({
      config: "supplementaryConfiguration.PublicAccessBlockConfiguration.ignorePublicAcls",
      api: "IgnorePublicAcls",
      cloudformation: "PublicAccessBlockConfiguration.IgnorePublicAcls",
      whenOmitted: { terraform: false, config: unavailable, api: false, cloudformation: false },
    }),
    restrict_public_buckets: boolean({
      config: "supplementaryConfiguration.PublicAccessBlockConfiguration.restrictPublicBuckets",
      api: "RestrictPublicBuckets",
      cloudformation: "PublicAccessBlockConfiguration.RestrictPublicBuckets",
      whenOmitted: { terraform: false, config: unavailable, api: false, cloudformation: false },
    }),
  },
  links: { bucket: to("aws_s3_bucket", "bucket", { atMostOne: true }) },
});
