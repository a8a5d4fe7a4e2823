import type { DerivationContext } from "../../model/estate.ts";
import { heaviestCode } from "../../model/links.ts";
import { isUnknown, type ScalarValue, type UnknownCode } from "../../model/value.ts";
import { instantOf, timeOf } from "../../readers/aws-config/time.ts";
import { readCertificate, type Certificate } from "../../readers/x509.ts";
import { asCollection, asScalar } from "./nodes.ts";

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

/** Names the algorithm and size of a certificate's key as ACM does, by what is told of it or by the certificate itself. */
export function keyAlgorithmOf(context: DerivationContext): Derived {
  const told = asScalar(context.value("key_algorithm_source"));
  // Answers and items have been written with a hyphen too.
  if (typeof told.value === "string") return { ...told, value: told.value.replace("-", "_") };
  return asScalar(context.value("certificate_body")).value === null ? told : writtenKeyAlgorithm(context);
}

/** Names the algorithm and size of the key of a certificate that is written out. */
export function writtenKeyAlgorithm(context: DerivationContext): Derived {
  const made = madeBy(context);
  const { origin } = asScalar(context.value("certificate_body"));
  if (made.by === "pem") return { value: made.certificate.keyAlgorithm, origin };
  return { value: { unknown: made.by === "unknown" ? made.code : "U1" }, origin };
}

/** Writes until when a running certificate is valid as an instant; null where none runs. */
export function notAfterOf(context: DerivationContext): Derived {
  const { value, origin } = asScalar(context.value("not_after_source"));
  if (value === null || isUnknown(value)) return { value, origin };
  return { value: instantOf(timeOf(value)) ?? { unknown: "U4" }, origin };
}

/** An attribute by which a resource of a type takes a certificate. */
type Use = readonly [type: string, attribute: string];

const usesOfEither: readonly Use[] = [
  ["aws_lb_listener", "certificate_arn"],
  ["aws_lb_listener_certificate", "certificate_arn"],
  ["aws_elb", "certificate_arns"],
];

const usesOfAcm: readonly Use[] = [
  ...usesOfEither,
  ["aws_cloudfront_distribution", "viewer_acm_certificate_arn"],
  ["aws_api_gateway_domain_name", "certificate_arn"],
  ["aws_api_gateway_domain_name", "regional_certificate_arn"],
  ["aws_apigatewayv2_domain_name", "certificate_arn"],
];

const usesOfIam: readonly Use[] = [...usesOfEither, ["aws_cloudfront_distribution", "viewer_iam_certificate_id"]];

/** Says whether something takes a certificate of ACM: by what names it, or as a running one tells it. */
export function acmInUse(context: DerivationContext): Derived {
  const seen = useSeen(context, usesOfAcm);
  if (seen.value === true || !context.resource.running) return seen;
  const changes = usesOfAcm.map(([type, attribute]) => context.changes(type, attribute));
  const users = asCollection(context.value("in_use_by"));
  // What is told is what was there before a plan takes it away.
  if (changes.some(({ removed }) => removed.length > 0)) return seen;
  if (users.items.length > 0) return { value: true, origin: users.origin };
  const code = heaviestCode([users.code, ...changes.map((change) => change.code)]);
  return { value: code === null ? false : { unknown: code }, origin: users.origin };
}

/** Says whether something takes a certificate that is uploaded to IAM; AWS does not tell it. */
export function iamInUse(context: DerivationContext): Derived {
  return useSeen(context, usesOfIam);
}

/** That nothing is seen to take it leaves it open: services whose resources are not read take certificates too. */
function useSeen(context: DerivationContext, uses: readonly Use[]): Derived {
  const links = uses.map(([type, attribute]) => context.reverse(type, attribute));
  const [user] = links.flatMap(({ items }) => items);
  if (user !== undefined) return { value: true, origin: user.origin };
  const code = heaviestCode(links.map((link) => link.code)) ?? (context.resource.running ? "U4" : "U5");
  return { value: { unknown: code }, origin: context.resource.origin };
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
