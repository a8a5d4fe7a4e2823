import type { DerivationContext } from "../../model/estate.ts";
import { isUnknown, type ScalarValue, type UnknownCode } from "../../model/value.ts";
import { readCertificate, type Certificate } from "../../readers/x509.ts";
import { asScalar } from "./nodes.ts";

interface Derived {
  readonly value: ScalarValue;
  readonly origin: string;
}

/** Where a certificate comes from: a CA of Amazon, a private CA, or outside AWS. */
export const issuances = ["amazon_issued", "private", "imported"] as const;

/** Of a certificate that is written in a document: who made it, or why that is not known. */
type Written =
  | { readonly by: "holder" | "private_ca" }
  | { readonly by: "pem"; readonly certificate: Certificate }
  | { readonly by: "unknown"; readonly code: UnknownCode };

/** Says where a certificate of ACM comes from, by what a running one says or by the arguments that make it. */
export function issuanceOf(context: DerivationContext): Derived {
  const type = asScalar(context.value("type"));
  const told = { AMAZON_ISSUED: "amazon_issued", PRIVATE: "private", IMPORTED: "imported" } as const;
  if (typeof type.value === "string") {
    return {
      value: Object.hasOwn(told, type.value) ? told[type.value as keyof typeof told] : null,
      origin: type.origin,
    };
  }
  if (context.resource.running) return type;
  const authority = asScalar(context.value("certificate_authority_arn"));
  const body = asScalar(context.value("certificate_body"));
  if (body.value !== null && (!isUnknown(body.value) || isReferred(context))) {
    return writtenIssuance(context);
  }
  if (isUnknown(body.value)) return body;
  if (isUnknown(authority.value)) return authority;
  return { value: authority.value === null ? "amazon_issued" : "private", origin: authority.origin };
}

/** Says whether the issuer of a certificate of ACM is its holder. */
export function issuedByHolder(context: DerivationContext): Derived {
  const issuer = asScalar(context.value("issuer"));
  const subject = asScalar(context.value("subject"));
  if (typeof issuer.value === "string" && typeof subject.value === "string") {
    return { value: namesOf(subject.value).includes(issuer.value), origin: issuer.origin };
  }
  return writtenIssuedByHolder(context);
}

/** Says who issued a certificate of ACM: the name of the CA. */
export function issuerName(context: DerivationContext): Derived {
  const issuer = asScalar(context.value("issuer"));
  if (typeof issuer.value === "string") return issuer;
  return writtenIssuerName(context);
}

/** Says where a certificate comes from that is written out. */
export function writtenIssuance(context: DerivationContext): Derived {
  const { origin } = asScalar(context.value("certificate_body"));
  return { value: madeBy(context).by === "private_ca" ? "private" : "imported", origin };
}

/** Says whether the issuer of a certificate that is written out is its holder. */
export function writtenIssuedByHolder(context: DerivationContext): Derived {
  return fromWritten(context, (made) => (made.by === "pem" ? made.certificate.isIssuedByHolder : made.by === "holder"));
}

/** Says who issued a certificate that is written out. */
export function writtenIssuerName(context: DerivationContext): Derived {
  return fromWritten(context, (made) => (made.by === "pem" ? made.certificate.issuer : null));
}

function fromWritten(
  context: DerivationContext,
  read: (made: Exclude<Written, { readonly by: "unknown" }>) => ScalarValue,
): Derived {
  const { origin } = asScalar(context.value("certificate_body"));
  const made = madeBy(context);
  return { value: made.by === "unknown" ? { unknown: made.code } : read(made), origin };
}

/** A certificate that Terraform makes itself is known by its kind, before there is one. */
function madeBy(context: DerivationContext): Written {
  const [made] = context.forward("certificate_body").items;
  if (made !== undefined) return { by: made.type === "tls_self_signed_cert" ? "holder" : "private_ca" };
  const body = asScalar(context.value("certificate_body")).value;
  if (isUnknown(body)) return { by: "unknown", code: body.unknown };
  const certificate = typeof body === "string" ? readCertificate(body) : null;
  return certificate === null ? { by: "unknown", code: "U4" } : { by: "pem", certificate };
}

function isReferred(context: DerivationContext): boolean {
  return context.forward("certificate_body").items.length > 0;
}

/** The values of a name as ACM writes it: `C=JP,O=Example,CN=www.example.com`. */
function namesOf(subject: string): readonly string[] {
  const attributes = subject.split(/(?<!\\),/u).map((part) => part.slice(part.indexOf("=") + 1).replaceAll("\\", ""));
  return [subject, ...attributes];
}
