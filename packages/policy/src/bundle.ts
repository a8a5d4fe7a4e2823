import type { OwnTypes, Selection, TypeDeclaration } from "@sekisho/estate";
import type { Severity, EvidenceClass } from "./finding.ts";

/** A text in both languages. */
export interface Bilingual {
  readonly ja: string;
  readonly en: string;
}

/** What the bundle says about one policy; comes from the policy's METADATA and selection. */
export interface PolicyInfo {
  /** Dotted id: `enc.rds_at_rest`. */
  readonly id: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly severity: Severity;
  /** METADATA `custom.evidence`: what every pass rests on; null if its values decide. */
  readonly evidence: Extract<EvidenceClass, "inherited"> | null;
  /** Profile keys that stand in its input. */
  readonly profile: readonly string[];
  /** Message templates by reason code; `{name}` stands for an argument. */
  readonly reasons: Readonly<Record<string, Bilingual>>;
  readonly remediation: Bilingual;
  readonly references: readonly string[];
  readonly selection: Selection;
}

/** The metadata in a bundle's `.manifest`, below `metadata.sekisho`. */
export interface BundleMetadata {
  readonly schema: "sekisho.bundle/v1";
  readonly policies: readonly PolicyInfo[];
  /** The resource types that are not built in: what declares them, or what policies select of them without a declaration. */
  readonly types?: readonly TypeDeclaration[];
  /** `sha256:<hex>` of policy.wasm. */
  readonly wasm: string;
}

/** A bundle that was read. */
export interface PolicyBundle {
  readonly revision: string;
  /** `sha256:<hex>` of the archive. */
  readonly digest: string;
  /** Sorted by id. */
  readonly policies: readonly PolicyInfo[];
  /** The resource types that are not built in, as its policies were compiled with them. */
  readonly own: OwnTypes;
  /** `sha256:<hex>` that the manifest states of `wasm`; whoever loads the bundle compares it. */
  readonly wasmDigest: string;
  readonly wasm: Uint8Array<ArrayBuffer>;
}
