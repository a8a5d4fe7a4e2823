import {
  absent,
  boolean,
  computed,
  defineResourceType,
  list,
  listOf,
  number,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { createdTime } from "./created-time.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { declaredWafIncapable } from "./declared.ts";
import { certificateTypes, serverCertificates } from "./server-certificates.ts";

/** A classic load balancer. */
export const awsElb = defineResourceType({
  type: "aws_elb",
  sources: {
    config: "AWS::ElasticLoadBalancing::LoadBalancer",
    api: "elb:DescribeLoadBalancers.LoadBalancerDescriptions[]",
    cloudformation: "AWS::ElasticLoadBalancing::LoadBalancer",
  },
  identity: {
    arn: { api: "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/{LoadBalancerName}" },
    name: { config: "loadBalancerName", api: "LoadBalancerName", cloudformation: "LoadBalancerName | Ref" },
  },
  attributes: {
    internal: boolean({
      config: "scheme=internal",
      api: "Scheme=internal",
      cloudformation: "Scheme=internal",
      whenOmitted: { terraform: false, config: unavailable, api: unavailable, cloudformation: false },
    }),
    listener: list(
      {
        lb_protocol: string({
          config: "protocol",
          api: "Protocol",
          cloudformation: "Protocol",
          whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
        }),
        lb_port: number({
          config: "loadBalancerPort",
          api: "LoadBalancerPort",
          cloudformation: "LoadBalancerPort",
          whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
        }),
      },
      {
        config: "listenerDescriptions.listener",
        api: "ListenerDescriptions.Listener",
        cloudformation: "Listeners",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
      },
    ),
    /** The certificates of the listeners that have one. */
    certificate_arns: listOf(string(), {
      terraform: "listener.ssl_certificate_id",
      config: "listenerDescriptions.listener.sslcertificateId",
      api: "ListenerDescriptions.Listener.SSLCertificateId",
      cloudformation: "Listeners.SSLCertificateId",
      isSparse: true,
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    server_certificates: serverCertificates(({ forward }) => ({ links: [forward("certificate_arns")] })),
    security_groups: listOf(string(), {
      config: "securityGroups",
      api: "SecurityGroups",
      cloudformation: "SecurityGroups",
      whenOmitted: { terraform: computed, config: absent, api: absent },
    }),
    created_time: createdTime(),
    declared_endpoint: declaredEndpoint(),
    declared_waf_incapable: declaredWafIncapable(),
  },
  links: { certificate_arns: to(certificateTypes, "arn"), security_groups: to("aws_security_group", "id") },
});
