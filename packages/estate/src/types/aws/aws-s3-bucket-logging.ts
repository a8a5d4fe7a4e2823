import { absent, computed, defineResourceType, string, to } from "../../model/resource-type.ts";
import { bucketRegion } from "./s3-region.ts";

/** Where the accesses to a bucket are logged, as a resource of its own; a bucket has at most one. */
export const awsS3BucketLogging = defineResourceType({
  type: "aws_s3_bucket_logging",
  sources: {
    config: "AWS::S3::Bucket",
    configMember: "supplementaryConfiguration.BucketLoggingConfiguration",
    api: "s3:GetBucketLogging.LoggingEnabled",
    apiRegion: bucketRegion,
    cloudformation: "AWS::S3::Bucket",
    cloudformationMember: "LoggingConfiguration",
  },
  identity: {},
  attributes: {
    bucket: string({
      config: "@resourceId | name",
      api: "@Bucket",
      cloudformation: "Ref",
      whenOmitted: { terraform: computed },
    }),
    /** Policies read `effective_logging` of the bucket. */
    target_bucket: string({
      config: "supplementaryConfiguration.BucketLoggingConfiguration.destinationBucketName",
      api: "TargetBucket",
      cloudformation: "LoggingConfiguration.DestinationBucketName",
      whenOmitted: { terraform: computed, config: absent, api: absent, cloudformation: absent },
    }),
    target_prefix: string({
      config: "supplementaryConfiguration.BucketLoggingConfiguration.logFilePrefix",
      api: "TargetPrefix",
      cloudformation: "LoggingConfiguration.LogFilePrefix",
      whenOmitted: { terraform: computed, config: absent, api: absent, cloudformation: absent },
    }),
  },
  links: {
    bucket: to("aws_s3_bucket", "bucket", { atMostOne: true }),
    target_bucket: to("aws_s3_bucket", "bucket"),
  },
});
