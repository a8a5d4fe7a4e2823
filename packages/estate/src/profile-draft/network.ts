import type { Estate, Resource } from "../model/estate.ts";
import { asCollection, asScalar, fieldOf, objectsOf } from "../types/aws/nodes.ts";
import type { ObjectNode, ScalarNode } from "../model/value.ts";
import type { Proposal } from "./draft-text.ts";
import { distinctSubjects, selectorOf } from "./selectors.ts";

/** Subnets by what their routes say of the tier they are of; only guesses where not all routes are known. */
export interface FoundTiers {
  readonly edge: readonly Proposal[];
  readonly internal: readonly Proposal[];
}

/** Proposes a tier for each subnet: edge with a default route to an internet gateway, else internal. */
export function foundTiers(estate: Estate): FoundTiers {
  const edge: Proposal[] = [];
  const internal: Proposal[] = [];
  for (const subnet of distinctSubjects(estate, "aws_subnet")) {
    const routes = asCollection(estate.value(subnet, "effective_routes"));
    const outward = defaultRoutes(estate, subnet).map((route) => asScalar(fieldOf(route, "target")).value);
    if (outward.includes("internet_gateway"))
      edge.push(selectorOf(estate, subnet, "has a default route to an internet gateway"));
    else if (routes.state === "complete" && outward.every((target) => typeof target === "string"))
      internal.push(selectorOf(estate, subnet, "has no default route to an internet gateway"));
    else internal.push(selectorOf(estate, subnet, "its routes are not all known", true));
  }
  return { edge, internal };
}

function defaultRoutes(estate: Estate, subnet: Resource): readonly ObjectNode[] {
  return objectsOf(asCollection(estate.value(subnet, "effective_routes"))).filter((route) =>
    ["destination_cidr_ipv4", "destination_cidr_ipv6"].some((name) => isWorld(asScalar(fieldOf(route, name)))),
  );
}

function isWorld({ value }: ScalarNode): boolean {
  return value === "0.0.0.0/0" || value === "::/0";
}

/** Proposes the VPCs to which an internet gateway is attached. */
export function foundEdgeVpcs(estate: Estate): readonly Proposal[] {
  const found = new Map<Resource, Proposal>();
  for (const type of ["aws_internet_gateway", "aws_internet_gateway_attachment"]) {
    for (const gateway of estate.subjects(type)) {
      const vpcs = estate.forward(gateway, "vpc_id").items.filter(({ isSubject }) => isSubject);
      for (const vpc of vpcs) found.set(vpc, selectorOf(estate, vpc, "has an internet gateway"));
    }
  }
  return [...found.values()];
}

/** Proposes what VPC Block Public Access leaves out. */
export function foundExclusions(estate: Estate): readonly Proposal[] {
  return estate
    .subjects("aws_vpc_block_public_access_exclusion")
    .flatMap((exclusion) =>
      ["vpc_id", "subnet_id"].flatMap((attribute) =>
        estate
          .forward(exclusion, attribute)
          .items.map((target) => selectorOf(estate, target, "is left out by Block Public Access")),
      ),
    );
}

const pathLinks = ["nat_gateway_id", "transit_gateway_id", "vpc_endpoint_id"] as const;
const pathTypes = ["aws_nat_gateway", "aws_ec2_transit_gateway", "aws_vpc_endpoint"] as const;

/** Proposes the NAT gateways, transit gateways and endpoints that default routes lead to. */
export function foundEgressPaths(estate: Estate): readonly Proposal[] {
  const linked = estate
    .subjects("aws_route")
    .filter((route) =>
      ["destination_cidr_block", "destination_ipv6_cidr_block"].some((name) =>
        isWorld(asScalar(estate.value(route, name))),
      ),
    )
    .flatMap((route) => pathLinks.flatMap((attribute) => estate.forward(route, attribute).items));
  const ids = new Set(
    estate
      .subjects("aws_subnet")
      .flatMap((subnet) => defaultRoutes(estate, subnet))
      .map((route) => asScalar(fieldOf(route, "target_id")).value),
  );
  const told = pathTypes.flatMap((type) =>
    distinctSubjects(estate, type).filter(
      ({ identities }) => typeof identities["id"] === "string" && ids.has(identities["id"]),
    ),
  );
  return [...new Set([...linked, ...told])].map((target) => selectorOf(estate, target, "a default route leads to it"));
}
