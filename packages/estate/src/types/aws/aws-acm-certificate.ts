import {
  absent,
  boolean,
  computed,
  defineResourceType,
  derivedScalar,
  enumeration,
  json,
  listOf,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import {
  acmInUse,
  issuanceOf,
  issuances,
  issuedByHolder,
  issuerName,
  keyAlgorithmOf,
  notAfterOf,
} from "./certificate-facts.ts";
import { declaredOwner } from "./declared.ts";

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
    status: string({
      terraform: null,
      config: "status",
      api: "Status",
      observed: true,
      whenOmitted: { config: unavailable, api: unavailable },
    }),
    /** As written; policies read `not_after`. */
    not_after_source: json({
      terraform: null,
      config: "notAfter",
      api: "NotAfter",
      observed: true,
      whenOmitted: { config: unavailable, api: unavailable },
    }),
    not_after: derivedScalar(string(), notAfterOf),
    renewal_eligibility: string({
      terraform: null,
      config: "renewalEligibility",
      api: "RenewalEligibility",
      observed: true,
      whenOmitted: { config: unavailable, api: unavailable },
    }),
    renewal_status: string({
      terraform: null,
      config: "renewalSummary.renewalStatus",
      api: "RenewalSummary.RenewalStatus",
      observed: true,
      whenOmitted: { config: absent, api: absent },
    }),
    /** As written; policies read `key_algorithm`. */
    key_algorithm_source: string({
      terraform: "key_algorithm",
      config: "keyAlgorithm",
      api: "KeyAlgorithm",
      cloudformation: "KeyAlgorithm",
      whenOmitted: {
        terraform: (read) => (read("certificate_body") === null ? "RSA_2048" : computed),
        config: unavailable,
        api: unavailable,
        cloudformation: "RSA_2048",
      },
    }),
    key_algorithm: derivedScalar(string(), keyAlgorithmOf),
    /** How the holder shows that the domain is theirs; without one AWS asks by email. */
    validation_method: string({
      config: "domainValidationOptions[].validationMethod",
      api: "DomainValidationOptions[].ValidationMethod",
      cloudformation: "ValidationMethod",
      whenOmitted: {
        terraform: (read) =>
          read("certificate_body") === null && read("certificate_authority_arn") === null ? "EMAIL" : absent,
        config: unavailable,
        api: unavailable,
        cloudformation: "EMAIL",
      },
    }),
    in_use: derivedScalar(boolean(), acmInUse),
    declared_owner: declaredOwner(),
    in_use_by: listOf(string(), {
      terraform: null,
      config: "inUseBy",
      api: "InUseBy",
      whenOmitted: { config: absent, api: absent },
    }),
  },
  links: { certificate_body: to(["tls_self_signed_cert", "tls_locally_signed_cert"], "cert_pem") },
});
