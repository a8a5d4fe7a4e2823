import { boolean, defineResourceType, unavailable } from "../../model/resource-type.ts";

/** What keeps all buckets of an account from being public; an account has at most one. */
export const awsS3AccountPublicAccessBlock = defineResourceType({
  type: "aws_s3_account_public_access_block",
  sources: {
    config: "AWS::S3::AccountPublicAccessBlock",
    api: "s3control:GetPublicAccessBlock.PublicAccessBlockConfiguration",
  },
  identity: {},
  attributes: {
    block_public_acls: boolean({
      config: "blockPublicAcls",
      api: "BlockPublicAcls",
      whenOmitted: { terraform: false, config: unavailable, api: false },
    }),
    block_public_policy: boolean({
      config: "blockPublicPolicy",
      api: "BlockPublicPolicy",
      whenOmitted: { terraform: false, config: unavailable, api: false },
    }),
    ignore_public_acls: boolean({
      config: "ignorePublicAcls",
      api: "IgnorePublicAcls",
      whenOmitted: { terraform: false, config: unavailable, api: false },
    }),
    restrict_public_buckets: boolean({
      config: "restrictPublicBuckets",
      api: "RestrictPublicBuckets",
      whenOmitted: { terraform: false, config: unavailable, api: false },
    }),
  },
  onePer: "account",
  isGlobal: true,
});
