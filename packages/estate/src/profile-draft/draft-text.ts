/** One value that a draft proposes, with what it was found in. */
export interface Proposal {
  /** The value in YAML, on one line. */
  readonly yaml: string;
  /** The resource that it comes from, and what was seen there. */
  readonly from: string;
  /** Whether it is only a guess, which stands commented out. */
  readonly isOpen: boolean;
}

/** One key of a draft: what is to be filled in, and what was found for it. */
export interface DraftKey {
  readonly name: string;
  /** One sentence to the owner; null where the name says it. */
  readonly ask: string | null;
  /** A single value; null where none is found. */
  readonly value?: Proposal | null;
  readonly entries?: readonly Proposal[];
  readonly members?: readonly DraftKey[];
}

/** A string as YAML has it, whatever stands in it: JSON is a part of YAML. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Writes keys one after another; what is not known is commented out. */
export function writeKeys(keys: readonly DraftKey[]): string {
  return keys.map((key) => `${withAsk(key).join("\n")}\n`).join("\n");
}

function isKnown({ value = null, entries = [], members = [] }: DraftKey): boolean {
  return value?.isOpen === false || entries.some(({ isOpen }) => !isOpen) || members.some(isKnown);
}

function linesOf(key: DraftKey): readonly string[] {
  const { name, value = null, entries, members } = key;
  const lines = members === undefined ? ownLines(name, value, entries) : [`${name}:`, ...members.flatMap(memberLines)];
  return isKnown(key) ? lines : lines.map(commentedOut);
}

function ownLines(name: string, value: Proposal | null, entries: readonly Proposal[] | undefined): readonly string[] {
  if (entries === undefined) return [value === null ? `${name}:` : `${name}: ${noted(value)}`];
  const lines = entries.map((entry) => {
    const line = `  - ${noted(entry)}`;
    return entry.isOpen ? commentedOut(line) : line;
  });
  return [entries.length === 0 ? `${name}: []` : `${name}:`, ...lines];
}

function memberLines(member: DraftKey): readonly string[] {
  return withAsk(member).map((line) => `  ${line}`);
}

function withAsk(key: DraftKey): readonly string[] {
  return key.ask === null ? linesOf(key) : [`# ${oneLine(key.ask)}`, ...linesOf(key)];
}

function noted({ yaml, from }: Proposal): string {
  return `${yaml} # ${oneLine(from)}`;
}

function commentedOut(line: string): string {
  const text = line.trimStart();
  return text.startsWith("#") ? line : `${line.slice(0, line.length - text.length)}# ${text}`;
}

/** What stands in a comment may come from a document: what would end the comment is no part of it. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}
