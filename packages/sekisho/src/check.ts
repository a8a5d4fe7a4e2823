import { SekishoError } from "@sekisho/estate";
import { check as checkDocuments, sheetJson, type AnySheet, type Report } from "@sekisho/sheet";
import { digestOf } from "./files.ts";
import {
  assertOneInput,
  loadBaseline,
  loadBundle,
  loadDocuments,
  loadProfile,
  loadWaivers,
  type BaselineSource,
  type DocumentSource,
  type ProfileSource,
  type WaiversSource,
} from "./load.ts";
import { loadSheet } from "./load-sheet.ts";
import { loadOwnTypes } from "./settings/load-settings.ts";

/** What is checked, against which sheet, with which policies, and as of when. */
export interface CheckOptions {
  /**
   * Terraform plan or state JSON, folders of Terraform source, AWS Config items, answers of the AWS API or snapshots of them
   * (a document, a folder or a `.tar.gz`): paths, `LABEL=PATH`, or contents.
   */
  readonly documents: readonly DocumentSource[];
  /** The folder of the Terraform source that the plans were made of: findings then say file and line. */
  readonly source?: string;
  /** Files of variable values for Terraform source, in the order in which they count. */
  readonly variableFiles?: readonly string[];
  /** A file of parameter values for CloudFormation templates, as `aws cloudformation` takes it. */
  readonly parameterFile?: string;
  /**
   * Whether nothing of the given Terraform source or template exists yet. Source tells it by itself unless given; a template
   * without it may exist.
   */
  readonly isNew?: boolean;
  /** AWS Config items or API output of the running system: what plans change is laid over them, and compared with them. */
  readonly runtime?: readonly DocumentSource[];
  /** An earlier report in JSON to compare with: the path of a file, or its content. */
  readonly baseline?: BaselineSource;
  /** What the owner declares about the system; without it, whatever needs it is unknown (U7). */
  readonly profile?: ProfileSource;
  /** Accepted exceptions: the path of a file, or its content. */
  readonly waivers?: WaiversSource;
  /** The id of a built-in sheet, the path of a file with a sheet of your own, such a sheet, or null for policies without claims. Default: the first built-in sheet. */
  readonly sheet?: string | AnySheet | null;
  /** Only these policies; the report then holds only the claims that these decide alone. */
  readonly policies?: readonly string[];
  /** Path of a bundle; the built-in one unless given. */
  readonly bundle?: string;
  /** Path of a `sekisho.yaml`, for the resource types of your own that it lists; none unless given. */
  readonly settings?: string;
  /** The instant to judge by (RFC 3339); now unless given. */
  readonly now?: string;
}

/**
 * Checks documents against a sheet: reads them into one estate, evaluates the policies over it and says about every
 * answer of the sheet what the documents confirm, contradict or leave open.
 *
 * @example
 * ```ts
 * import { check, render } from "sekisho";
 *
 * const report = await check({ documents: ["plan.json"], profile: "profile.yaml" });
 * console.log(render(report, { format: "sheet", lang: "en" }));
 * ```
 *
 * @throws SekishoError with a code of `docs/errors.md` for input that cannot be read.
 */
export async function check(options: CheckOptions): Promise<Report> {
  const noInput = (): Promise<never> =>
    Promise.reject(
      new SekishoError("USAGE", "Standard input is read by the command line only. Give the content itself."),
    );
  return checkWith(options, noInput);
}

/** {@link check} with a standard input. */
export async function checkWith(options: CheckOptions, stdin: () => Promise<Uint8Array>): Promise<Report> {
  const { sheet: named } = options;
  const sheet = typeof named === "object" ? named : await loadSheet(named);
  const instant = toInstant(options.now ?? new Date().toISOString());
  const profile = options.profile === undefined ? null : await loadProfile(options.profile);
  const waivers = options.waivers === undefined ? null : await loadWaivers(options.waivers);
  const baseline = options.baseline === undefined ? null : await loadBaseline(options.baseline);
  const running = options.runtime ?? [];
  assertOneInput([...options.documents, ...running]);
  // The policies are compiled while the documents are fetched; what is wrong with a document is told first.
  const own = await loadOwnTypes(options.settings);
  const loading = loadBundle(options.bundle, own);
  loading.catch(() => undefined);
  const documents = await loadDocuments(options.documents, stdin, options);
  const runtime = await loadDocuments(running, stdin);
  const { bundle, engine } = await loading;
  return checkDocuments({
    documents,
    runtime,
    baseline,
    profile,
    waivers,
    sheet: sheet === null ? null : { definition: sheet, digest: digestOf(sheetJson(sheet)) },
    bundle,
    engine,
    instant,
    ...(options.policies === undefined ? {} : { policies: options.policies }),
  });
}

/**
 * Takes an instant with a zone and gives it in UTC, as policies compare it.
 *
 * @throws SekishoError `USAGE` if it is no RFC 3339 instant.
 */
export function toInstant(text: string): string {
  const [, day] = /^(\d{4}-\d{2}-\d{2})T(?!24)\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/u.exec(text) ?? [];
  const time = new Date(text);
  // A day that its month does not have would silently become one of the next month.
  const isDay = day !== undefined && !Number.isNaN(time.getTime()) && new Date(day).toISOString().startsWith(day);
  if (!isDay) {
    throw new SekishoError(
      "USAGE",
      `The instant "${text}" is not an RFC 3339 date and time with a zone. Write it as 2026-11-01T09:00:00+09:00 or 2026-11-01T00:00:00Z.`,
    );
  }
  return time.toISOString();
}
