import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";
import { bucketRegion } from "./s3-region.ts";
import { versioningConfiguration } from "./s3-fields.ts";

/** Whether a bucket keeps old versions, as a resource of its own; a bucket has at most one. */
export const awsS3BucketVersioning = defineResourceType({
  type: "aws_s3_bucket_versioning",
  sources: {
    config: "AWS::S3::Bucket",
    configMember: "supplementaryConfiguration.BucketVersioningConfiguration",
    api: "s3:GetBucketVersioning",
    apiRegion: bucketRegion,
    cloudformation: "AWS::S3::Bucket",
    cloudformationMember: "VersioningConfiguration",
  },
  identity: {},
  attributes: {
    bucket: string({
      config: "@resourceId | name",
      api: "@Bucket",
      cloudformation: "Ref",
      whenOmitted: { terraform: computed },
    }),
    /** Policies read `effective_versioning` of the bucket. */
    versioning_configuration: versioningConfiguration(),
  },
  links: { bucket: to("aws_s3_bucket", "bucket", { atMostOne: true }) },
});
