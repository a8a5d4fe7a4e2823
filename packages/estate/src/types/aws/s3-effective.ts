import type { DerivationContext, Resource } from "../../model/estate.ts";
import {
  boolean,
  derivedList,
  derivedScalar,
  json,
  string,
  type Attributes,
  type DerivedListAttribute,
  type DerivedScalarAttribute,
} from "../../model/resource-type.ts";
import {
  isUnknown,
  scalarNode,
  type CollectionNode,
  type Json,
  type ObjectNode,
  type ScalarNode,
  type Unknown,
  type ValueNode,
} from "../../model/value.ts";
import {
  asCollection,
  asScalar,
  collectionNode,
  fieldOf,
  isJsonObject,
  member,
  objectNode,
  objectsOf,
  rebase,
  scalarsOf,
} from "./nodes.ts";

/** What a bucket says inline, and what the resource of its own says that names the bucket. */
interface Parts {
  /** Null where the bucket's own arguments are no declaration: the provider shows there what the other resource says. */
  readonly inline: ValueNode | null;
  readonly separate: readonly ValueNode[];
  /** Why a separate resource may be missing. */
  readonly code: CollectionNode["code"];
}

/** A bucket has at most one of each, so one that is held leaves nothing open. */
function partsOf(context: DerivationContext, inline: string | null, type: string, attribute: string): Parts {
  const own = inline === null ? null : context.value(inline);
  const { items: all, code, isRemoved } = separateOf(context, type);
  const items = inline === null ? all : elsewhere(context, all);
  const separate = items.map((item) => readOf(context, item, attribute));
  const isElsewhere = isRemoved || (items.length > 0 && isShownElsewhere(context, own));
  return { inline: isElsewhere ? null : own, separate, code };
}

/** The separate resource tells what a plan leaves out inline, and what it changes of a bucket that runs. */
function isShownElsewhere({ resource }: DerivationContext, inline: ValueNode | null): boolean {
  return resource.running || isOpen(inline);
}

/** What CloudFormation writes in a bucket is a part of it and a resource by itself: it is told once. */
function elsewhere({ resource }: DerivationContext, items: readonly Resource[]): readonly Resource[] {
  return items.filter((item) => item.origin !== resource.origin);
}

function readOf(context: DerivationContext, item: Resource, attribute: string): ValueNode {
  return rebase(context.valueOf(item, attribute), item);
}

/** What is left out inline is unknown in a plan, because the provider shows there what the separate resource sets. */
function isOpen(node: ValueNode | null): boolean {
  if (node === null) return false;
  return node.kind === "scalar" ? isUnknown(node.value) : node.code !== null && node.items.length === 0;
}

function joined(
  context: DerivationContext,
  { inline, separate, code }: Parts,
  read: (node: ValueNode) => CollectionNode,
): CollectionNode {
  const lists = [...(inline === null ? [] : [inline]), ...separate].map(read);
  return collectionNode(
    [code, ...lists.map((list) => list.code)],
    lists.flatMap(({ items }) => items),
    inline?.origin ?? context.value("bucket").origin,
  );
}

const encryptionFields = {
  /** `AES256`, `aws:kms`, `aws:kms:dsse`, …. None means that S3 chooses: AES256 for new objects since January 2023. */
  sse_algorithm: string(),
  kms_master_key_id: string(),
  bucket_key_enabled: boolean(),
} as const satisfies Attributes;

/** Declares the attribute `effective_encryption`: how the bucket encrypts new objects by default, one item a rule. */
export function effectiveEncryption(): DerivedListAttribute<typeof encryptionFields> {
  return derivedList(encryptionFields, (context) => {
    const inline = partsOf(
      context,
      "server_side_encryption_configuration",
      "aws_s3_bucket_server_side_encryption_configuration",
      "rule",
    );
    return joined(context, inline, (node) => {
      const blocks = asCollection(node);
      const isInline = node === inline.inline;
      const lists = isInline ? objectsOf(blocks).map((one) => asCollection(fieldOf(one, "rule"))) : [blocks];
      return collectionNode(
        [blocks.code, ...lists.map(({ code }) => code)],
        lists.flatMap(objectsOf).map(encryptionOf),
        blocks.origin,
      );
    });
  });
}

function encryptionOf(rule: ObjectNode): ObjectNode {
  const applied = asCollection(fieldOf(rule, "apply_server_side_encryption_by_default"));
  return objectNode({
    sse_algorithm: fieldInBlock(applied, "sse_algorithm"),
    kms_master_key_id: fieldInBlock(applied, "kms_master_key_id"),
    bucket_key_enabled: fieldOf(rule, "bucket_key_enabled"),
  });
}

/** Reads a field of a block that occurs at most once. */
function fieldInBlock(block: CollectionNode, name: string): ValueNode {
  const [one] = objectsOf(block);
  return one === undefined
    ? scalarNode(block.code === null ? null : { unknown: block.code }, block.origin)
    : fieldOf(one, name);
}

const versioningFields = {
  /** `Enabled`, `Suspended` or `Disabled`. */
  status: string(),
} as const satisfies Attributes;

/** Declares the attribute `effective_versioning`: what is said of old versions; nothing said means that none are kept. */
export function effectiveVersioning(): DerivedListAttribute<typeof versioningFields> {
  return derivedList(versioningFields, (context) => {
    const parts = partsOf(context, "versioning", "aws_s3_bucket_versioning", "versioning_configuration");
    return joined(context, parts, (node) =>
      mapped(node, (item) => {
        if (node !== parts.inline) return objectNode({ status: fieldOf(item, "status") });
        const enabled = asScalar(fieldOf(item, "enabled"));
        const status = isUnknown(enabled.value) ? enabled.value : enabled.value === true ? "Enabled" : "Disabled";
        return objectNode({ status: scalarNode(status, enabled.origin) });
      }),
    );
  });
}

const loggingFields = { target_bucket: string(), target_prefix: string() } as const satisfies Attributes;

/** Declares the attribute `effective_logging`: where accesses are logged; nothing said means nowhere. */
export function effectiveLogging(): DerivedListAttribute<typeof loggingFields> {
  return derivedList(loggingFields, (context) => {
    const own = asCollection(context.value("logging"));
    const { items: all, code, isRemoved } = separateOf(context, "aws_s3_bucket_logging");
    const items = elsewhere(context, all);
    const separate = items.map((item) =>
      objectNode({
        target_bucket: readOf(context, item, "target_bucket"),
        target_prefix: readOf(context, item, "target_prefix"),
      }),
    );
    const inline = isRemoved || (items.length > 0 && isShownElsewhere(context, own)) ? null : own;
    // AWS Config writes a logging configuration without a target where there is none.
    const written = (inline === null ? [] : objectsOf(inline)).filter(
      (item) => asScalar(fieldOf(item, "target_bucket")).value !== null,
    );
    return collectionNode([code, inline?.code ?? null], [...written, ...separate], own.origin);
  });
}

const blockFields = {
  block_public_acls: boolean(),
  block_public_policy: boolean(),
  ignore_public_acls: boolean(),
  restrict_public_buckets: boolean(),
} as const satisfies Attributes;

/** Declares the attribute `effective_public_access_block`: what the bucket itself keeps from being public. */
export function effectivePublicAccessBlock(): DerivedListAttribute<typeof blockFields> {
  return derivedList(blockFields, (context) => {
    if (isToldInline(context, "aws_s3_bucket_public_access_block")) {
      return asCollection(context.value("public_access_block"));
    }
    const { items, code } = separateOf(context, "aws_s3_bucket_public_access_block");
    const separate = items.map((item) =>
      objectNode(Object.fromEntries(Object.keys(blockFields).map((name) => [name, readOf(context, item, name)]))),
    );
    return collectionNode([code], separate, context.value("bucket").origin);
  });
}

const ownershipFields = {
  /** `BucketOwnerEnforced` means that no ACL counts. */
  object_ownership: string(),
} as const satisfies Attributes;

/** Declares the attribute `effective_ownership`: who owns the objects; nothing said means S3's default. */
export function effectiveOwnership(): DerivedListAttribute<typeof ownershipFields> {
  return derivedList(ownershipFields, (context) => {
    if (isToldInline(context, "aws_s3_bucket_ownership_controls")) {
      return asCollection(context.value("ownership_controls"));
    }
    const parts = partsOf(context, null, "aws_s3_bucket_ownership_controls", "rule");
    return joined(context, parts, asCollection);
  });
}

const policyFields = {
  /** The decoded document; leaves of it can be unknown. */
  document: json(),
} as const satisfies Attributes;

/** Declares the attribute `effective_policy`: the bucket's policy as a document, at most one item. */
export function effectivePolicy(): DerivedListAttribute<typeof policyFields> {
  return derivedList(policyFields, (context) =>
    joined(context, partsOf(context, "policy", "aws_s3_bucket_policy", "policy"), (node) => {
      const document = asScalar(node);
      const isThere = document.value !== null && document.value !== "";
      return collectionNode([], isThere ? [objectNode({ document })] : [], node.origin);
    }),
  );
}

/**
 * Declares the attribute `effective_acl`: the canned ACL, null where none is named; a running bucket tells only the grants
 * that it stands for.
 */
export function effectiveAcl(): DerivedScalarAttribute<string | null | Unknown> {
  return derivedScalar(string(), (context) => {
    const own = cannedName(asScalar(context.value("acl")));
    const { items, code } = separateOf(context, "aws_s3_bucket_acl");
    const [one, ...others] = elsewhere(context, items).map((item) =>
      cannedName(asScalar(readOf(context, item, "acl"))),
    );
    if (one !== undefined) return others.length === 0 ? one : { value: { unknown: "U1" }, origin: own.origin };
    if (typeof own.value === "string" || code === null) return own;
    return { value: isUnknown(own.value) ? own.value : { unknown: code }, origin: own.origin };
  });
}

/** CloudFormation names canned ACLs in other letters: its `PublicRead` is `public-read`. */
function cannedName(acl: ScalarNode): ScalarNode {
  if (typeof acl.value !== "string") return acl;
  return { ...acl, value: acl.value.replace(/(?<=[a-z])(?=[A-Z])/gu, "-").toLowerCase() };
}

const grantFields = {
  /** A group of AWS: `http://acs.amazonaws.com/groups/global/AllUsers`, …; null for an account. */
  uri: string(),
  /** The canonical id of an account. */
  id: string(),
  /** `READ`, `WRITE`, `READ_ACP`, `WRITE_ACP` or `FULL_CONTROL`. */
  permission: string(),
} as const satisfies Attributes;

/** Declares the attribute `effective_grants`: the grants that are written out, one item each. */
export function effectiveGrants(): DerivedListAttribute<typeof grantFields> {
  return derivedList(grantFields, (context) => {
    if (isToldInline(context, "aws_s3_bucket_acl")) {
      return recordedGrants(asScalar(context.value("access_control_list")));
    }
    const parts = partsOf(context, "grant", "aws_s3_bucket_acl", "access_control_policy");
    return joined(context, parts, (node) => {
      const blocks = asCollection(node);
      if (node === parts.inline) return { ...blocks, items: objectsOf(blocks).flatMap(inlineGrants) };
      const lists = objectsOf(blocks).map((policy) => asCollection(fieldOf(policy, "grant")));
      return collectionNode(
        [blocks.code, ...lists.map(({ code }) => code)],
        lists.flatMap(objectsOf).map(writtenGrant),
        blocks.origin,
      );
    });
  });
}

function inlineGrants(grant: ObjectNode): readonly ObjectNode[] {
  const permissions = asCollection(fieldOf(grant, "permissions"));
  const open = permissions.code === null ? [] : [scalarNode({ unknown: permissions.code }, permissions.origin)];
  return [...scalarsOf(permissions), ...open].map((permission) =>
    objectNode({ uri: fieldOf(grant, "uri"), id: fieldOf(grant, "id"), permission }),
  );
}

function writtenGrant(grant: ObjectNode): ObjectNode {
  const grantee = asCollection(fieldOf(grant, "grantee"));
  return objectNode({
    uri: fieldInBlock(grantee, "uri"),
    id: fieldInBlock(grantee, "id"),
    permission: fieldOf(grant, "permission"),
  });
}

const groups: Readonly<Record<string, string>> = {
  AllUsers: "http://acs.amazonaws.com/groups/global/AllUsers",
  AuthenticatedUsers: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
  LogDelivery: "http://acs.amazonaws.com/groups/s3/LogDelivery",
};

const permissions: Readonly<Record<string, string>> = {
  Read: "READ",
  Write: "WRITE",
  ReadAcp: "READ_ACP",
  WriteAcp: "WRITE_ACP",
  FullControl: "FULL_CONTROL",
};

/** Reads an ACL as AWS Config records it (`grantList`) or as the API tells it (`Grants`). */
function recordedGrants({ value, origin }: ScalarNode): CollectionNode {
  if (isUnknown(value)) return collectionNode([value.unknown], [], origin);
  const list = member(value, "GrantList") ?? member(value, "Grants");
  if (!Array.isArray(list)) return collectionNode(["U4"], [], origin);
  const items = (list as readonly Json[]).map((grant) => {
    const grantee = member(grant, "Grantee");
    const group = typeof grantee === "string" ? named(groups, grantee) : undefined;
    const uri = isJsonObject(grantee) ? (member(grantee, "URI") ?? null) : group;
    const id = isJsonObject(grantee) ? (member(grantee, "ID") ?? member(grantee, "id") ?? null) : null;
    const permission = member(grant, "Permission");
    return objectNode({
      uri: scalarNode(uri === undefined ? { unknown: "U4" } : uri, origin),
      id: scalarNode(id, origin),
      permission: scalarNode(
        typeof permission === "string" ? (named(permissions, permission) ?? permission) : { unknown: "U4" },
        origin,
      ),
    });
  });
  return collectionNode([], items, origin);
}

function named(names: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

/** The resources of a type that name the bucket. */
interface Separate {
  readonly items: readonly Resource[];
  /** Why there may be more. */
  readonly code: CollectionNode["code"];
  /** Whether a plan takes one away, and with it what a running bucket still tells inline. */
  readonly isRemoved: boolean;
}

function separateOf(context: DerivationContext, type: string): Separate {
  if (!context.resource.running) {
    const { items, code } = context.reverse(type, "bucket");
    return { items, code, isRemoved: false };
  }
  const { added, removed, code } = context.changes(type, "bucket");
  // Without its resource the ACL of a bucket stays what it is.
  return { items: added, code, isRemoved: removed.length > 0 && type !== "aws_s3_bucket_acl" };
}

/** A bucket that runs tells all by itself, save what a plan that is laid over it changes. */
function isToldInline(context: DerivationContext, type: string): boolean {
  const { items, code, isRemoved } = separateOf(context, type);
  return context.resource.running && items.length === 0 && code === null && !isRemoved;
}

function mapped(node: ValueNode, map: (item: ObjectNode) => ObjectNode): CollectionNode {
  const list = asCollection(node);
  return collectionNode([list.code], objectsOf(list).map(map), list.origin);
}
