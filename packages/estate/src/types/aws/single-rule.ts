import { absent, computed, number, string, type Attributes } from "../../model/resource-type.ts";
import { defaultGroupId } from "./default-group-id.ts";

/** What a rule of a security group with one other side has in either direction. */
export const singleRuleAttributes = {
  ip_protocol: string({
    api: "IpProtocol",
    cloudformation: "IpProtocol",
    whenOmitted: { terraform: computed },
  }),
  from_port: number({
    api: "FromPort",
    cloudformation: "FromPort",
    whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
  }),
  to_port: number({
    api: "ToPort",
    cloudformation: "ToPort",
    whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
  }),
  cidr_ipv4: string({
    api: "CidrIpv4",
    cloudformation: "CidrIp",
    whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
  }),
  cidr_ipv6: string({
    api: "CidrIpv6",
    cloudformation: "CidrIpv6",
    whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
  }),
  security_group_id: string({
    api: "GroupId",
    cloudformation: "GroupId",
    whenOmitted: { terraform: computed },
  }),
  default_security_group_id: defaultGroupId({ api: "GroupId", cloudformation: "GroupId" }),
} as const satisfies Attributes;
