import { findResourceType } from "../types/index.ts";
import type { ReadAccount, ReadResource } from "./estate.ts";
import type { ResourceType } from "./resource-type.ts";

/** By what one resource is found. */
export interface IdentityKey {
  readonly key: string;
  /** It means one resource everywhere, and else one in its account and region. */
  readonly isUnique: boolean;
}

/**
 * An ARN means one resource everywhere, an id one in its account and region. What has neither outside Terraform is found by
 * its target, if a target has no more than one: the versioning of a bucket, the association of a load balancer.
 */
export function identityKeys(resource: ReadResource, types: readonly ResourceType[]): readonly IdentityKey[] {
  const { type, identities } = resource;
  const declared = findResourceType(types, type);
  if (declared !== undefined && !Object.hasOwn(declared.identity, "arn") && !Object.hasOwn(declared.identity, "id")) {
    return Object.entries(declared.links).flatMap(([name, { atMostOne, identity }]) => {
      const node = atMostOne ? resource.values[name] : undefined;
      const target = node?.kind === "scalar" && typeof node.value === "string" ? node.value : "";
      // The name of a bucket is no other's, in any account.
      const isUnique = target.startsWith("arn:") || identity === "bucket";
      return target === "" ? [] : [{ key: `of\n${type}\n${name}\n${target}`, isUnique }];
    });
  }
  const { arn, id } = identities;
  return [
    ...(typeof arn === "string" ? [{ key: `arn\n${type}\n${arn}`, isUnique: true }] : []),
    ...(typeof id === "string" ? [{ key: `id\n${type}\n${id}`, isUnique: false }] : []),
  ];
}

/** Gives the numbers of the accounts in which resources of a document lie; null for one that the document does not tell. */
export function accountNumbers(accounts: readonly ReadAccount[]): (resource: ReadResource) => string | null {
  const numbers = new Map(accounts.map(({ key, id }) => [key, id]));
  return ({ accountKey }) => numbers.get(accountKey) ?? null;
}
