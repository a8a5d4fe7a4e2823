import { computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";
import { certificateTypes } from "./server-certificates.ts";

/** A certificate that a listener shows beside its default one. AWS Config does not record it. */
export const awsLbListenerCertificate = defineResourceType({
  type: "aws_lb_listener_certificate",
  aliases: ["aws_alb_listener_certificate"],
  sources: {
    api: "elbv2:DescribeListenerCertificates.Certificates[]",
    apiWhere: (read) => read("IsDefault") !== true,
    cloudformation: "AWS::ElasticLoadBalancingV2::ListenerCertificate",
  },
  identity: {},
  attributes: {
    listener_arn: string({
      api: "@ListenerArn",
      cloudformation: "ListenerArn",
      whenOmitted: { terraform: computed, api: unavailable },
    }),
    certificate_arn: string({
      api: "CertificateArn",
      cloudformation: "Certificates[].CertificateArn",
      whenOmitted: { terraform: computed, api: unavailable, cloudformation: computed },
    }),
  },
  links: { listener_arn: to("aws_lb_listener", "arn"), certificate_arn: to(certificateTypes, "arn") },
});
