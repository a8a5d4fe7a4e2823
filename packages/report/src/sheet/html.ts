import type { Report } from "@sekisho/sheet";
import { escapeControls } from "../escape.ts";
import type { Language } from "../model.ts";
import type { Pieces } from "../pieces.ts";
import { sheetBlocks, type Block, type Cell } from "./blocks.ts";
import { style } from "./html-style.ts";

/** Renders the answered sheet as one page of HTML that needs nothing else: no script, no font, no address. */
export function* renderHtmlSheet(report: Report, language: Language): Generator<string, void, undefined> {
  let isFirst = true;
  for (const block of sheetBlocks(report, language)) {
    if (isFirst && block.kind === "heading") yield head(block.text, language);
    isFirst = false;
    yield element(block);
  }
  yield "</main>\n</body>\n</html>\n";
}

function head(title: string, language: Language): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title)}</title>
<style>
${style}</style>
</head>
<body>
<main>
`;
}

function element(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}>${text(block.text)}</h${block.level}>\n`;
    case "facts": {
      const facts = block.facts.map(({ label, value }) => `<dt>${text(label)}</dt><dd>${pieces(value)}</dd>\n`);
      return `<dl>\n${facts.join("")}</dl>\n`;
    }
    case "paragraph":
      return `<p>${text(block.text)}</p>\n`;
    case "list": {
      const title = block.title === null ? "" : `<p class="title">${text(block.title)}</p>\n`;
      const entries = block.entries.map(({ about, text: said }) => {
        const name = about === null ? "" : `<strong>${text(about)}</strong> `;
        return `<li>${name}${pieces(said)}</li>\n`;
      });
      return `${title}<ul>\n${entries.join("")}</ul>\n`;
    }
    case "answer":
      return `<p class="answer ${block.verdict}">${text(block.text)}</p>\n`;
    case "remark":
      return `<p class="remark">${pieces(block.text)}</p>\n`;
    case "table": {
      const titles = block.head.map((title) => `<th scope="col">${text(title)}</th>`);
      const rows = block.rows.map(({ verdict, cells: [name, ...others] }) => {
        const isOf = verdict === null ? "" : ` class="${verdict}"`;
        return `<tr${isOf}><th scope="row">${cell(name)}</th>${others.map((each) => `<td>${cell(each)}</td>`).join("")}</tr>\n`;
      });
      return `<table>\n<thead><tr>${titles.join("")}</tr></thead>\n<tbody>\n${rows.join("")}</tbody>\n</table>\n`;
    }
  }
}

function cell(lines: Cell): string {
  return lines.map(pieces).join("<br>");
}

function pieces(parts: Pieces): string {
  return parts.map((piece) => (typeof piece === "string" ? text(piece) : `<code>${text(piece.code)}</code>`)).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function text(value: string): string {
  return escapeControls(value).replace(/[&<>"']/gu, (character) => entities[character] ?? character);
}
