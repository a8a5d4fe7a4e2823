import { SekishoError } from "@sekisho/estate";
import type { Report } from "@sekisho/sheet";
import { validate } from "./validate-report.generated.ts";

// The generated code is plain JavaScript without types; this is the shape that ajv documents for a standalone validator.
const check = validate as unknown as {
  (value: unknown): value is Report;
  errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
};

/**
 * Reads a stored report.
 *
 * @param name File name, for messages; they quote nothing of the report.
 * @throws SekishoError `REPORT_INVALID` with the place that is not as the schema asks (`schema/sekisho.report.v1.schema.json`).
 */
export function readReport(text: string, name: string): Report {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The engine's own message is left out: it quotes the report.
    throw invalid(name, "", "it is not JSON");
  }
  if (check(json)) return json;
  const [problem] = check.errors ?? [];
  throw invalid(name, problem?.instancePath ?? "", problem?.message ?? "it does not match its schema");
}

function invalid(name: string, pointer: string, what: string): SekishoError {
  return new SekishoError(
    "REPORT_INVALID",
    `The report ${name} cannot be rendered: ${pointer === "" ? "" : `at ${pointer} it `}${what}. ` +
      "Give what sekisho check --format json wrote.",
    { details: { file: name, pointer } },
  );
}
