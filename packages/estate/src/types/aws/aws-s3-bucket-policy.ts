import { absent, computed, defineResourceType, json, string, to } from "../../model/resource-type.ts";
import { bucketRegion } from "./s3-region.ts";

/** Who may do what with a bucket and its objects, as a resource of its own; a bucket has at most one. */
export const awsS3BucketPolicy = defineResourceType({
  type: "aws_s3_bucket_policy",
  sources: {
    config: "AWS::S3::Bucket",
    configMember: "supplementaryConfiguration.BucketPolicy",
    unchecked: "not in the published properties of AWS::S3::Bucket; seen in recorded items",
    api: "s3:GetBucketPolicy",
    apiRegion: bucketRegion,
    cloudformation: "AWS::S3::BucketPolicy",
  },
  identity: {},
  attributes: {
    bucket: string({
      config: "@resourceId | name",
      api: "@Bucket",
      cloudformation: "Bucket",
      whenOmitted: { terraform: computed },
    }),
    /** Policies read `effective_policy` of the bucket. */
    policy: json({
      config: "supplementaryConfiguration.BucketPolicy.policyText",
      api: "Policy",
      cloudformation: "PolicyDocument",
      whenOmitted: { terraform: computed, config: absent, api: absent },
      unchecked: "not in the published properties of AWS::S3::Bucket; seen in the items of the AWS documentation",
    }),
  },
  links: { bucket: to("aws_s3_bucket", "bucket", { atMostOne: true }) },
});
