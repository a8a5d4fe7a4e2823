/**
 * What other tables of Shift_JIS write at the place of a character of this one (WAVE DASH and FULLWIDTH TILDE are one mark in
 * JIS), and the three ASCII lookalikes of the Encoding Standard.
 */
const lookalikes: Readonly<Record<string, string>> = {
  "\u301c": "\uff5e",
  "\u2212": "\uff0d",
  "\u2014": "\u2015",
  "\u2016": "\u2225",
  "\u00a2": "\uffe0",
  "\u00a3": "\uffe1",
  "\u00ac": "\uffe2",
  "\u00a5": "\\",
  "\u203e": "~",
};

/**
 * Makes what encodes text as Shift_JIS as Windows has it (CP932). What that does not hold is written as `\u{1f600}`: visibly, and
 * so that nothing else can be read for it.
 */
export function createShiftJisEncoder(): (text: string) => Uint8Array {
  const table = encodings();
  return (text) => {
    const bytes: number[] = [];
    for (const character of text) {
      const known = table.get(lookalikes[character] ?? character);
      if (known === undefined) {
        const visible = `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
        for (const ascii of visible) bytes.push(ascii.charCodeAt(0));
      } else {
        bytes.push(...known);
      }
    }
    return Uint8Array.from(bytes);
  };
}

/** The platform decodes Shift_JIS and does not encode it: its table is asked for each character, as the Encoding Standard says. */
function encodings(): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder("shift_jis", { fatal: true });
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: readonly number[]): void => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      // Of the doubles in the table, the first is the one that is written.
      if (!table.has(character)) table.set(character, bytes);
    } catch {
      // Nothing stands at this place of the table.
    }
  };
  for (let byte = 0; byte < 0x80; byte += 1) add(byte);
  for (let byte = 0xa1; byte < 0xe0; byte += 1) add(byte);
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    // 0xED and 0xEE repeat IBM's extensions, which are written in their own place.
    if ((lead > 0x9f && lead < 0xe0) || lead === 0xed || lead === 0xee) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) if (trail !== 0x7f) add(lead, trail);
  }
  return table;
}
