import {
  absent,
  block,
  boolean,
  computed,
  defineResourceType,
  json,
  list,
  listOf,
  string,
  unavailable,
} from "../../model/resource-type.ts";
import { declaredDataStore } from "./declared-data-store.ts";
import {
  effectiveAcl,
  effectiveEncryption,
  effectiveGrants,
  effectiveLogging,
  effectiveOwnership,
  effectivePolicy,
  effectivePublicAccessBlock,
  effectiveVersioning,
} from "./s3-effective.ts";
import { encryptionRules } from "./s3-fields.ts";
import { bucketRegion } from "./s3-region.ts";

/**
 * An S3 bucket. What can be written inline or as a resource of its own is told once, in the attributes that begin with
 * `effective_`; a running bucket tells it by itself.
 */
export const awsS3Bucket = defineResourceType({
  type: "aws_s3_bucket",
  sources: {
    config: "AWS::S3::Bucket",
    api: "s3:ListBuckets.Buckets[]",
    apiRegion: bucketRegion,
    cloudformation: "AWS::S3::Bucket",
  },
  identity: {
    arn: { api: "BucketArn | arn:{partition}:s3:::{Name}", cloudformation: "Arn" },
    bucket: { config: "@resourceId | name", api: "Name", cloudformation: "BucketName | Ref" },
  },
  attributes: {
    bucket: string({
      config: "@resourceId | name",
      api: "Name",
      cloudformation: "BucketName",
      whenOmitted: { terraform: computed, config: unavailable, cloudformation: computed },
    }),
    acl: string({
      cloudformation: "AccessControl",
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
    }),
    grant: list(
      {
        id: string({ whenOmitted: { terraform: absent } }),
        type: string({ whenOmitted: { terraform: computed } }),
        uri: string({ whenOmitted: { terraform: absent } }),
        permissions: listOf(string(), { whenOmitted: { terraform: absent } }),
      },
      { whenOmitted: { terraform: absent, config: unavailable, cloudformation: absent } },
    ),
    access_control_list: json({
      terraform: null,
      config: "supplementaryConfiguration.AccessControlList",
      api: "s3:GetBucketAcl",
      whenOmitted: { config: unavailable, api: unavailable, cloudformation: absent },
      unchecked: "not in the published properties of AWS::S3::Bucket; seen in recorded items",
    }),
    policy: json({
      config: "supplementaryConfiguration.BucketPolicy.policyText",
      api: "s3:GetBucketPolicy.Policy",
      whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
      unchecked: "not in the published properties of AWS::S3::Bucket; seen in recorded items",
    }),
    versioning: block(
      {
        enabled: boolean({
          config: "status=Enabled",
          api: "Status=Enabled",
          cloudformation: "Status=Enabled",
          whenOmitted: { terraform: false, config: unavailable, api: false, cloudformation: false },
        }),
        mfa_delete: boolean({
          config: "isMfaDeleteEnabled",
          api: "MFADelete=Enabled",
          whenOmitted: { terraform: false, config: false, api: false, cloudformation: false },
        }),
      },
      {
        config: "supplementaryConfiguration.BucketVersioningConfiguration",
        api: "s3:GetBucketVersioning",
        cloudformation: "VersioningConfiguration",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
      },
    ),
    logging: block(
      {
        target_bucket: string({
          config: "destinationBucketName",
          api: "TargetBucket",
          cloudformation: "DestinationBucketName",
          whenOmitted: { terraform: computed, config: absent, api: absent, cloudformation: absent },
        }),
        target_prefix: string({
          config: "logFilePrefix",
          api: "TargetPrefix",
          cloudformation: "LogFilePrefix",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
      },
      {
        config: "supplementaryConfiguration.BucketLoggingConfiguration",
        api: "s3:GetBucketLogging.LoggingEnabled",
        cloudformation: "LoggingConfiguration",
        whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
      },
    ),
    server_side_encryption_configuration: block(
      { rule: encryptionRules({ config: "rules", api: "Rules", cloudformation: "ServerSideEncryptionConfiguration" }) },
      {
        config: "supplementaryConfiguration.ServerSideEncryptionConfiguration",
        api: "s3:GetBucketEncryption.ServerSideEncryptionConfiguration",
        cloudformation: "BucketEncryption",
        whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
      },
    ),
    public_access_block: block(
      {
        block_public_acls: boolean({
          config: "blockPublicAcls",
          api: "BlockPublicAcls",
          cloudformation: "BlockPublicAcls",
          whenOmitted: { terraform: false, config: unavailable, api: false, cloudformation: false },
        }),
        block_public_policy: boolean({
          config: "blockPublicPolicy",
          api: "BlockPublicPolicy",
          cloudformation: "BlockPublicPolicy",
          whenOmitted: { terraform: false, config: unavailable, api: false, cloudformation: false },
        }),
        ignore_public_acls: boolean({
          config: "ignorePublicAcls",
          api: "IgnorePublicAcls",
          cloudformation: "IgnorePublicAcls",
          whenOmitted: { terraform: false, config: unavailable, api: false, cloudformation: false },
        }),
        restrict_public_buckets: boolean({
          config: "restrictPublicBuckets",
          api: "RestrictPublicBuckets",
          cloudformation: "RestrictPublicBuckets",
          whenOmitted: { terraform: false, config: unavailable, api: false, cloudformation: false },
        }),
      },
      {
        terraform: null,
        config: "supplementaryConfiguration.PublicAccessBlockConfiguration",
        api: "s3:GetPublicAccessBlock.PublicAccessBlockConfiguration",
        cloudformation: "PublicAccessBlockConfiguration",
        whenOmitted: { config: unavailable, api: absent, cloudformation: absent },
      },
    ),
    ownership_controls: block(
      {
        object_ownership: string({
          terraform: null,
          api: "Rules[].ObjectOwnership",
          cloudformation: "Rules[].ObjectOwnership",
          whenOmitted: { api: unavailable, cloudformation: absent },
        }),
      },
      {
        terraform: null,
        api: "s3:GetBucketOwnershipControls.OwnershipControls",
        cloudformation: "OwnershipControls",
        whenOmitted: { config: unavailable, api: absent, cloudformation: absent },
      },
    ),
    declared_data_store: declaredDataStore(),
    effective_encryption: effectiveEncryption(),
    effective_versioning: effectiveVersioning(),
    effective_logging: effectiveLogging(),
    effective_public_access_block: effectivePublicAccessBlock(),
    effective_ownership: effectiveOwnership(),
    effective_policy: effectivePolicy(),
    effective_acl: effectiveAcl(),
    effective_grants: effectiveGrants(),
  },
});
