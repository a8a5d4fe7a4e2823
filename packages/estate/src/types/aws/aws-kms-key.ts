import { boolean, defineResourceType, unavailable } from "../../model/resource-type.ts";

/** A KMS key: what encrypted resources name. */
export const awsKmsKey = defineResourceType({
  type: "aws_kms_key",
  sources: { config: "AWS::KMS::Key", api: "kms:DescribeKey.KeyMetadata", cloudformation: "AWS::KMS::Key" },
  identity: {
    arn: { config: "arn", api: "Arn", cloudformation: "Arn" },
    key_id: { config: "@resourceId | keyId", api: "KeyId", cloudformation: "KeyId | Ref" },
  },
  attributes: {
    is_enabled: boolean({
      config: "enabled",
      api: "Enabled",
      cloudformation: "Enabled",
      whenOmitted: { terraform: true, config: unavailable, cloudformation: true },
    }),
  },
});
