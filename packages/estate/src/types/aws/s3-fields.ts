import {
  absent,
  block,
  boolean,
  computed,
  list,
  string,
  unavailable,
  type CollectionSpec,
  type ObjectListAttribute,
  type Paths,
} from "../../model/resource-type.ts";

/** Where a declaration stands outside Terraform. */
type OtherPaths = Pick<Paths, "config" | "api" | "cloudformation">;

const leftOut = {
  terraform: absent,
  config: unavailable,
  api: unavailable,
  cloudformation: absent,
} as const satisfies CollectionSpec["whenOmitted"];

const encryptionFields = {
  apply_server_side_encryption_by_default: block(
    {
      sse_algorithm: string({
        config: "sseAlgorithm",
        api: "SSEAlgorithm",
        cloudformation: "SSEAlgorithm",
        whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
      }),
      kms_master_key_id: string({
        config: "kmsMasterKeyID",
        api: "KMSMasterKeyID",
        cloudformation: "KMSMasterKeyID",
        whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
      }),
    },
    {
      config: "applyServerSideEncryptionByDefault",
      api: "ApplyServerSideEncryptionByDefault",
      cloudformation: "ServerSideEncryptionByDefault",
      whenOmitted: leftOut,
    },
  ),
  bucket_key_enabled: boolean({
    config: "bucketKeyEnabled",
    api: "BucketKeyEnabled",
    cloudformation: "BucketKeyEnabled",
    whenOmitted: { terraform: false, config: false, api: false, cloudformation: false },
  }),
} as const;

/** Declares the rules by which a bucket encrypts new objects. */
export function encryptionRules(paths: OtherPaths): ObjectListAttribute<typeof encryptionFields> {
  return list(encryptionFields, { ...paths, whenOmitted: leftOut });
}

const versioningFields = {
  status: string({
    config: "status",
    api: "Status",
    cloudformation: "Status",
    whenOmitted: { terraform: computed, config: unavailable, api: "Disabled", cloudformation: "Suspended" },
    note: "`Enabled`, `Suspended` or `Disabled`; AWS Config writes `Off` for the last.",
  }),
  mfa_delete: string({
    terraform: "mfa_delete",
    api: "MFADelete",
    whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
  }),
} as const;

/** Declares whether a bucket keeps old versions, as the resource of its own has it. */
export function versioningConfiguration(): ObjectListAttribute<typeof versioningFields> {
  return block(versioningFields, {
    config: "supplementaryConfiguration.BucketVersioningConfiguration",
    api: "",
    cloudformation: "VersioningConfiguration",
    whenOmitted: leftOut,
  });
}

const policyFields = {
  grant: list(
    {
      permission: string({ api: "Permission", whenOmitted: { terraform: computed } }),
      grantee: block(
        {
          type: string({ api: "Type", whenOmitted: { terraform: computed } }),
          id: string({ api: "ID", whenOmitted: { terraform: absent, api: absent } }),
          uri: string({ api: "URI", whenOmitted: { terraform: absent, api: absent } }),
        },
        { api: "Grantee", whenOmitted: { terraform: absent, api: absent } },
      ),
    },
    { api: "Grants", whenOmitted: { terraform: absent, api: absent } },
  ),
} as const;

/** Declares the grants of an ACL that is written out. */
export function accessControlPolicy(): ObjectListAttribute<typeof policyFields> {
  return block(policyFields, {
    api: "",
    whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
  });
}
