import type { ReadAccount, ReadResource } from "../../model/estate.ts";
import type { Json } from "../../model/value.ts";
import { isList, isObject, own, ownString } from "../json-access.ts";
import type { Element } from "./captured.ts";

/** Where an element lies. */
export interface Place {
  readonly account: ReadAccount;
  readonly region: Exclude<ReadResource["region"], null>;
  readonly partition: string | null;
}

/** Finds out where elements lie. */
export interface Places {
  /** By what was asked where, or for an answer that does not say so by the ARN, the owner or the zone of the element. */
  readonly of: (element: Element, arn: string | null) => Place;
}

/** One ARN, split: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly region: string | null;
  readonly account: string | null;
}

/** Splits an ARN; null for what is none. */
export function parseArn(text: string): Arn | null {
  const [, partition = "", region = "", account = ""] =
    /^arn:(aws[a-z0-9-]*):[a-z0-9-]+:([a-z0-9-]*):(\d{12}|aws)?:./u.exec(text) ?? [];
  if (partition === "") return null;
  return { partition, region: region === "" ? null : region, account: account === "" ? null : account };
}

/** Whether an ARN is one of AWS's own (`arn:aws:iam::aws:policy/ReadOnlyAccess`), which lies in no account. */
export function isOfAws(arn: string): boolean {
  return parseArn(arn)?.account === "aws";
}

/** Looks through a document for what its ARNs say of accounts and regions. */
export function createPlaces(name: string, json: Json, isWithPlaces: boolean): Places {
  const inDocument = isWithPlaces ? nothing : placesIn(json);
  return {
    of({ answer, value, pointer }, arn) {
      const own = arn === null ? null : parseArn(arn);
      const account = answer.account ?? accountOf(own, value) ?? inDocument.account;
      const region = own?.region ?? zoneRegion(value) ?? answer.region ?? inDocument.region;
      return {
        account: { key: account ?? "unknown", id: account, origin: `${name}#${pointer}` },
        region: region ?? { unknown: "U4" },
        partition: answer.partition ?? own?.partition ?? inDocument.partition,
      };
    },
  };
}

function accountOf(arn: Arn | null, value: Json): string | null {
  if (arn?.account !== null && arn?.account !== undefined && arn.account !== "aws") return arn.account;
  const owner = ownString(value, "OwnerId");
  return owner !== undefined && /^\d{12}$/u.test(owner) ? owner : null;
}

/** A zone's name is that of its region and a letter: `ap-northeast-1a`. */
function zoneRegion(value: Json): string | null {
  const zone = ownString(value, "AvailabilityZone");
  return /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/u.exec(zone ?? "")?.[1] ?? null;
}

interface PlacesInDocument {
  readonly account: string | null;
  readonly region: string | null;
  readonly partition: string | null;
}

const nothing: PlacesInDocument = { account: null, region: null, partition: null };

/** What all ARNs of a document agree in. */
function placesIn(json: Json): PlacesInDocument {
  const accounts = new Set<string>();
  const regions = new Set<string>();
  const partitions = new Set<string>();
  const open: Json[] = [json];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === "string") {
      const arn = value.startsWith("arn:") ? parseArn(value) : null;
      if (arn === null) continue;
      partitions.add(arn.partition);
      if (arn.region !== null) regions.add(arn.region);
      if (arn.account !== null && arn.account !== "aws") accounts.add(arn.account);
    } else if (isList(value)) {
      for (const member of value) open.push(member);
    } else if (isObject(value)) {
      const owner = own(value, "OwnerId");
      if (typeof owner === "string" && /^\d{12}$/u.test(owner)) accounts.add(owner);
      for (const member of Object.values(value)) open.push(member);
    }
  }
  return { account: only(accounts), region: only(regions), partition: only(partitions) };
}

function only(values: ReadonlySet<string>): string | null {
  const [value] = values;
  return values.size === 1 && value !== undefined ? value : null;
}
