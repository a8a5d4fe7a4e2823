import type { Mark } from "@sekisho/sheet";

/** An answer mark as it is read. */
export interface ReadMark {
  readonly mark: Mark;
  readonly modality: "implemented" | "not_implemented" | "planned" | "under_consideration" | "none";
}

const implemented: ReadMark = { mark: "有", modality: "implemented" };
const notImplemented: ReadMark = { mark: "無", modality: "not_implemented" };

/** The marks as they are written after NFKC, in any case. */
const words: readonly (readonly [ReadMark, readonly string[]])[] = [
  [
    implemented,
    [
      "有",
      "有り",
      "あり",
      "はい",
      "yes",
      "○",
      "◯",
      "〇",
      "◎",
      "✓",
      "✔",
      "済",
      "対応済",
      "対応済み",
      "実施済",
      "実施済み",
    ],
  ],
  [notImplemented, ["無", "無し", "なし", "いいえ", "no", "×", "✕", "✖", "╳", "未対応", "未実施", "未導入"]],
  [{ mark: "planned", modality: "planned" }, ["△", "予定", "検討予定", "対応予定", "実施予定", "planned"]],
  [{ mark: "planned", modality: "under_consideration" }, ["検討中", "under consideration"]],
  [{ mark: "none", modality: "none" }, ["該当なし", "対象外", "該当無し", "n/a", "-", "―", "—"]],
];

const byWord: ReadonlyMap<string, ReadMark> = new Map(
  words.flatMap(([mark, names]) => names.map((name) => [name, mark] as const)),
);

/** Reads the mark that a text is; null if it is none, or leaves open which. */
export function markOf(text: string): ReadMark | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  return byWord.get(plain) ?? chosenMark(plain);
}

const choice = /(☑|☒|■|✓|✔|◉|\[[x✓レ]\]|□|☐|○|◯|\[ \])\s*([^\s☑☒■✓✔◉□☐[\]/・]+)/gu;
const unchosen = /^(?:□|☐|○|◯|\[ \])$/u;

/** Reads a mark out of boxes of which one is ticked: `☑有 □無`. */
function chosenMark(text: string): ReadMark | null {
  const choices = [...text.matchAll(choice)];
  if (choices.length < 2) return null;
  const [chosen, ...others] = choices.filter(([, box = ""]) => !unchosen.test(box));
  return chosen === undefined || others.length > 0 ? null : (byWord.get(chosen[2] ?? "") ?? null);
}

/** The words that stand for a mark behind a label; those that also begin sentences are left out. */
export const markWords: readonly string[] = words
  .flatMap(([, names]) => names)
  .filter((name) => !["-", "―", "—", "no", "yes"].includes(name));
