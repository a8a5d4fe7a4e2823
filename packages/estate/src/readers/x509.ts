/** What is read of an X.509 certificate (RFC 5280, 4.1). */
export interface Certificate {
  /** The organization of the issuer, or else its common name; null if it has neither. */
  readonly issuer: string | null;
  /** Whether the issuer's name is the subject's. */
  readonly isIssuedByHolder: boolean;
}

/** One element of DER: its tag, its content, and where that stands. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
  /** Where the element itself begins. */
  readonly from: number;
}

const sequence = 0x30;
const set = 0x31;
const objectIdentifier = 0x06;
const version = 0xa0;

/** Strings of a name, by their tags: UTF8String, NumericString, PrintableString, TeletexString, IA5String, BMPString. */
const encodings: Readonly<Record<number, string>> = {
  0x0c: "utf-8",
  0x12: "utf-8",
  0x13: "utf-8",
  0x14: "windows-1252",
  0x16: "utf-8",
  0x1e: "utf-16be",
};

/** id-at-commonName 2.5.4.3 and id-at-organizationName 2.5.4.10. */
const commonName = "550403";
const organization = "55040a";

/** Reads the first certificate of a text in PEM (RFC 7468); null if there is none that can be read. */
export function readCertificate(pem: string): Certificate | null {
  const [, body] = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/u.exec(pem) ?? [];
  const bytes = body === undefined ? null : bytesOf(body.replaceAll(/\s/gu, ""));
  if (bytes === null) return null;
  const certificate = elementAt(bytes, 0, bytes.length);
  const [body0] = certificate === null ? [] : membersOf(bytes, certificate);
  if (body0?.tag !== sequence) return null;
  const fields = membersOf(bytes, body0);
  // Version, serial number, signature algorithm, issuer, validity, subject.
  const [, , issuer, , subject] = fields[0]?.tag === version ? fields.slice(1) : fields;
  if (issuer?.tag !== sequence || subject?.tag !== sequence) return null;
  const name = nameOf(bytes, issuer);
  return {
    issuer: name.get(organization) ?? name.get(commonName) ?? null,
    isIssuedByHolder: hex(bytes.subarray(issuer.from, issuer.end)) === hex(bytes.subarray(subject.from, subject.end)),
  };
}

/** The attributes of a name by the object identifier of their type, in hexadecimal digits; the first of each counts. */
function nameOf(bytes: Uint8Array, name: Element): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const relative of membersOf(bytes, name).filter(({ tag }) => tag === set)) {
    for (const attribute of membersOf(bytes, relative)) {
      const [type, value] = membersOf(bytes, attribute);
      if (type?.tag !== objectIdentifier || value === undefined) continue;
      const encoding = encodings[value.tag];
      const key = hex(bytes.subarray(type.start, type.end));
      if (encoding === undefined || attributes.has(key)) continue;
      attributes.set(key, new TextDecoder(encoding).decode(bytes.subarray(value.start, value.end)));
    }
  }
  return attributes;
}

function membersOf(bytes: Uint8Array, { start, end }: Element): readonly Element[] {
  const members: Element[] = [];
  let at = start;
  while (at < end) {
    const member = elementAt(bytes, at, end);
    if (member === null) return [];
    members.push(member);
    at = member.end;
  }
  return members;
}

/** Reads the element at a place; null if it is broken or reaches beyond the limit. */
function elementAt(bytes: Uint8Array, from: number, limit: number): Element | null {
  const [tag, first] = bytes.subarray(from, from + 2);
  if (tag === undefined || first === undefined) return null;
  const digits = first < 0x80 ? 0 : first - 0x80;
  if (digits > 4 || first === 0x80) return null;
  const start = from + 2 + digits;
  const length = digits === 0 ? first : bytes.subarray(from + 2, start).reduce((sum, digit) => sum * 256 + digit, 0);
  const end = start + length;
  return end > limit ? null : { tag, start, end, from };
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
