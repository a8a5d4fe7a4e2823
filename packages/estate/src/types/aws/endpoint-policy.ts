import type { DerivationContext, Resource } from "../../model/estate.ts";
import { derivedList, json, type Attributes, type DerivedListAttribute } from "../../model/resource-type.ts";
import type { CollectionNode, ScalarNode } from "../../model/value.ts";
import { asScalar, collectionNode, objectNode, rebase } from "./nodes.ts";

const fields = {
  /** The decoded document; null for the policy that an endpoint has by itself, which allows everything. */
  document: json(),
} as const satisfies Attributes;

/** Declares the attribute `effective_policy` of a VPC endpoint: its one policy, whichever resource says it. */
export function effectiveEndpointPolicy(): DerivedListAttribute<typeof fields> {
  return derivedList(fields, policyOf);
}

function policyOf(context: DerivationContext): CollectionNode {
  const own = asScalar(context.value("policy"));
  const separate = separatePolicies(context);
  const [other] = separate.items;
  if (other !== undefined) {
    const document = rebase(asScalar(context.valueOf(other, "policy")), other);
    return listed(document);
  }
  if (separate.isRemoved) return listed({ ...own, value: null });
  // What an endpoint says itself is all there is; one that says nothing may have a resource of its own elsewhere.
  return own.value === null && separate.code !== null ? collectionNode([separate.code], [], own.origin) : listed(own);
}

function listed(document: ScalarNode): CollectionNode {
  return collectionNode([], [objectNode({ document })], document.origin);
}

function separatePolicies(context: DerivationContext): {
  readonly items: readonly Resource[];
  readonly code: CollectionNode["code"];
  readonly isRemoved: boolean;
} {
  if (!context.resource.running)
    return { ...context.reverse("aws_vpc_endpoint_policy", "vpc_endpoint_id"), isRemoved: false };
  const { added, removed, code } = context.changes("aws_vpc_endpoint_policy", "vpc_endpoint_id");
  return { items: added, code, isRemoved: removed.length > 0 };
}
