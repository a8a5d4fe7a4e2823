import { parseXml, XmlElement, XmlError } from "@rgrove/parse-xml";
import { invalidForm } from "../invalid.ts";

/** An element of XML with where it stands in its text. */
export interface Element {
  /** Its name without a prefix: workbooks are written with and without. */
  readonly name: string;
  /** The prefix with its colon, or nothing. */
  readonly prefix: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** The text in it, that of its children too. */
  readonly text: string;
  /** From its first character to behind its last. */
  readonly start: number;
  readonly end: number;
}

/** A part of a workbook: its text, and the element that it is. */
export interface XmlPart {
  readonly text: string;
  readonly root: Element;
}

/** Larger parts are not read, in bytes: a sheet of 100,000 filled cells has some six million. */
const maxPart = 16 * 1024 * 1024;

/**
 * Reads a part of a workbook. A document type is refused: workbooks have none, and entities could grow without end.
 *
 * @throws SekishoError `FORM_INVALID` with the part if it is no XML, has a document type, or is not in UTF-8.
 */
export function readXml(bytes: Uint8Array, part: string, file: string): XmlPart {
  const refuse = (what: string, cause?: unknown): never => {
    throw invalidForm(file, `its part ${part} ${what}`, "Save it again as .xlsx", cause);
  };
  if (bytes.length > maxPart) refuse(`has more than ${maxPart} bytes`);
  let text = "";
  try {
    // The mark is kept, so that places in the text are places in the file.
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    refuse("is not in UTF-8", cause);
  }
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  if (/<!DOCTYPE/iu.test(text)) refuse("declares a document type");
  try {
    const { root } = parseXml(text.slice(mark), { includeOffsets: true });
    if (root === null) return refuse("is empty");
    return { text, root: elementOf(root, mark) };
  } catch (cause) {
    if (cause instanceof RangeError) return refuse("is nested too deeply");
    if (!(cause instanceof XmlError)) throw cause;
    // The library's message quotes the part.
    return refuse(`is no XML from character ${cause.pos} on`);
  }
}

function elementOf(element: XmlElement, offset: number): Element {
  const [prefix, name] = element.name.includes(":") ? splitName(element.name) : ["", element.name];
  return {
    name,
    prefix,
    attributes: element.attributes,
    children: element.children.filter((child) => child instanceof XmlElement).map((child) => elementOf(child, offset)),
    get text() {
      return element.text;
    },
    start: element.start + offset,
    end: element.end + offset,
  };
}

function splitName(name: string): readonly [string, string] {
  const at = name.indexOf(":") + 1;
  return [name.slice(0, at), name.slice(at)];
}

/** The children of an element that have a name. */
export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Writes text as content of XML; a carriage return would be read as a line feed. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => entities[character] ?? character).replaceAll("\r", "&#13;");
}
