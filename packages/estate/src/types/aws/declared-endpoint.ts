import type { DerivationContext } from "../../model/estate.ts";
import { boolean, derivedScalar, type DerivedScalarAttribute } from "../../model/resource-type.ts";
import type { ScalarValue, Unknown } from "../../model/value.ts";

/**
 * Declares the attribute `declared_endpoint`: whether the profile's `service_endpoints` names the resource. Without that
 * key it is unknown with U7.
 */
export function declaredEndpoint(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), isDeclaredEndpoint);
}

function isDeclaredEndpoint(context: DerivationContext): { readonly value: ScalarValue; readonly origin: string } {
  const { profile } = context;
  const origin = `${profile.name ?? "profile"}#/service_endpoints`;
  const endpoints = context.reverse("service_endpoint", "target");
  const [endpoint] = endpoints.items;
  if (endpoint !== undefined) return { value: true, origin: endpoint.origin };
  if (profile.serviceEndpoints === null) return { value: { unknown: "U7" }, origin };
  if (endpoints.state === "partial") return { value: { unknown: endpoints.code ?? "U7" }, origin };
  return { value: false, origin };
}
