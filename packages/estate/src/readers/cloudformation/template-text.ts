import { SekishoError } from "../../errors.ts";
import type { Json } from "../../model/value.ts";
import { findTooDeep, maxDepth } from "../json.ts";
import { readYaml } from "../yaml.ts";

/**
 * Reads a template that stands in a string, in JSON or YAML.
 *
 * @param origin - Where the string stands, for messages.
 * @throws SekishoError `DOCUMENT_INVALID`, `DOCUMENT_TOO_DEEP` or `DOCUMENT_TOO_LARGE`.
 */
export function templateIn(text: string, origin: string): Json {
  if (!/^\s*\{/u.test(text)) return readYaml(text, origin).json;
  if (findTooDeep(text) !== null) {
    throw new SekishoError(
      "DOCUMENT_TOO_DEEP",
      `${origin}: the template in this string is nested deeper than ${String(maxDepth)} levels. Check what made the document.`,
      { details: { origin } },
    );
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    // The engine's own message is left out, also as a cause: it quotes the document.
    throw new SekishoError(
      "DOCUMENT_INVALID",
      `${origin}: this string holds no template in JSON or YAML. Give what CloudFormation prints or sends as it is.`,
      { details: { origin } },
    );
  }
}
