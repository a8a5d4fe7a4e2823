import type { DerivationContext, LinkedResources, Resource } from "../../model/estate.ts";
import { boolean, derivedScalar, type DerivedScalarAttribute } from "../../model/resource-type.ts";
import type { ScalarValue, Unknown } from "../../model/value.ts";
import { asScalar } from "./nodes.ts";

interface Declared {
  readonly value: ScalarValue;
  readonly origin: string;
}

/**
 * Declares the attribute `declared_endpoint`: whether the profile's `service_endpoints` names the resource. Without that
 * key it is unknown with U7.
 */
export function declaredEndpoint(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => isDeclared(context, context.resource));
}

/**
 * Declares the attribute `declared_endpoint` of an API: whether the profile's `service_endpoints` names it or a domain
 * name that it is mapped to.
 */
export function declaredApi(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) =>
    firstDeclared(isDeclared(context, context.resource), declaredDomain(context, context.resource)),
  );
}

/** As `declaredApi`, of a stage of that API. */
export function declaredStage(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => {
    const api = each(context, context.forward("rest_api_id"), (found) =>
      firstDeclared(isDeclared(context, found), declaredDomain(context, found)),
    );
    return firstDeclared(isDeclared(context, context.resource), api);
  });
}

/**
 * Declares the attribute `declared_by_stages` of an API: whether the profile's `service_endpoints` names its stages, all that
 * are told. One of them alone declares nothing but itself.
 */
export function declaredByStages(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => {
    const { items, code } = context.reverse("aws_api_gateway_stage", "rest_api_id");
    const stages = items.map((stage) => isDeclared(context, stage));
    const undeclared = stages.find(({ value }) => value === false);
    if (undeclared !== undefined) return undeclared;
    const [first] = stages;
    const origin = first?.origin ?? context.resource.origin;
    // A stage of an API that is not known may be this one's; one that no document holds is declared in vain.
    const isSettled = first === undefined ? code !== "U1" : code === null || code === "U5";
    if (!isSettled) return { value: { unknown: code ?? "U1" }, origin };
    return stages.find(({ value }) => value !== true) ?? { value: first !== undefined, origin };
  });
}

/**
 * Declares the attribute `declared_endpoint` of what belongs to another resource: whether the profile's `service_endpoints`
 * names it or that owner.
 */
export function declaredWith(owner: string): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) =>
    firstDeclared(
      isDeclared(context, context.resource),
      each(context, context.forward(owner), (found) => isDeclared(context, found)),
    ),
  );
}

/**
 * Declares the attribute `declared_endpoint` of what resources of the given type belong to: whether the profile's
 * `service_endpoints` names it or one of those.
 */
export function declaredByAny(type: string, owner: string): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) =>
    firstDeclared(
      isDeclared(context, context.resource),
      each(context, context.reverse(type, owner), (found) => isDeclared(context, found)),
    ),
  );
}

/**
 * Declares the attribute `declared_domain` of an API: whether the profile's `service_endpoints` names a domain name that it
 * is mapped to.
 */
export function declaredDomainOfApi(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => declaredDomain(context, context.resource));
}

/**
 * Declares the attribute `declared_host` of an address or interface: whether the profile's `service_endpoints` names it, the
 * address that it attaches, or what the first of the holders that says anything names.
 */
export function declaredHost({
  address,
  holders,
}: {
  readonly address?: string;
  readonly holders: readonly string[];
}): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => {
    const holder = holders.find((attribute) => asScalar(context.value(attribute)).value !== null);
    return [address, holder]
      .filter((attribute) => attribute !== undefined)
      .map((attribute) => each(context, context.forward(attribute), (found) => isDeclared(context, found)))
      .reduce(firstDeclared, isDeclared(context, context.resource));
  });
}

function declaredDomain(context: DerivationContext, api: Resource): Declared {
  const ofMappings = (type: string): Declared =>
    each(context, context.reverse(type, "api_id", api), (mapping) =>
      each(context, context.forward("domain_name", mapping), (domain) => isDeclared(context, domain)),
    );
  const mapped = ofMappings("aws_apigatewayv2_api_mapping");
  return api.type === "aws_api_gateway_rest_api"
    ? firstDeclared(mapped, ofMappings("aws_api_gateway_base_path_mapping"))
    : mapped;
}

function isDeclared({ profile, reverse }: DerivationContext, resource: Resource): Declared {
  const origin = `${profile.name ?? "profile"}#/service_endpoints`;
  const endpoints = reverse("service_endpoint", "target", resource);
  const [endpoint] = endpoints.items;
  if (endpoint !== undefined) return { value: true, origin: endpoint.origin };
  if (profile.serviceEndpoints === null) return { value: { unknown: "U7" }, origin };
  if (endpoints.state === "partial") return { value: { unknown: endpoints.code ?? "U7" }, origin };
  return { value: false, origin };
}

/** Whether something that is linked is declared; what may be linked beside may be it. */
function each(
  { resource }: DerivationContext,
  { items, state, code }: LinkedResources,
  declared: (item: Resource) => Declared,
): Declared {
  const open: Declared = {
    value: state === "complete" ? false : { unknown: code ?? "U2" },
    origin: resource.origin,
  };
  return items.map(declared).reduce(firstDeclared, open);
}

/** The one of two that says more: that something is declared, else that it is not known. */
function firstDeclared(one: Declared, other: Declared): Declared {
  if (one.value === true) return one;
  return other.value === true || one.value === false ? other : one;
}
