/** What a cell of a workbook holds at most, in UTF-16 units. */
const longestCell = 32_767;

/**
 * Makes text that a workbook keeps as it is: without the two characters that XML cannot hold, with what looks like an escape
 * of the format (`_x0041_`) escaped, and cut visibly where a cell would be too long.
 */
export function spreadsheetText(text: string): string {
  const kept = text
    .replace(/[\ufffe\uffff]/gu, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, "_x005F_");
  if (kept.length <= longestCell) return kept;
  let end = longestCell - 1;
  // A character of two units is not cut apart.
  if (/[\ud800-\udbff]/u.test(kept.charAt(end - 1))) end -= 1;
  return `${kept.slice(0, end)}…`;
}
