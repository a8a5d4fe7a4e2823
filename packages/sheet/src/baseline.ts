import { SekishoError } from "@sekisho/estate";
import { severities, type EarlierFinding, type FindingStatus } from "@sekisho/policy";
import { verdictOrder } from "./aggregate.ts";
import { assertInstant } from "./calendar.ts";
import { jsonPart } from "./json-part.ts";
import type { ClaimVerdict } from "./report.ts";

/** An earlier report as it is given. */
export interface BaselineInput {
  readonly name: string;
  /** `sha256:<hex>` of its bytes. */
  readonly digest: string;
  readonly text: string;
}

/** What a comparison takes from an earlier report. */
export interface Baseline {
  readonly name: string;
  readonly digest: string;
  readonly instant: string;
  /** Digests of what it was made with; null where there was none. */
  readonly bundle: string;
  readonly profile: string | null;
  readonly waivers: string | null;
  readonly sheet: { readonly id: string; readonly digest: string } | null;
  /** Ids of the policies that were evaluated. */
  readonly policies: readonly string[];
  readonly findings: readonly EarlierFinding[];
  readonly claims: ReadonlyMap<string, ClaimVerdict>;
}

const statuses: readonly FindingStatus[] = ["pass", "fail", "unknown", "not_applicable", "deviation", "error"];
const verdicts: readonly ClaimVerdict[] = [...verdictOrder, "not_claimed"];

/**
 * Reads an earlier report in JSON, as far as a comparison needs it.
 *
 * @throws SekishoError `BASELINE_INVALID` if it is none, or one of another version.
 */
export function readBaseline({ name, digest, text }: BaselineInput): Baseline {
  const refuse = (at: string, expected: string, cause?: unknown): never => {
    throw new SekishoError(
      "BASELINE_INVALID",
      `The earlier report ${name} cannot be compared with: ${expected} is expected${at === "" ? "" : ` at ${at}`}. ` +
        "Give what sekisho check --format json wrote.",
      { details: { file: name, pointer: at }, ...(cause === undefined ? {} : { cause }) },
    );
  };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The engine's own message is left out: it quotes the report.
    return refuse("", "JSON");
  }
  const report = jsonPart(json, "", refuse);
  if (report.member("schema").value !== "sekisho.report/v1") return refuse("/schema", '"sekisho.report/v1"');
  const instant = report.member("instant").text();
  try {
    assertInstant(instant);
  } catch (cause) {
    return refuse("/instant", "an RFC 3339 instant", cause);
  }
  return {
    name,
    digest,
    instant,
    bundle: report.member("bundle").member("digest").text(),
    sheet: report
      .member("sheet")
      .orNull((sheet) => ({ id: sheet.member("id").text(), digest: sheet.member("digest").text() })),
    profile: report.member("profile").orNull((profile) => profile.member("digest").text()),
    waivers: report.member("waivers").orNull((waivers) => waivers.member("digest").text()),
    policies: report.member("policies").items((policy) => policy.member("policy").text()),
    findings: report.member("findings").items((finding) => ({
      policy: finding.member("policy").text(),
      status: finding.member("status").orNull((status) => status.oneOf(statuses)),
      severity: finding.member("severity").oneOf(severities),
      subject: {
        type: finding.member("subject").member("type").text(),
        id: finding.member("subject").member("id").text(),
        address: finding
          .member("subject")
          .member("address")
          .orNull((address) => address.text()),
        arn: finding
          .member("subject")
          .member("arn")
          .orNull((arn) => arn.text()),
        // Where a subject was written then says nothing of where it is now.
        position: null,
        undeclared: finding.member("subject").member("undeclared").boolean(),
      },
    })),
    claims: new Map(
      report
        .member("claims")
        .items((claim) => [claim.member("claim").text(), claim.member("verdict").oneOf(verdicts)] as const),
    ),
  };
}
