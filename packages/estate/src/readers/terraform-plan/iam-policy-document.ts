import type { Json, ScalarValue } from "../../model/value.ts";
import { findTooDeep } from "../json.ts";
import { isList, isObject, own, type JsonObject } from "../json-access.ts";
import { elementsOf, isMarked, memberOf, type Place } from "./places.ts";

const unknown: { readonly unknown: "U1" } = { unknown: "U1" };

/** A document that is being put together; a statement that is not known may stand for several or for none. */
interface Draft {
  version: Json;
  id: Json;
  statements: Json[];
}

/** Renders the documents that are not known as a whole to which an expression refers; null where they are not settled. */
export type ChainedDocuments = (expression: Json) => readonly Json[] | null;

/**
 * Renders the IAM document that `data.aws_iam_policy_document` gives, from its arguments: statements of the source
 * documents first, then its own and those of the override documents, of which one with the `sid` of an earlier one takes
 * its place. What an argument does not tell is `{"unknown": "U1"}` at its place in the document.
 *
 * A document with a sensitive argument is unknown as a whole (U6).
 */
export function renderPolicyDocument(place: Place, chained: ChainedDocuments = () => null): ScalarValue {
  if (isMarked(place.sensitive)) return { unknown: "U6" };
  const draft: Draft = { version: "", id: "", statements: [] };
  for (const source of documentsOf(memberOf(place, "source_policy_documents"), chained)) merge(draft, source);
  merge(draft, ownDocument(place));
  for (const override of documentsOf(memberOf(place, "override_policy_documents"), chained)) merge(draft, override);
  return {
    ...(draft.version === "" ? {} : { Version: draft.version }),
    ...(draft.id === "" ? {} : { Id: draft.id }),
    ...(draft.statements.length === 0 ? {} : { Statement: draft.statements }),
  };
}

/** The decoded documents of a list of JSON strings; null stands for what is not known of them. */
function documentsOf(place: Place, chained: ChainedDocuments): readonly (JsonObject | null)[] {
  if (place.unknown === true) return [null];
  if (place.value === null || place.value === undefined) return [];
  const elements = elementsOf(place, true);
  const open = elements.filter(({ unknown, document }) => unknown === true && !isObject(document));
  const found = open.length === 0 ? [] : chainedIn(place, chained);
  // Which of several stands where is not told, so that their order must not count.
  const isOrdered = open.length > 1 && (open.length < elements.length || mayReplace(found));
  const rendered = new Map(found.length === open.length && !isOrdered ? open.map((one, at) => [one, found[at]]) : []);
  return elements.flatMap((element) => {
    if (element.unknown === true)
      return [isObject(element.document) ? element.document : (rendered.get(element) ?? null)];
    if (element.value === null || element.value === undefined || element.value === "") return [];
    return [decode(element.value)];
  });
}

/** The documents of other data sources to which the expression of a list refers, in no certain order. */
function chainedIn({ written }: Place, chained: ChainedDocuments): readonly JsonObject[] {
  const [expression] = written.expressions;
  return written.isTold && expression !== undefined ? (chained(expression) ?? []).filter(isObject) : [];
}

/** Tells whether a statement of one document may take the place of another's, so that their order counts. */
function mayReplace(documents: readonly JsonObject[]): boolean {
  const sids = documents.flatMap(({ Statement: statements }) => (isList(statements) ? statements.map(sidOf) : []));
  const named = sids.filter((sid) => sid !== "");
  return named.includes(null) || new Set(named).size < named.length;
}

function decode(text: Json): JsonObject | null {
  if (typeof text !== "string" || findTooDeep(text) !== null) return null;
  try {
    const document = JSON.parse(text) as Json;
    return isObject(document) ? document : null;
  } catch {
    return null;
  }
}

function ownDocument(place: Place): JsonObject {
  const blocks = memberOf(place, "statement");
  const isOpen = blocks.unknown === true;
  const none = !isOpen && (blocks.value === null || blocks.value === undefined);
  const statements = isOpen ? [unknown] : none ? [] : elementsOf(blocks, false).map(statementOf);
  return {
    Version: scalarOf(memberOf(place, "version"), "2012-10-17"),
    Id: scalarOf(memberOf(place, "policy_id"), ""),
    Statement: statements,
  };
}

/** Puts a document after what there is already; null stands for one that is not known. */
function merge(draft: Draft, document: JsonObject | null): void {
  if (document === null) {
    // It may take the place of every statement that has a `sid`.
    draft.statements = [...draft.statements.map((known) => (sidOf(known) === "" ? known : unknown)), unknown];
    draft.id = unknown;
    return;
  }
  const version = own(document, "Version") ?? "";
  const id = own(document, "Id") ?? "";
  if (id !== "") draft.id = id;
  // The later version counts; of the two that there are it is the greater one.
  if (typeof version !== "string" || typeof draft.version !== "string") draft.version = unknown;
  else if (version > draft.version) draft.version = version;
  const statements = own(document, "Statement") ?? [];
  for (const statement of isList(statements) ? statements : [statements]) {
    const sid = sidOf(statement);
    const index = sid === "" ? -1 : draft.statements.findIndex((known) => sidOf(known) === sid);
    if (sid === null) draft.statements = draft.statements.map((known) => (sidOf(known) === "" ? known : unknown));
    if (sid === null || index === -1) draft.statements.push(statement);
    else draft.statements[index] = statement;
  }
}

/** The name of a statement, empty where it has none; null where it is not known. */
function sidOf(statement: Json): string | null {
  if (!isObject(statement) || Object.hasOwn(statement, "unknown")) return null;
  const sid = own(statement, "Sid") ?? "";
  return typeof sid === "string" ? sid : null;
}

function statementOf(place: Place): Json {
  if (place.unknown === true) return unknown;
  const sid = scalarOf(memberOf(place, "sid"), "");
  const member = (name: string, value: Json): JsonObject => (value === null ? {} : { [name]: value });
  return {
    ...(sid === "" ? {} : { Sid: sid }),
    Effect: scalarOf(memberOf(place, "effect"), "Allow"),
    ...member("Action", stringsOf(memberOf(place, "actions"))),
    ...member("NotAction", stringsOf(memberOf(place, "not_actions"))),
    ...member("Resource", withVariables(stringsOf(memberOf(place, "resources")))),
    ...member("NotResource", withVariables(stringsOf(memberOf(place, "not_resources")))),
    ...member("Principal", principalsOf(memberOf(place, "principals"))),
    ...member("NotPrincipal", principalsOf(memberOf(place, "not_principals"))),
    ...member("Condition", conditionsOf(memberOf(place, "condition"))),
  };
}

function scalarOf(place: Place, omitted: string): Json {
  if (place.unknown === true) return unknown;
  return typeof place.value === "string" && place.value !== "" ? place.value : omitted;
}

/** A set of strings: one alone stands without a list, several in falling order; null where there is none. */
function stringsOf(place: Place): Json {
  const strings = elementsIn(place);
  if (!isList(strings)) return strings;
  const known = strings.filter((string) => typeof string === "string").sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  const items: readonly Json[] = [...known, ...strings.filter((string) => typeof string !== "string")];
  return alone(items);
}

function elementsIn(place: Place): Json {
  if (place.unknown === true) return unknown;
  if (!isList(place.value) || place.value.length === 0) return null;
  return elementsOf(place, true).map((element) => (typeof element.value === "string" ? element.value : unknown));
}

function alone(items: readonly Json[]): Json {
  return items.length === 1 ? (items[0] ?? null) : items;
}

/** The provider writes `&{…}` for AWS's own variables, which Terraform would take for its own. */
function withVariables(value: Json): Json {
  if (typeof value === "string") return value.replaceAll("&{", "${");
  return isList(value) ? value.map(withVariables) : value;
}

function blocksOf(place: Place): readonly Place[] | null {
  if (place.unknown === true) return null;
  return isList(place.value) ? elementsOf(place, false) : [];
}

function principalsOf(place: Place): Json {
  const blocks = blocksOf(place);
  if (blocks === null) return unknown;
  if (blocks.length === 0) return null;
  const principals = new Map<string, Json[]>();
  for (const block of blocks) {
    const type = memberOf(block, "type").value;
    if (block.unknown === true || typeof type !== "string") return unknown;
    const identifiers = withVariables(elementsIn(memberOf(block, "identifiers")));
    const known = principals.get(type) ?? [];
    principals.set(type, [...known, ...(isList(identifiers) ? identifiers : [identifiers ?? unknown])]);
  }
  const everyone = principals.get("*");
  if (principals.size === 1 && everyone?.length === 1 && everyone[0] === "*") return "*";
  return Object.fromEntries([...principals].map(([type, identifiers]) => [type, alone(identifiers)]));
}

function conditionsOf(place: Place): Json {
  const blocks = blocksOf(place);
  if (blocks === null) return unknown;
  if (blocks.length === 0) return null;
  const conditions = new Map<string, Map<string, Json[]>>();
  for (const block of blocks) {
    const test = memberOf(block, "test").value;
    const variable = memberOf(block, "variable").value;
    if (block.unknown === true || typeof test !== "string" || typeof variable !== "string") return unknown;
    const values = withVariables(elementsIn(memberOf(block, "values")));
    const variables = conditions.get(test) ?? new Map<string, Json[]>();
    const known = variables.get(variable) ?? [];
    conditions.set(
      test,
      variables.set(variable, [...known, ...(isList(values) ? values : values === null ? [] : [values])]),
    );
  }
  return Object.fromEntries(
    [...conditions].map(([test, variables]) => [
      test,
      Object.fromEntries([...variables].map(([variable, values]) => [variable, alone(values)])),
    ]),
  );
}
