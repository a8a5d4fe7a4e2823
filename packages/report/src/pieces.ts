/** A piece of a sentence: text, or a name, path or code that Markdown shows as code. */
export type Piece = string | { readonly code: string };

/** A sentence in pieces, so that a terminal and Markdown say the same. */
export type Pieces = readonly Piece[];

/** Makes a name, path or code a piece. */
export function code(name: string): Piece {
  return { code: name };
}

/** Joins sentences with a space, which a Japanese full stop does without. */
export function joinSentences(sentences: readonly Pieces[]): Pieces {
  return sentences.flatMap((sentence, index) => {
    const before = sentences[index - 1];
    if (before === undefined) return sentence;
    return plainText(before).endsWith("。") ? sentence : [" ", ...sentence];
  });
}

/** Joins parts of a sentence. */
export function joinPieces(sentences: readonly Pieces[], separator: string): Pieces {
  return sentences.flatMap((sentence, index) => (index === 0 ? sentence : [separator, ...sentence]));
}

/** Gives a sentence as a terminal shows it; the caller escapes what it holds. */
export function plainText(pieces: Pieces): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : piece.code)).join("");
}
