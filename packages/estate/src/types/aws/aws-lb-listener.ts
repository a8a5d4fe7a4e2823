import { absent, computed, defineResourceType, number, string, to, unavailable } from "../../model/resource-type.ts";
import { certificateTypes, serverCertificates } from "./server-certificates.ts";
import { actions } from "./redirect.ts";

/** A listener of an application, network or gateway load balancer. */
export const awsLbListener = defineResourceType({
  type: "aws_lb_listener",
  aliases: ["aws_alb_listener"],
  sources: {
    config: "AWS::ElasticLoadBalancingV2::Listener",
    api: "elbv2:DescribeListeners.Listeners[]",
    cloudformation: "AWS::ElasticLoadBalancingV2::Listener",
  },
  identity: {
    arn: { config: "ListenerArn", api: "ListenerArn", cloudformation: "ListenerArn | Ref" },
  },
  attributes: {
    load_balancer_arn: string({
      config: "LoadBalancerArn",
      api: "LoadBalancerArn",
      cloudformation: "LoadBalancerArn",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    protocol: string({
      config: "Protocol",
      api: "Protocol",
      cloudformation: "Protocol",
      whenOmitted: {
        // Only a listener of a gateway load balancer goes without a port.
        terraform: (read) => (read("port") === null ? absent : computed),
        config: absent,
        api: absent,
        cloudformation: absent,
      },
      note: "A listener of a gateway load balancer has none.",
    }),
    port: number({
      config: "Port",
      api: "Port",
      cloudformation: "Port",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    /** The security policy of an HTTPS or TLS listener; without one AWS takes ELBSecurityPolicy-2016-08. */
    ssl_policy: string({
      config: "SslPolicy",
      api: "SslPolicy",
      cloudformation: "SslPolicy",
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
    }),
    /** The default certificate of an HTTPS or TLS listener. */
    certificate_arn: string({
      config: "Certificates[].CertificateArn",
      api: "Certificates[].CertificateArn",
      cloudformation: "Certificates[].CertificateArn",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    server_certificates: serverCertificates(({ forward, reverse }) => {
      const further = reverse("aws_lb_listener_certificate", "listener_arn");
      return {
        links: [forward("certificate_arn"), ...further.items.map((one) => forward("certificate_arn", one))],
        code: further.code,
      };
    }),
    default_action: actions({ config: "DefaultActions", api: "DefaultActions", cloudformation: "DefaultActions" }),
  },
  links: { load_balancer_arn: to("aws_lb", "arn"), certificate_arn: to(certificateTypes, "arn") },
});
