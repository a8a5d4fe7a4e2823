import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { SekishoError } from "@sekisho/estate";
import type { LedgerSigner, VerifySignature } from "@sekisho/sheet";
import { digestOf, readBytes } from "../files.ts";

/** What signs the lines of a ledger and knows its own signatures. */
export interface LedgerKey extends LedgerSigner {
  readonly verify: VerifySignature;
}

/**
 * Reads an Ed25519 private key in PEM.
 *
 * @throws SekishoError `FILE_UNREADABLE`, `KEY_INVALID`.
 */
export async function loadSigningKey(path: string): Promise<LedgerKey> {
  const key = await loadKey(path, "private", createPrivateKey);
  const own = verifierOf([createPublicKey(key)]);
  return {
    key: idOf(createPublicKey(key)),
    sign: (text) => sign(null, Buffer.from(text), key).toString("base64"),
    verify: own,
  };
}

/**
 * Reads Ed25519 public keys in PEM and gives what verifies with them.
 *
 * @throws SekishoError `FILE_UNREADABLE`, `KEY_INVALID`.
 */
export async function loadVerifier(paths: readonly string[]): Promise<VerifySignature> {
  return verifierOf(await Promise.all(paths.map((path) => loadKey(path, "public", createPublicKey))));
}

function verifierOf(keys: readonly KeyObject[]): VerifySignature {
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  return (id, text, signature) => {
    const key = byId.get(id);
    if (key === undefined) return null;
    const bytes = Buffer.from(signature, "base64");
    // Several texts stand for the same bytes in base64; only the usual one is the signature that was written.
    return bytes.toString("base64") === signature && verify(null, Buffer.from(text), key, bytes);
  };
}

function idOf(key: KeyObject): string {
  return digestOf(key.export({ type: "spki", format: "der" }));
}

async function loadKey(
  path: string,
  kind: "private" | "public",
  parse: (pem: Buffer) => KeyObject,
): Promise<KeyObject> {
  const bytes = await readBytes(path, "key");
  let key: KeyObject | null = null;
  try {
    key = parse(Buffer.from(bytes));
  } catch {
    // The engine's own message is left out: it says nothing about files, and a key is secret.
  }
  if (key?.asymmetricKeyType === "ed25519") return key;
  throw new SekishoError(
    "KEY_INVALID",
    `The key ${path} cannot be used: it is no Ed25519 ${kind} key in PEM without a passphrase. ` +
      "Make one with openssl genpkey -algorithm ed25519.",
    { details: { file: path } },
  );
}
