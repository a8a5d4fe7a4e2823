// How the extracted vocabularies are written: one line an entry, so that a change can be read in a diff.

/** Puts the members of every object in order; what is undefined is left out. */
export function sorted(value) {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  );
}

/** Writes an object with one line a member; `depth` counts how many levels are broken into lines. */
export function inLines(value, depth, indent = "") {
  if (depth === 0 || typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const members = Object.entries(value);
  if (members.length === 0) return "{}";
  const inner = `${indent}  `;
  const lines = members.map(
    ([name, member]) => `${inner}${JSON.stringify(name)}: ${inLines(member, depth - 1, inner)}`,
  );
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
