import { agreeing } from "@sekisho/estate";
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
 * control characters of template and values visible. `{name:day|days}` is the word that agrees with a number, in English. A
 * name without a value stays as it stands.
 */
export function fill(
  template: string,
  values: Readonly<Record<string, string | number | boolean | null | undefined>>,
): string {
  const filled = template.replace(placeholders, (placeholder, name: string, one?: string, other?: string) => {
    if (!Object.hasOwn(values, name)) return placeholder;
    const value = values[name];
    return one === undefined || other === undefined ? String(value ?? "—") : wordFor(value, one, other);
  });
  return escapeControls(filled);
}

const placeholders = /\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/gu;

function wordFor(value: unknown, one: string, other: string): string {
  return typeof value === "number" ? agreeing(value, one, other) : other;
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
    const template = templates[language][key];
    const pieces: Piece[] = [];
    let end = 0;
    for (const { 0: placeholder, 1: name = "", 2: one, 3: other, index } of template.matchAll(placeholders)) {
      if (index > end) pieces.push(template.slice(end, index));
      end = index + placeholder.length;
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (value === undefined) pieces.push(placeholder);
      else if (one !== undefined && other !== undefined) pieces.push(wordFor(value, one, other));
      else if (typeof value === "number") pieces.push(String(value));
      else pieces.push(...(typeof value === "string" || "code" in value ? [value] : value));
    }
    if (end < template.length) pieces.push(template.slice(end));
    return pieces;
  };
}
