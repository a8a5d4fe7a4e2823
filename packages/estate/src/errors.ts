/** What an error code stands for: its title, the exit status of the command line and the status of an HTTP answer. */
export interface ErrorInfo {
  readonly title: string;
  readonly exit: 2 | 3;
  readonly http: 400 | 404 | 405 | 406 | 413 | 415 | 500 | 503;
}

/** Every error that any part of Sekisho throws, one row a code; `docs/errors.md` is generated from it. */
export const errorInfo = {
  USAGE: { title: "The command line is not understood", exit: 2, http: 400 },
  FILE_UNREADABLE: { title: "A file cannot be read", exit: 2, http: 400 },
  FILE_EXISTS: { title: "A file would be overwritten", exit: 2, http: 400 },
  DOCUMENT_EMPTY: { title: "A document is empty", exit: 2, http: 400 },
  DOCUMENT_NOT_JSON: { title: "A document is not valid JSON", exit: 2, http: 400 },
  DOCUMENT_TOO_DEEP: { title: "A document is nested too deeply to be read safely", exit: 2, http: 400 },
  DOCUMENT_TOO_LARGE: { title: "A document is larger than what is read", exit: 2, http: 413 },
  DOCUMENT_BINARY_PLAN: { title: "A document is a binary Terraform plan file", exit: 2, http: 400 },
  DOCUMENT_KIND_UNKNOWN: { title: "A document is of no known kind", exit: 2, http: 400 },
  DOCUMENT_INVALID: { title: "A document does not have the shape its kind asks for", exit: 2, http: 400 },
  DOCUMENT_CONFLICT: { title: "Two documents claim the same resource", exit: 2, http: 400 },
  SOURCE_INVALID: { title: "Terraform source cannot be evaluated", exit: 2, http: 400 },
  PROFILE_INVALID: { title: "A profile does not have the shape its schema asks for", exit: 2, http: 400 },
  ATTESTATIONS_INVALID: { title: "A document of attestations contradicts itself or its schema", exit: 2, http: 400 },
  SETTINGS_INVALID: { title: "sekisho.yaml does not have the shape its schema asks for", exit: 2, http: 400 },
  TYPE_INVALID: { title: "A file of a resource type of your own cannot be used", exit: 2, http: 400 },
  TYPE_UNKNOWN: { title: "A name is no resource type of the provider", exit: 2, http: 400 },
  WAIVERS_INVALID: { title: "A file of waivers cannot be used", exit: 2, http: 400 },
  LEDGER_INVALID: { title: "A ledger does not verify", exit: 2, http: 400 },
  LEDGER_BUSY: { title: "Another check is writing to the ledger", exit: 3, http: 503 },
  KEY_INVALID: { title: "A key cannot be used", exit: 2, http: 400 },
  BASELINE_INVALID: { title: "An earlier report cannot be compared with", exit: 2, http: 400 },
  REPORT_INVALID: { title: "A stored report does not have the shape its schema asks for", exit: 2, http: 400 },
  FORM_INVALID: { title: "A customer's sheet file cannot be read or filled", exit: 2, http: 400 },
  SELECTION_INVALID: { title: "A selection names something that no resource type has", exit: 2, http: 400 },
  POLICY_INVALID: { title: "A policy does not meet the rules for policies", exit: 2, http: 500 },
  POLICY_UNKNOWN: { title: "A name is no policy of the bundle", exit: 2, http: 400 },
  SHEET_UNKNOWN: { title: "A name is no sheet", exit: 2, http: 400 },
  SHEET_INVALID: { title: "A sheet or claim definition contradicts itself", exit: 2, http: 500 },
  BUNDLE_INVALID: { title: "A policy bundle cannot be read", exit: 2, http: 500 },
  BUNDLE_BUILTIN_UNKNOWN: {
    title: "A policy bundle needs a built-in that this host does not have",
    exit: 2,
    http: 500,
  },
  COMPILER_MISSING: { title: "OPA's compiler is not there", exit: 2, http: 500 },
  EVALUATOR_MISSING: { title: "The evaluator of Terraform source is not there", exit: 2, http: 500 },
  ACCOUNT_UNREADABLE: { title: "An AWS account cannot be asked", exit: 2, http: 500 },
  SNAPSHOT_CONFLICT: { title: "A snapshot would be mixed with another one", exit: 2, http: 400 },
  COLLECTION_CUT_OFF: { title: "Collecting ended before every call was answered", exit: 3, http: 500 },
  SERVER_MISSING: { title: "The server is not installed", exit: 2, http: 500 },
  ADDRESS_UNUSABLE: { title: "The server cannot listen where it is told to", exit: 2, http: 500 },
  CERTIFICATE_INVALID: { title: "A certificate cannot be used", exit: 2, http: 500 },
  REQUEST_INVALID: { title: "A request to the server is not understood", exit: 2, http: 400 },
  REQUEST_PATH_UNKNOWN: { title: "The server has nothing at a path", exit: 2, http: 404 },
  REQUEST_METHOD: { title: "A path of the server does not take the method", exit: 2, http: 405 },
  REQUEST_NOT_ACCEPTABLE: { title: "The server has no rendering that the request accepts", exit: 2, http: 406 },
  REQUEST_TOO_LARGE: { title: "A request is larger than what the server takes", exit: 2, http: 413 },
  REQUEST_TYPE: { title: "The content type or encoding of a request is not read", exit: 2, http: 415 },
  SERVER_BUSY: { title: "The server has as many requests as it takes at a time", exit: 3, http: 503 },
  TIME_LIMIT: { title: "A request took longer than the server allows", exit: 3, http: 503 },
  EVALUATION_FAILED: { title: "A policy could not be evaluated", exit: 3, http: 500 },
  RESOURCE_TYPE_INVALID: { title: "A resource type definition contradicts itself", exit: 3, http: 500 },
  INTERNAL: { title: "Sekisho met a situation it does not expect", exit: 3, http: 500 },
} as const satisfies Record<string, ErrorInfo>;

/** A key of the error table. */
export type ErrorCode = keyof typeof errorInfo;

const brand = "sekisho.error";

/**
 * The one error class of Sekisho. The message says what happened, where, and what to do; it holds no value of a
 * document, because a document's values may be secret.
 */
export class SekishoError extends Error {
  override readonly name = "SekishoError";
  readonly brand = brand;
  readonly code: ErrorCode;
  /** JSON-safe facts of this error: file, line, column, pointer, names. */
  readonly details: Readonly<Record<string, string | number | readonly string[]>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      readonly cause?: unknown;
      readonly details?: Readonly<Record<string, string | number | readonly string[]>>;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Tells whether a value is an error of Sekisho, also one thrown by another copy of the package. */
export function isSekishoError(value: unknown): value is SekishoError {
  return value instanceof Error && "brand" in value && value.brand === brand;
}
