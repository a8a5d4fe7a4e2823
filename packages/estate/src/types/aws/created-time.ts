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

/** Declares the attribute `created_time` of what only the API tells when it came to be, at the given path. */
export function createdTimeInApi(path: string): ScalarAttribute<string | null | Unknown> {
  return string({ terraform: null, api: path, observed: true, whenOmitted: { api: unavailable } });
}

/** The types of which it is told when they came to be. */
const dated: readonly string[] = [
  "aws_lb",
  "aws_elb",
  "aws_api_gateway_rest_api",
  "aws_api_gateway_stage",
  "aws_apigatewayv2_api",
  "aws_apprunner_service",
  "aws_cognito_user_pool",
  "aws_globalaccelerator_accelerator",
  "aws_lambda_function_url",
  "aws_verifiedaccess_endpoint",
];

/**
 * Declares the attribute `target_created_on`: the day in Tokyo on which what a profile entry selects came to be. Null where it
 * does not run in the given documents, and for types of which nobody tells it: distributions, domain names, addresses.
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
