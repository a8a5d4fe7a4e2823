import { absent, computed, defineResourceType, string, to } from "../../model/resource-type.ts";
import { reachedVpcs, vpcsOfInterface } from "./reached-vpcs.ts";

/** What accepts a private virtual interface that the owner of a connection made for another account; running, it is that interface. */
export const awsDxHostedPrivateVirtualInterfaceAccepter = defineResourceType({
  type: "aws_dx_hosted_private_virtual_interface_accepter",
  sources: { apiPartOf: "aws_dx_private_virtual_interface" },
  identity: { arn: {} },
  attributes: {
    virtual_interface_id: string({ whenOmitted: { terraform: computed } }),
    dx_gateway_id: string({ whenOmitted: { terraform: absent } }),
    vpn_gateway_id: string({ whenOmitted: { terraform: absent } }),
    reached_vpcs: reachedVpcs(vpcsOfInterface),
  },
  links: { dx_gateway_id: to("aws_dx_gateway", "id"), vpn_gateway_id: to("aws_vpn_gateway", "id") },
});
