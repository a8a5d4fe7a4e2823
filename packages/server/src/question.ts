import type { ErrorCode, ProfileInput } from "@sekisho/estate";
import type { PolicyBundle } from "@sekisho/policy";
import type { Format, Language } from "@sekisho/report";
import type { AnySheet } from "@sekisho/sheet";

/** What every question is answered with; plain data, so that a thread can be given it. */
export interface Setup {
  readonly bundle: PolicyBundle;
  /** The sheet whose claims are judged; null for policies only. */
  readonly sheet: AnySheet | null;
  /** What the owner declares about the system; a request to `/v1/check` may bring its own. */
  readonly profile: ProfileInput | null;
  /** What blocks, as `--fail-on` takes it; null for what blocks by default. */
  readonly failOn: string | null;
  /** Whether an admission is refused where a policy cannot decide. */
  readonly denyUnknown: boolean;
}

/** A document as a request brings it. */
export interface GivenDocument {
  readonly label: string | null;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Asks for a report on documents. */
export interface CheckQuestion {
  readonly kind: "check";
  readonly documents: readonly GivenDocument[];
  /** Documents of what runs, as `--runtime` takes them. */
  readonly runtime: readonly GivenDocument[];
  /** An earlier report in JSON; null without one. */
  readonly baseline: GivenDocument | null;
  /** A profile in place of the server's own; null for that. */
  readonly profile: GivenDocument | null;
  /** Accepted exceptions; null without any. */
  readonly waivers: GivenDocument | null;
  /** Only these policies; null for all. */
  readonly policies: readonly string[] | null;
  /** Whether claims are judged. */
  readonly withSheet: boolean;
  readonly instant: string;
  /** In place of the server's own; null for that. */
  readonly failOn: string | null;
  readonly format: Format;
  readonly lang: Language;
  readonly quiet: boolean;
}

/** Asks for the value of a rule, as OPA's Data API does. */
export interface DataQuestion {
  readonly kind: "data";
  /** The path below `data`. */
  readonly path: readonly string[];
  /** The request's body. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Asks whether Kubernetes may take an object. */
export interface AdmissionQuestion {
  readonly kind: "admission";
  /** The `AdmissionReview`. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly instant: string;
}

/** What a server is asked. */
export type Question = CheckQuestion | DataQuestion | AdmissionQuestion;

/** An answer: a rendering or JSON, or an error of the table. Plain data, so that a thread can give it. */
export type Answer =
  | {
      readonly ok: true;
      readonly body: string;
      /** What `sekisho check` would end with; null where nothing was checked. */
      readonly exitStatus: 0 | 1 | 3 | null;
    }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** Answers a question; once the signal is aborted nobody waits for the answer any more. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<Answer>;
