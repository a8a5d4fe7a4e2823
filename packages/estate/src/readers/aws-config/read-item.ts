import type { ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import { isUnknown } from "../../model/value.ts";
import { isObject, own, type JsonObject } from "../json-access.ts";
import { follow, type Found, type Start } from "../vocabulary/path.ts";
import { readIdentities, readReferences, readValues, type Wording } from "../vocabulary/read-values.ts";
import { unsettled, type Told } from "../vocabulary/told.ts";
import {
  arnOf,
  configurationOf,
  regionOf,
  relationshipsOf,
  stateOf,
  supplementaryOf,
  type ConfigItem,
} from "./items.ts";
import { isSelected, type Selection } from "./selection.ts";

const wording: Wording = { vocabulary: "config", silence: "U4" };

const supplementary = "supplementaryConfiguration";

const nothingTold = unsettled("U4");

/**
 * Gives what the paths of a type's `config` vocabulary begin at: the configuration of an item, its supplementary
 * configuration and its relationships. Where the item does not tell one, all of it is unknown.
 *
 * @throws SekishoError `DOCUMENT_INVALID` or `DOCUMENT_TOO_DEEP` for a configuration that is no JSON.
 */
export function startOf(found: ConfigItem, name: string): Start {
  const { item, selection } = found;
  const configuration = configurationOf(found, name);
  const here: Found = {
    value: stateOf(found) === "told" ? (configuration ?? {}) : nothingTold,
    pointer: "/configuration",
  };
  let beside: JsonObject | null | undefined;
  const elsewhere = (step: string, path: readonly string[]): Found | undefined => {
    if (step.startsWith("@")) {
      const value = own(item, step.slice(1));
      return { value: value ?? null, pointer: `/${step.slice(1)}` };
    }
    if (step === "relationships") return { value: relationshipsOf(found) ?? {}, pointer: "/relationships" };
    if (step === supplementary) beside ??= supplementaryOf(found);
    const root: Found = step === supplementary ? besideOf(found, beside) : here;
    if (selection !== null) {
      const untold = untoldBy(selection, step === supplementary ? path : ["configuration", ...path], root);
      if (untold !== undefined) return untold;
    }
    return step === supplementary ? root : undefined;
  };
  return { here, elsewhere, anyCase: true };
}

/** An item that tells its configuration tells what stands beside it, unless it has no such member at all. */
function besideOf(found: ConfigItem, beside: JsonObject | null | undefined): Found {
  const isTold = stateOf(found) === "told" || Object.hasOwn(found.item, supplementary);
  return { value: beside ?? (isTold ? {} : nothingTold), pointer: `/${supplementary}` };
}

/** What a query did not select may be anything. Without word of what it selected, only what is there is known. */
function untoldBy(selection: Selection, path: readonly string[], root: Found): Found | undefined {
  const untold: Found = { value: nothingTold, pointer: root.pointer };
  if (selection.fields !== null) return isSelected(selection, path) ? undefined : untold;
  const there = follow(path.slice(1).join("."), { here: root, anyCase: true });
  const isKnown = there !== undefined && there.isWhole && there.values.every(({ value }) => !isContainer(value));
  return isKnown ? undefined : untold;
}

function isContainer(value: Told): boolean {
  return typeof value === "object" && value !== null;
}

/**
 * Finds the types of the resources that an item holds: the one that it is named after, and those of whose own its
 * supplementary configuration has a member. `isSettled` is false if the item does not tell which of several types it is.
 */
export function typesOf(
  found: ConfigItem,
  start: Start,
  candidates: readonly ResourceType[],
): { readonly types: readonly ResourceType[]; readonly isSettled: boolean } {
  const own = candidates.filter(({ sources }) => sources.configMember === undefined);
  const beside = candidates.filter(
    ({ sources }) =>
      sources.configMember !== undefined &&
      follow(sources.configMember, { here: { value: found.item, pointer: "" } }) !== undefined,
  );
  const main = own.length < 2 ? own[0] : instanceType(start, own);
  if (main === undefined) return { types: beside, isSettled: own.length === 0 };
  return { types: [main, ...beside], isSettled: true };
}

/** Members of an Aurora cluster are items of the same type as instances of their own. */
function instanceType(start: Start, candidates: readonly ResourceType[]): ResourceType | undefined {
  const engine = follow("engine", start)?.values[0]?.value;
  const cluster = follow("dBClusterIdentifier", start)?.values[0]?.value;
  const isAurora = typeof engine === "string" ? engine.startsWith("aurora") : engine === undefined ? false : null;
  const isMember = typeof cluster === "string" ? true : cluster === undefined ? false : null;
  const isAuroraMember =
    isAurora === false || isMember === false ? false : isAurora === null || isMember === null ? null : true;
  if (isAuroraMember === null) return undefined;
  const name = isAuroraMember ? "aws_rds_cluster_instance" : "aws_db_instance";
  return candidates.find((type) => type.type === name);
}

/** What the resources that one item holds are read from when they are asked for what is written in them. */
export interface ItemSource {
  /** File name of the document. */
  readonly name: string;
  readonly pointer: string;
  readonly accountKey: string;
  /** Where the paths of the vocabulary begin. */
  readonly start: () => Start;
}

/** The item of a document that was read last: it may hold several resources. */
export interface LastItem {
  held: { readonly pointer: string; readonly start: Start } | null;
}

/** An item that is parsed anew when it is asked for: of a large document most items are not. */
export class ReadAgain implements ItemSource {
  readonly name: string;
  readonly pointer: string;
  readonly accountKey: string;
  readonly #element: ConfigItem["element"];
  readonly #envelope: ConfigItem["envelope"];
  readonly #last: LastItem;

  constructor(
    { element, envelope, pointer }: ConfigItem,
    start: Start,
    place: { readonly name: string; readonly accountKey: string; readonly last: LastItem },
  ) {
    this.name = place.name;
    this.pointer = pointer;
    this.accountKey = place.accountKey;
    this.#element = element;
    this.#envelope = envelope;
    this.#last = place.last;
    this.#last.held = { pointer, start };
  }

  start(): Start {
    if (this.#last.held?.pointer === this.pointer) return this.#last.held.start;
    const parsed = this.#element.read();
    const { pointer } = this;
    const found = { item: isObject(parsed) ? parsed : {}, element: this.#element, pointer, envelope: this.#envelope };
    const start = startOf({ ...found, selection: null }, this.name);
    this.#last.held = { pointer, start };
    return start;
  }
}

/** Reads a resource of a type from an item. */
export function readItem(found: ConfigItem, type: ResourceType, source: ItemSource): ReadResource {
  return new ConfigResource(found, type, source);
}

const noLinks: ReadResource["links"] = {};

/** A resource of which what is written in it is read when it is asked for. */
class ConfigResource implements ReadResource {
  readonly type: string;
  readonly identities: ReadResource["identities"];
  readonly region: ReadResource["region"];
  readonly #type: ResourceType;
  readonly #source: ItemSource;
  #written: Pick<ReadResource, "values" | "links"> | null = null;

  constructor(found: ConfigItem, type: ResourceType, source: ItemSource) {
    const identities = { ...readIdentities(type, source.start(), wording) };
    const arn = arnOf(found.item);
    if (isUnknown(identities["arn"] ?? null) && arn !== null) identities["arn"] = arn;
    this.type = type.type;
    this.identities = identities;
    this.region = placeOf(found, type);
    this.#type = type;
    this.#source = source;
  }

  get address(): null {
    return null;
  }
  get values(): ReadResource["values"] {
    return (this.#written ??= this.#read()).values;
  }
  get links(): ReadResource["links"] {
    return Object.keys(this.#type.links).length === 0 ? noLinks : (this.#written ??= this.#read()).links;
  }
  get origin(): string {
    return `${this.#source.name}#${this.#source.pointer}`;
  }
  get action(): ReadResource["action"] {
    return "none";
  }
  get running(): boolean {
    return true;
  }
  get isSubject(): boolean {
    return true;
  }
  get accountKey(): string {
    return this.#source.accountKey;
  }

  /** Values and links together: a large document is parsed again for what is written in a resource. */
  #read(): Pick<ReadResource, "values" | "links"> {
    const start = this.#source.start();
    const values = readValues(this.#type.attributes, start, wording);
    return { values, links: readReferences(this.#type, start, values, wording) };
  }
}

function placeOf(found: ConfigItem, type: ResourceType): ReadResource["region"] {
  if (type.isGlobal) return null;
  const region = regionOf(found);
  if (region === "global") return null;
  return region ?? { unknown: "U4" };
}
