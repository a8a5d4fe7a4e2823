import { escapeControls } from "../escape.ts";
import type { Language } from "../model.ts";
import type { Piece, Pieces } from "../pieces.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import type { MessageArguments, MessageKey, Messages, Templates } from "./keys.ts";

/** The templates by language. */
export const templates: Readonly<Record<Language, Templates>> = { ja, en };

/**
 * Fills the `{name}`s of a template in one pass, so that a value which looks like a placeholder stays a value, and makes
 * control characters of template and values visible. A name without a value stays as it stands.
 */
export function fill(
  template: string,
  values: Readonly<Record<string, string | number | boolean | null | undefined>>,
): string {
  const filled = template.replace(/\{(\w+)\}/gu, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name] ?? "—") : placeholder,
  );
  return escapeControls(filled);
}

/** Says a message in one language. */
export type Say = <Key extends MessageKey>(
  key: Key,
  ...values: [Messages[Key]] extends [never] ? [] : [MessageArguments<Key>]
) => string;

/** Gives what says messages in one language. */
export function sayIn(language: Language): Say {
  return (key, ...[values]) => fill(templates[language][key], values ?? {});
}

/** Says a message in one language in pieces: a value that is a piece of code stays one. */
export type Phrase = <Key extends MessageKey>(
  key: Key,
  values: { readonly [Name in Messages[Key]]: Pieces | Piece | number },
) => Pieces;

/** Gives what says messages in pieces. */
export function phraseIn(language: Language): Phrase {
  return (key, values) => {
    const given: Readonly<Record<string, Pieces | Piece | number>> = values;
    // Of what is split at the names, every other part is a name.
    return templates[language][key].split(/\{(\w+)\}/u).flatMap((part, index): Pieces => {
      if (index % 2 === 0) return part === "" ? [] : [part];
      const value = Object.hasOwn(given, part) ? given[part] : undefined;
      if (value === undefined) return [`{${part}}`];
      if (typeof value === "number") return [String(value)];
      return typeof value === "string" || "code" in value ? [value] : value;
    });
  };
}
