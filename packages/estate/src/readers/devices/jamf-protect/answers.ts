import { SekishoError } from "../../../errors.ts";
import type { Json } from "../../../model/value.ts";
import { isList, isObject, own, ownList, ownString, pointer } from "../../json-access.ts";

/** Something of Jamf Protect, and where it stands. */
export interface FoundObject {
  readonly value: Json;
  readonly pointer: string;
}

/** What answers of Jamf Protect's GraphQL interface hold. */
export interface ProtectAnswers {
  readonly computers: readonly FoundObject[];
  /** By id. */
  readonly plans: ReadonlyMap<string, Json>;
  /** Control sets for removable storage, by id. */
  readonly controlSets: ReadonlyMap<string, Json>;
}

/** What the operations answer with that are read: one object, or pages of a list. */
const operations = {
  getComputer: "computers",
  listComputers: "computers",
  getPlan: "plans",
  listPlans: "plans",
  getUSBControlSet: "controlSets",
  listUSBControlSets: "controlSets",
} as const;

type Kind = (typeof operations)[keyof typeof operations];

/** A file of answers: one, or a list of them (pages). */
export interface AnswerFile {
  readonly json: Json;
  readonly name: string;
  /** What pointers into it begin with. */
  readonly at: string;
}

/**
 * Finds computers, plans and control sets in answers of Jamf Protect (`{"data": {"listComputers": {"items": […]}}}`).
 *
 * @throws SekishoError `DOCUMENT_INVALID` for what is no answer of these operations.
 */
export function protectAnswers(files: readonly AnswerFile[]): ProtectAnswers {
  const found: Record<Kind, FoundObject[]> = { computers: [], plans: [], controlSets: [] };
  for (const { json, name, at } of files) {
    const answers = isList(json)
      ? json.map((value, index) => ({ value, at: pointer(at, index) }))
      : [{ value: json, at }];
    for (const answer of answers) readAnswer(answer.value, name, answer.at, found);
  }
  return { computers: found.computers, plans: byId(found.plans), controlSets: byId(found.controlSets) };
}

function readAnswer(answer: Json, name: string, at: string, found: Record<Kind, FoundObject[]>): void {
  const data = own(answer, "data");
  const [operation] = Object.keys(operations).filter((key) => isObject(own(data, key)));
  if (operation === undefined) {
    throw new SekishoError(
      "DOCUMENT_INVALID",
      `${name}#${at} holds no answer of Jamf Protect that is read. Give what one of ${Object.keys(operations).join(", ")} answers, with its "data".`,
      { details: { name, pointer: at } },
    );
  }
  const place = `${at}/data/${operation}`;
  const value = own(data, operation) ?? null;
  const objects = operation.startsWith("list")
    ? ownList(value, "items").map((item, index) => ({ value: item, pointer: `${place}/items/${String(index)}` }))
    : [{ value, pointer: place }];
  found[operations[operation as keyof typeof operations]].push(...objects);
}

function byId(objects: readonly FoundObject[]): ReadonlyMap<string, Json> {
  return new Map(
    objects.flatMap(({ value }) => {
      const id = idOf(value);
      return id === null ? [] : [[id, value] as const];
    }),
  );
}

/** The id of a plan or control set, which is a number or a text. */
export function idOf(value: Json | undefined): string | null {
  const id = own(value, "id");
  return typeof id === "number" ? String(id) : (ownString(value, "id") ?? null);
}
