import {
  boolean,
  computed,
  defineResourceType,
  derivedScalar,
  enumeration,
  json,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import {
  iamInUse,
  issuances,
  notAfterOf,
  writtenIssuance,
  writtenIssuedByHolder,
  writtenIssuerName,
  writtenKeyAlgorithm,
} from "./certificate-facts.ts";
import { declaredOwner } from "./declared.ts";

/** A certificate that is uploaded to IAM. AWS Config does not record it. */
export const awsIamServerCertificate = defineResourceType({
  type: "aws_iam_server_certificate",
  sources: {
    api: "iam:GetServerCertificate.ServerCertificate",
    cloudformation: "AWS::IAM::ServerCertificate",
  },
  identity: {
    arn: { api: "ServerCertificateMetadata.Arn", cloudformation: "Arn" },
    id: { api: "ServerCertificateMetadata.ServerCertificateId" },
  },
  attributes: {
    certificate_body: string({
      api: "CertificateBody",
      cloudformation: "CertificateBody",
      whenOmitted: { terraform: computed, api: unavailable, cloudformation: computed },
    }),
    issuance: derivedScalar(enumeration(issuances), writtenIssuance),
    issuer_name: derivedScalar(string(), writtenIssuerName),
    issued_by_holder: derivedScalar(boolean(), writtenIssuedByHolder),
    /** As written; policies read `not_after`. */
    not_after_source: json({
      terraform: null,
      api: "ServerCertificateMetadata.Expiration",
      observed: true,
      whenOmitted: { api: unavailable },
    }),
    not_after: derivedScalar(string(), notAfterOf),
    key_algorithm: derivedScalar(string(), writtenKeyAlgorithm),
    in_use: derivedScalar(boolean(), iamInUse),
    declared_owner: declaredOwner(),
  },
  links: { certificate_body: to(["tls_self_signed_cert", "tls_locally_signed_cert"], "cert_pem") },
  isGlobal: true,
});
