import type { Report } from "@sekisho/sheet";
import { joinMarkdown, prose, sentence, type Markdown } from "../escape.ts";
import type { Language } from "../model.ts";
import { sheetBlocks, type Block, type Cell } from "./blocks.ts";

/** Renders the answered sheet as Markdown. */
export function* renderMarkdownSheet(report: Report, language: Language): Generator<string, void, undefined> {
  let isFirst = true;
  for (const block of sheetBlocks(report, language)) {
    if (!isFirst) yield "\n";
    isFirst = false;
    for (const { markdown } of lines(block)) yield `${markdown}\n`;
  }
}

const lineBreak = "<br>";

function lines(block: Block): readonly Markdown[] {
  switch (block.kind) {
    case "heading":
      return [prose`${{ markdown: "#".repeat(block.level) }} ${block.text}`];
    case "facts":
      return block.facts.map(({ label, value }) => prose`- ${label}: ${sentence(value)}`);
    case "paragraph":
      return [prose`${block.text}`];
    case "list":
      return [
        ...(block.title === null ? [] : [prose`**${block.title}**`, { markdown: "" }]),
        ...block.entries.map(({ about, text }) =>
          about === null ? prose`- ${sentence(text)}` : prose`- **${about}** ${sentence(text)}`,
        ),
      ];
    case "answer":
      return [prose`**${block.text}**`];
    case "remark":
      return [prose`> ${sentence(block.text)}`];
    case "table":
      return [
        row(block.head.map((title) => [[title]])),
        { markdown: `|${" --- |".repeat(block.head.length)}` },
        ...block.rows.map(({ cells }) => row(cells)),
      ];
  }
}

function row(cells: readonly Cell[]): Markdown {
  return { markdown: `| ${cells.map((cell) => joinMarkdown(cell.map(sentence), lineBreak).markdown).join(" | ")} |` };
}
