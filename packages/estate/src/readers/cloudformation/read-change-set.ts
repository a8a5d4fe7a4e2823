import { SekishoError } from "../../errors.ts";
import type { DocumentInfo, PlannedAction, ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import { isList, isObject, own, ownList, ownString, pointer } from "../json-access.ts";
import { findTooDeep } from "../json.ts";
import { unsettled, type Told } from "../vocabulary/told.ts";
import { counted, templateWording } from "./read-template.ts";
import { createTypeTable, readWritten } from "./resources.ts";
import { placeOfStack } from "./stack.ts";

/** Tells whether a document is what `DescribeChangeSet` answers. */
export function isChangeSet(json: Json): boolean {
  const isNamed = own(json, "ChangeSetName") !== undefined || own(json, "ChangeSetId") !== undefined;
  const changes = own(json, "Changes");
  return isNamed && isList(changes) && changes.every((change) => isObject(own(change, "ResourceChange")));
}

/**
 * Reads a change set (`DescribeChangeSet`) as what the stack's changed resources will be and were. Their values are told
 * only where it was described with property values; without them they are unknown (U3). A page that is not the last, and
 * a change set that was not created whole, make the document partial (U3).
 *
 * @throws SekishoError `DOCUMENT_INVALID` if a change is none, or its values are no JSON.
 */
export function readChangeSet(
  json: Json,
  document: Pick<DocumentInfo, "label" | "name" | "digest">,
  types: readonly ResourceType[],
): ReadDocument {
  const { label, name } = document;
  const table = createTypeTable(types);
  const place = placeOfStack(ownString(json, "StackId"), `${name}#/StackId`);
  const resources: ReadResource[] = [];
  const before: ReadResource[] = [];
  const unsupported = Object.create(null) as Record<string, number>;
  const accounting = { resources: 0, read: 0, unsupported: 0, unread: 0 };
  let [earlier, untold, hidden, unreadable] = [0, 0, 0, 0];

  for (const [index, entry] of ownList(json, "Changes").entries()) {
    const change = own(entry, "ResourceChange");
    const at = `/Changes/${String(index)}/ResourceChange`;
    accounting.resources += 1;
    const type = ownString(change, "ResourceType");
    const action = ownString(change, "Action");
    if (type === undefined || action === undefined) {
      accounting.unread += 1;
      unreadable += 1;
      continue;
    }
    if (action !== "Add") earlier += 1;
    if (type === "AWS::CloudFormation::Stack") hidden += 1;
    if (!table.isRead(type)) {
      accounting.unsupported += 1;
      unsupported[type] = (unsupported[type] ?? 0) + 1;
      continue;
    }
    accounting.read += 1;
    const logicalId = ownString(change, "LogicalResourceId");
    const module = ownString(own(change, "ModuleInfo"), "LogicalIdHierarchy");
    const physicalId = ownString(change, "PhysicalResourceId");
    const replaced = ownString(change, "Replacement") ?? "False";
    const read = (context: "BeforeContext" | "AfterContext", reference: Told): readonly ReadResource[] => {
      const properties = contextOf(change, context, `${name}#${pointer(at, context)}`);
      if (properties === null) untold += 1;
      return readWritten(
        {
          type,
          address: module === undefined || logicalId === undefined ? (logicalId ?? null) : `${module}/${logicalId}`,
          properties: properties ?? unsettled("U3"),
          pointer: `/${context}/Properties`,
          reference,
          origin: `${name}#${at}`,
          action: actionOf(action, replaced),
          accountKey: place.account.key,
          region: place.region,
        },
        table,
        templateWording,
      );
    };
    const unknown = unsettled("U1", logicalId ?? null);
    const isKept = physicalId !== undefined && (action === "Import" || (action === "Modify" && replaced === "False"));
    if (action !== "Remove") resources.push(...read("AfterContext", isKept ? physicalId : unknown));
    if (action !== "Add" && action !== "Import") before.push(...read("BeforeContext", physicalId ?? unknown));
  }

  const status = ownString(json, "Status");
  const isWhole = (status === undefined || status === "CREATE_COMPLETE") && own(json, "NextToken") === undefined;
  const isPartial = !isWhole || hidden + unreadable + untold > 0;
  return {
    document: { ...document, kind: "cloudformation-change-set", partial: isPartial ? "U3" : null },
    accounts: [place.account],
    resources,
    before: earlier === 0 ? null : before,
    // What does not change is not told, and no change set empties a stack.
    managed: Math.max(1, accounting.resources - before.length),
    covers: [],
    diagnostics: [
      ...counted("RESOURCES_UNREADABLE", label, unreadable),
      ...counted("TEMPLATE_HIDES_RESOURCES", label, hidden),
      ...counted("CHANGE_SET_WITHOUT_VALUES", label, untold),
      ...(isWhole ? [] : [{ code: "CHANGE_SET_INCOMPLETE" as const, document: label, args: {} }]),
    ],
    accounting: { ...accounting, types: unsupported },
  };
}

function actionOf(action: string, replacement: string): PlannedAction {
  switch (action) {
    case "Add":
      return "create";
    case "Remove":
      return "delete";
    case "Modify":
      return replacement === "True" ? "replace" : "update";
    default:
      return "update";
  }
}

/** Reads the properties before or after a change; null where the change set was described without values. */
function contextOf(change: Json | undefined, name: string, origin: string): Told | null {
  const text = own(change, name);
  if (text === undefined || text === null || text === "") return null;
  if (typeof text !== "string" || findTooDeep(text) !== null) throw invalid(origin);
  let context: Json;
  try {
    context = JSON.parse(text) as Json;
  } catch {
    // The engine's own message is left out, also as a cause: it quotes the document.
    throw invalid(origin);
  }
  return toldOf(own(context, "Properties") ?? {});
}

/** Marks in a change set what CloudFormation does not know yet, and what it does not show. */
function toldOf(value: Json): Told {
  if (typeof value === "string") {
    if (value.includes("{{changeSet:")) return unsettled("U1");
    if (value.includes("{{resolve:")) return unsettled("U2");
    return value === "****" ? unsettled("U6") : value;
  }
  if (isList(value)) return value.map(toldOf);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toldOf(member)]));
}

function invalid(origin: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${origin}: this string does not hold valid JSON. Give the output of aws cloudformation describe-change-set --include-property-values as it is.`,
    { details: { origin } },
  );
}
