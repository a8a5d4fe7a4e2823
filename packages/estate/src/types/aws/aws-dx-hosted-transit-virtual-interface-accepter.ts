import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";
import { reachedVpcs, vpcsOfInterface } from "./reached-vpcs.ts";

/** What accepts a transit virtual interface that the owner of a connection made for another account; running, it is that interface. */
export const awsDxHostedTransitVirtualInterfaceAccepter = defineResourceType({
  type: "aws_dx_hosted_transit_virtual_interface_accepter",
  sources: { apiPartOf: "aws_dx_transit_virtual_interface" },
  identity: { arn: {} },
  attributes: {
    virtual_interface_id: string({ whenOmitted: { terraform: computed } }),
    dx_gateway_id: string({ whenOmitted: { terraform: computed } }),
    reached_vpcs: reachedVpcs(vpcsOfInterface),
  },
  links: { dx_gateway_id: to("aws_dx_gateway", "id") },
});
