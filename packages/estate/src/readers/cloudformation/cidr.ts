import type { Told } from "../vocabulary/told.ts";

/**
 * Divides an IPv4 block as `Fn::Cidr` does: so many networks of so many host bits, from the beginning. Null where the
 * function is called otherwise, or with an IPv6 block.
 */
export function subnetsOf(block: Told | undefined, count: number, hostBits: number): readonly string[] | null {
  if (typeof block !== "string") return null;
  const [, a, b, c, d, length] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/u.exec(block) ?? [];
  const octets = [a, b, c, d].map(Number);
  const prefix = Number(length);
  const isRead = octets.every((octet) => octet <= 255) && prefix <= 32;
  const isAsked = Number.isInteger(count) && count >= 1 && count <= 256 && Number.isInteger(hostBits);
  if (!isRead || !isAsked || hostBits < 0 || hostBits > 32 - prefix) return null;
  const size = 2 ** hostBits;
  const whole = 2 ** (32 - prefix);
  if (count * size > whole) return null;
  const start = Math.floor(octets.reduce((sum, octet) => sum * 256 + octet, 0) / whole) * whole;
  return Array.from({ length: count }, (_, index) => `${dotted(start + index * size)}/${String(32 - hostBits)}`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => String(Math.floor(address / 2 ** shift) % 256)).join(".");
}
