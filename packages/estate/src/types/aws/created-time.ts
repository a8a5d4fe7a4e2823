import type { DerivationContext } from "../../model/estate.ts";
import {
  derivedScalar,
  string,
  unavailable,
  type DerivedScalarAttribute,
  type ScalarAttribute,
} from "../../model/resource-type.ts";
import { isUnknown, type ScalarNode, type Unknown } from "../../model/value.ts";
import { dateInTokyo } from "../../readers/aws-config/time.ts";
import { asScalar } from "./nodes.ts";

/** Declares the attribute `created_time` of a load balancer: when the one that runs came to be. */
export function createdTime(): ScalarAttribute<string | null | Unknown> {
  return string({
    terraform: null,
    config: "createdTime",
    api: "CreatedTime",
    observed: true,
    whenOmitted: { config: unavailable, api: unavailable },
  });
}

/** The types of which it is told when they came to be. */
const dated: readonly string[] = ["aws_lb", "aws_elb"];

/**
 * Declares the attribute `target_created_on`: the day in Tokyo on which the balancer that a profile entry selects came to be.
 * Null where none runs in the given documents, and for what is no balancer, of which it is not read.
 */
export function targetCreatedOn(): DerivedScalarAttribute<string | null | Unknown> {
  return derivedScalar(string(), createdOn);
}

function createdOn({ resource, forward, valueOf }: DerivationContext): Omit<ScalarNode, "kind"> {
  const target = forward("target").items.find(({ type, running }) => running && dated.includes(type));
  if (target === undefined) return { value: null, origin: resource.origin };
  const { value, origin } = asScalar(valueOf(target, "created_time"));
  return { value: isUnknown(value) ? value : (dateInTokyo(value) ?? { unknown: "U4" }), origin };
}
