import type { DerivationContext, LinkedResources } from "../../model/estate.ts";
import { boolean, derivedList, enumeration, string } from "../../model/resource-type.ts";
import { scalarNode, type ScalarValue, type UnknownCode } from "../../model/value.ts";
import { issuances } from "./certificate-facts.ts";
import { asScalar, collectionNode, objectNode } from "./nodes.ts";

/** Where a server's certificate comes from: as of ACM and IAM, or the one that CloudFront has for all distributions. */
const serverIssuances = [...issuances, "default"] as const;

/** What tells the certificates that a server shows. */
export interface ServerCertificateSource {
  readonly links: readonly LinkedResources[];
  /** Whether the server shows the certificate that CloudFront has for all distributions; not known if it is a code. */
  readonly isDefault?: boolean | UnknownCode;
  /** Why the server may show more; null if it does not. */
  readonly code?: UnknownCode | null;
}

/**
 * Declares the attribute `server_certificates`: the certificates that a server shows to those who connect to it, and who
 * issued each.
 */
export function serverCertificates(sourceOf: (context: DerivationContext) => ServerCertificateSource) {
  return derivedList(
    {
      issuance: enumeration(serverIssuances),
      issuer_name: string(),
      issued_by_holder: boolean(),
    },
    (context) => {
      const { links, isDefault = false, code = null } = sourceOf(context);
      const { origin } = context.resource;
      const own = isDefault === true ? [item("default", null, false, origin)] : [];
      const linked = links
        .flatMap(({ items }) => items)
        .map((certificate) =>
          objectNode({
            issuance: asScalar(context.valueOf(certificate, "issuance")),
            issuer_name: asScalar(context.valueOf(certificate, "issuer_name")),
            issued_by_holder: asScalar(context.valueOf(certificate, "issued_by_holder")),
          }),
        );
      const codes = [...links.map((link) => link.code), code, typeof isDefault === "string" ? isDefault : null];
      return collectionNode(codes, [...own, ...linked], origin);
    },
  );
}

function item(issuance: ScalarValue, issuerName: ScalarValue, isIssuedByHolder: ScalarValue, origin: string) {
  return objectNode({
    issuance: scalarNode(issuance, origin),
    issuer_name: scalarNode(issuerName, origin),
    issued_by_holder: scalarNode(isIssuedByHolder, origin),
  });
}

/** The two stores of certificates, which both name theirs by ARN. */
export const certificateTypes = ["aws_acm_certificate", "aws_iam_server_certificate"] as const;
