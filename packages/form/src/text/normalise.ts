/** Text without what layouts differ in, with where each of its characters stood. */
export interface Normalised {
  readonly text: string;
  /** For each UTF-16 unit of the text, the code point of the original that it comes from. */
  readonly origins: readonly number[];
}

/** Hyphens, dashes and minus signs, which are typed for one another; the long vowel mark is none of them. */
const dashes = /[\u2010-\u2015\u2212\ufe58\uff0d]/u;

/** Waves and tildes. */
const waves = /[\u301c\uff5e\u223c]/u;

/**
 * Makes texts comparable that differ in layout only: widths of letters and kana (NFKC), kinds of dashes, and spaces. The
 * original is kept by whoever has it.
 */
export function normalised(original: string): Normalised {
  let text = "";
  const origins: number[] = [];
  // A half-width kana and its voicing mark are one character when they are wide.
  const clusters = [...original.matchAll(/.(?:[\uff9e\uff9f]|\p{M})*/gsu)];
  let at = 0;
  for (const [cluster] of clusters) {
    const same = dashes.test(cluster)
      ? "-"
      : waves.test(cluster)
        ? "~"
        : cluster.normalize("NFKC").replace(/\s+/gu, "");
    text += same;
    for (let unit = 0; unit < same.length; unit += 1) origins.push(at);
    at += Array.from(cluster).length;
  }
  return { text, origins };
}

/** Gives only the comparable text. */
export function comparable(original: string): string {
  return normalised(original).text;
}
