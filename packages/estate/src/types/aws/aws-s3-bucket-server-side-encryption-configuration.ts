import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";
import { bucketRegion } from "./s3-region.ts";
import { encryptionRules } from "./s3-fields.ts";

/** How a bucket encrypts new objects by default, as a resource of its own; a bucket has at most one. */
export const awsS3BucketServerSideEncryptionConfiguration = defineResourceType({
  type: "aws_s3_bucket_server_side_encryption_configuration",
  sources: {
    config: "AWS::S3::Bucket",
    configMember: "supplementaryConfiguration.ServerSideEncryptionConfiguration",
    api: "s3:GetBucketEncryption.ServerSideEncryptionConfiguration",
    apiRegion: bucketRegion,
    cloudformation: "AWS::S3::Bucket",
    cloudformationMember: "BucketEncryption",
  },
  identity: {},
  attributes: {
    bucket: string({
      config: "@resourceId | name",
      api: "@Bucket",
      cloudformation: "Ref",
      whenOmitted: { terraform: computed },
    }),
    /** Policies read `effective_encryption` of the bucket. */
    rule: encryptionRules({
      config: "supplementaryConfiguration.ServerSideEncryptionConfiguration.rules",
      api: "Rules",
      cloudformation: "BucketEncryption.ServerSideEncryptionConfiguration",
    }),
  },
  links: { bucket: to("aws_s3_bucket", "bucket", { atMostOne: true }) },
});
