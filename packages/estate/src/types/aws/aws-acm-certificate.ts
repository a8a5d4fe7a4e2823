import {
  absent,
  boolean,
  computed,
  defineResourceType,
  derivedScalar,
  enumeration,
  listOf,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { issuanceOf, issuances, issuedByHolder, issuerName } from "./certificate-facts.ts";

/** A certificate of AWS Certificate Manager. */
export const awsAcmCertificate = defineResourceType({
  type: "aws_acm_certificate",
  sources: {
    config: "AWS::ACM::Certificate",
    api: "acm:DescribeCertificate.Certificate",
    cloudformation: "AWS::CertificateManager::Certificate",
  },
  identity: {
    arn: { config: "certificateArn", api: "CertificateArn", cloudformation: "CertificateArn | Ref" },
  },
  attributes: {
    /** As a running one says it; policies read `issuance`. */
    type: string({
      config: "type",
      api: "Type",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    certificate_authority_arn: string({
      config: "certificateAuthorityArn",
      api: "CertificateAuthorityArn",
      cloudformation: "CertificateAuthorityArn",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    /** The certificate that is imported, in PEM. CloudFormation cannot import one. */
    certificate_body: string({ whenOmitted: { terraform: absent, cloudformation: () => absent } }),
    issuer: string({
      terraform: null,
      config: "issuer",
      api: "Issuer",
      observed: true,
      whenOmitted: { config: unavailable, api: unavailable },
    }),
    subject: string({
      terraform: null,
      config: "subject",
      api: "Subject",
      observed: true,
      whenOmitted: { config: unavailable, api: unavailable },
    }),
    issuance: derivedScalar(enumeration(issuances), issuanceOf),
    issuer_name: derivedScalar(string(), issuerName),
    issued_by_holder: derivedScalar(boolean(), issuedByHolder),
    in_use_by: listOf(string(), {
      terraform: null,
      config: "inUseBy",
      api: "InUseBy",
      whenOmitted: { config: absent, api: absent },
    }),
  },
  links: { certificate_body: to(["tls_self_signed_cert", "tls_locally_signed_cert"], "cert_pem") },
});
