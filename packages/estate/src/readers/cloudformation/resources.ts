import type { PlannedAction, ReadResource, SourcePosition } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import { follow, parsePath, type Start } from "../vocabulary/path.ts";
import { readIdentities, readReferences, readValues, type Wording } from "../vocabulary/read-values.ts";
import { isToldObject, isUnsettled, unsettled, type Told } from "../vocabulary/told.ts";

/** A resource as CloudFormation knows it, its functions resolved. */
export interface Written {
  /** CloudFormation's name of the type: `AWS::S3::Bucket`. */
  readonly type: string;
  /** The logical id in its stack; null for one that runs and is read by itself. */
  readonly address: string | null;
  readonly properties: Told;
  /** JSON pointer to the properties, below the origin. */
  readonly pointer: string;
  /** What a reference to the resource gives: its physical id, or that it is not known yet. */
  readonly reference: Told;
  readonly origin: string;
  readonly action: PlannedAction;
  readonly accountKey: string;
  /** The region of its stack. */
  readonly region: Exclude<ReadResource["region"], null>;
  readonly position?: SourcePosition | null;
}

/** Finds resource types by CloudFormation's names. */
export interface TypeTable {
  /** The types of what a resource holds, the one it is named after first; empty for a type that is not read. */
  readonly typesOf: (type: string, properties: Told) => readonly ResourceType[];
  readonly isRead: (type: string) => boolean;
  /** Whether an attribute names the resource itself, and not something that belongs to it. */
  readonly isItself: (type: string, attribute: string) => boolean;
}

/** Creates the table of the types that have a name in CloudFormation. */
export function createTypeTable(types: readonly ResourceType[]): TypeTable {
  const byName = new Map<string, ResourceType[]>();
  for (const type of types) {
    const { cloudformation } = type.sources;
    if (cloudformation === undefined) continue;
    byName.set(cloudformation, [...(byName.get(cloudformation) ?? []), type]);
  }
  return {
    isRead: (name) => byName.has(name),
    isItself: (name, attribute) =>
      (byName.get(name) ?? []).some(({ identity }) =>
        Object.values(identity).some(
          ({ cloudformation: path }) =>
            path !== undefined && parsePath(path).some(({ steps }) => steps.join(".") === attribute),
        ),
      ),
    typesOf(name, properties) {
      const candidates = byName.get(name) ?? [];
      const here = { value: properties, pointer: "" };
      const main = mainType(
        candidates.filter(({ sources }) => sources.cloudformationMember === undefined),
        properties,
      );
      const beside = candidates.filter(
        ({ sources: { cloudformationMember: member } }) =>
          member !== undefined && follow(member, { here }) !== undefined,
      );
      return main === undefined ? beside : [main, ...beside];
    },
  };
}

/** An instance of an Aurora cluster has the same name as one by itself; it says which cluster it belongs to. */
function mainType(candidates: readonly ResourceType[], properties: Told): ResourceType | undefined {
  if (candidates.length < 2) return candidates[0];
  const member = (name: string): Told =>
    isToldObject(properties) && Object.hasOwn(properties, name) ? (properties[name] ?? null) : null;
  const engine = member("Engine");
  const isAurora = typeof engine === "string" ? engine.startsWith("aurora") : isUnsettled(engine);
  const isMember = isAurora && member("DBClusterIdentifier") !== null;
  return candidates.find(({ type }) => type === (isMember ? "aws_rds_cluster_instance" : "aws_db_instance"));
}

/** Reads one resource of CloudFormation as the resources that it is to us. */
export function readWritten(written: Written, table: TypeTable, wording: Wording): readonly ReadResource[] {
  const { pointer } = written;
  // What is no object has no properties that are left out.
  const isWhole = isToldObject(written.properties) || isUnsettled(written.properties);
  const properties = isWhole ? written.properties : unsettled(wording.silence);
  const start: Start = {
    here: { value: properties, pointer },
    elsewhere: (step) => (step === "Ref" ? { value: written.reference, pointer } : undefined),
  };
  return table.typesOf(written.type, properties).map((type) => {
    const values = readValues(type.attributes, start, wording);
    const { cloudformationMember: member } = type.sources;
    // What several resources of ours hold at one place has names of its own.
    const owner = written.address ?? (typeof written.reference === "string" ? written.reference : null);
    const address = owner === null || member === undefined ? written.address : `${owner}.${member}`;
    return {
      type: type.type,
      address,
      identities: readIdentities(type, start, wording),
      values,
      links: readReferences(type, start, values, wording),
      origin: written.origin,
      ...(written.position === undefined ? {} : { position: written.position }),
      action: written.action,
      running: wording.isRunning !== false,
      isSubject: true,
      accountKey: written.accountKey,
      region: type.isGlobal ? null : written.region,
    };
  });
}
