import { SekishoError } from "../../errors.ts";
import type { DocumentInfo, ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import { isObject, own, ownObject, ownString, pointer, type JsonObject } from "../json-access.ts";
import { unsettled } from "../vocabulary/told.ts";
import { contentOf, documentOf, templateWording } from "./read-template.ts";
import { createResolver, settled } from "./resolve.ts";
import { templateIn } from "./template-text.ts";
import { createTypeTable, readWritten, type TypeTable } from "./resources.ts";
import { placeOfStack, type StackPlace } from "./stack.ts";

type HookDocument = Pick<DocumentInfo, "label" | "name" | "digest">;

const payloadNames = ["template", "resolvedTemplate", "previousTemplate", "changedResources"];

/**
 * Tells whether a document is what CloudFormation gives a hook: the event of a Lambda hook or of a hook with a handler of
 * its own, the payload of a hook on stacks, or target models by type as contract tests have them.
 */
export function isHookInput(json: Json): boolean {
  if (!isObject(json)) return false;
  const request = own(json, "requestData");
  if (isObject(request)) return isObject(own(request, "targetModel")) || own(request, "payload") !== undefined;
  return isPayload(json) || isTargetModels(json);
}

function isPayload(json: JsonObject): boolean {
  const keys = Object.keys(json);
  const hasTemplate = ["template", "resolvedTemplate"].some((name) => typeof own(json, name) === "string");
  return hasTemplate && keys.every((key) => payloadNames.includes(key));
}

function isTargetModels(json: JsonObject): boolean {
  const entries = Object.entries(json);
  return (
    entries.length > 0 &&
    entries.every(([type, model]) => type.includes("::") && isObject(own(model, "resourceProperties")))
  );
}

/**
 * Reads what a hook is given: the resource that is about to be made or changed, and as before what it was. Other resources
 * of its stack are not shown, so that nothing follows from the target's being new. A hook on stacks is given templates.
 *
 * @throws SekishoError `DOCUMENT_INVALID` if it does not hold what its shape promises, or names a payload by its address.
 */
export function readHookInput(json: Json, document: HookDocument, types: readonly ResourceType[]): ReadDocument {
  const { name } = document;
  const request = ownObject(json, "requestData");
  if (request === undefined) {
    return isObject(json) && isPayload(json)
      ? readPayload(json, document, types)
      : readTargets(modelsOf(json), placeOfStack(undefined, `${name}#`), document, types);
  }
  const model = ownObject(request, "targetModel");
  if (model === undefined) throw payloadElsewhere(name);
  const type = ownString(request, "targetName") ?? ownString(request, "targetType") ?? "";
  const place = placeOfStack(ownString(json, "stackId"), `${name}#/awsAccountId`, {
    account: ownString(json, "awsAccountId"),
    region: ownString(json, "region"),
  });
  const target: Target = {
    type,
    address: ownString(request, "targetLogicalId") ?? type,
    model,
    at: "/requestData/targetModel",
    isDeleted: ownString(json, "actionInvocationPoint")?.startsWith("DELETE") === true,
  };
  return readTargets([target], place, document, types);
}

/** One resource on which a hook is invoked. */
interface Target {
  readonly type: string;
  readonly address: string;
  readonly model: JsonObject;
  /** JSON pointer to the model. */
  readonly at: string;
  readonly isDeleted: boolean;
}

function modelsOf(json: Json): readonly Target[] {
  return Object.entries(isObject(json) ? json : {}).map(([type, model]) => ({
    type,
    address: type,
    model: isObject(model) ? model : {},
    at: pointer("", type),
    isDeleted: false,
  }));
}

function readTargets(
  targets: readonly Target[],
  { account, region }: StackPlace,
  document: HookDocument,
  types: readonly ResourceType[],
): ReadDocument {
  const table = createTypeTable(types);
  const unsupported = Object.create(null) as Record<string, number>;
  const accounting = { resources: targets.length, read: 0, unsupported: 0, unread: 0 };
  const after: ReadResource[] = [];
  const before: ReadResource[] = [];
  for (const target of targets) {
    if (!table.isRead(target.type)) {
      accounting.unsupported += 1;
      unsupported[target.type] = (unsupported[target.type] ?? 0) + 1;
      continue;
    }
    accounting.read += 1;
    const read = (member: string): readonly ReadResource[] =>
      readTarget(target, member, document.name, { account, region }, table);
    if (target.isDeleted) before.push(...read("resourceProperties"));
    else {
      after.push(...read("resourceProperties"));
      if (isObject(own(target.model, "previousResourceProperties"))) before.push(...read("previousResourceProperties"));
    }
  }
  return {
    document: { ...document, kind: "cloudformation-hook", partial: null },
    accounts: [account],
    resources: after,
    before: before.length === 0 ? null : before,
    // A hook is not told what else the stack holds.
    managed: Math.max(1, targets.filter(({ isDeleted }) => !isDeleted).length),
    covers: [],
    diagnostics: [{ code: "HOOK_TARGET_ALONE", document: document.label, args: {} }],
    accounting: { ...accounting, types: unsupported },
  };
}

/** Functions that are left in a target's properties mean what is not known yet. */
const { resolve } = createResolver({
  parameters: { valueOf: () => undefined, defaults: 0 },
  mappings: undefined,
  conditions: {},
  resource: () => undefined,
});

function readTarget(
  { type, address, model, at }: Target,
  member: string,
  name: string,
  { account, region }: StackPlace,
  table: TypeTable,
): readonly ReadResource[] {
  return readWritten(
    {
      type,
      address,
      properties: settled(resolve(own(model, member) ?? {})),
      pointer: `/${member}`,
      reference: unsettled("U1", address),
      origin: `${name}#${at}`,
      // Not "create": what else the stack makes is not shown, and may name the target.
      action:
        member === "resourceProperties" && own(model, "previousResourceProperties") !== undefined ? "update" : "none",
      accountKey: account.key,
      region,
    },
    table,
    templateWording,
  );
}

function readPayload(json: JsonObject, document: HookDocument, types: readonly ResourceType[]): ReadDocument {
  const member = typeof own(json, "resolvedTemplate") === "string" ? "resolvedTemplate" : "template";
  const source = { ...document, defaultsHold: false } as const;
  const previous = ownString(json, "previousTemplate");
  const earlier =
    previous === undefined || previous === ""
      ? null
      : contentOf(
          templateIn(previous, `${document.name}#/previousTemplate`),
          source,
          types,
          () => "none",
          "/previousTemplate",
        );
  const known = new Set(earlier?.resources.map(({ address }) => address));
  const content = contentOf(
    templateIn(ownString(json, member) ?? "", `${document.name}#/${member}`),
    source,
    types,
    (logicalId) => (known.has(logicalId) ? "update" : "create"),
    `/${member}`,
  );
  return { ...documentOf(content, document, "cloudformation-hook", {}), before: earlier?.resources ?? null };
}

function payloadElsewhere(name: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}#/requestData/payload: the event of a hook on stacks or change sets holds only the address of what is to be checked. Give the object that lies there.`,
    { details: { name, pointer: "/requestData/payload" } },
  );
}
