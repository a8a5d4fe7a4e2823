import { absent, computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";
import { bucketRegion } from "./s3-region.ts";
import { accessControlPolicy } from "./s3-fields.ts";

/** Who is granted what on a bucket, as a resource of its own; a bucket has at most one. */
export const awsS3BucketAcl = defineResourceType({
  type: "aws_s3_bucket_acl",
  sources: {
    config: "AWS::S3::Bucket",
    configMember: "supplementaryConfiguration.AccessControlList",
    unchecked: "not in the published properties of AWS::S3::Bucket; seen in recorded items",
    api: "s3:GetBucketAcl",
    apiRegion: bucketRegion,
    cloudformation: "AWS::S3::Bucket",
    cloudformationMember: "AccessControl",
  },
  identity: {},
  attributes: {
    bucket: string({
      config: "@resourceId | name",
      api: "@Bucket",
      cloudformation: "Ref",
      whenOmitted: { terraform: computed },
    }),
    /** A canned ACL: running systems tell the grants that it stands for. */
    acl: string({
      cloudformation: "AccessControl",
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
    }),
    /** Policies read `effective_grants` of the bucket. */
    access_control_policy: accessControlPolicy(),
  },
  links: { bucket: to("aws_s3_bucket", "bucket", { atMostOne: true }) },
});
