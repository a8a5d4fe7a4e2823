import { parseDocument, stringify as write } from "yaml";

/** Reads YAML without aliases: a few lines of them can stand for millions of nodes. */
export function parse(text: string, refuse: () => never): unknown {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0) return refuse();
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return refuse();
  }
}

/** Writes YAML that is corrected by hand: long lines stay whole. */
export function stringify(value: unknown): string {
  return write(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
