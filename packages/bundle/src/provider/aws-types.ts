import { readFileSync } from "node:fs";

import type { ProviderAttribute, ProviderAttributes, ProviderType } from "./provider-type.ts";

/** One block, as the shipped file writes it: what it holds by how often it occurs, and its property of CloudFormation. */
interface PackedBlock {
  readonly "1"?: PackedAttributes;
  readonly "*"?: PackedAttributes;
  readonly is?: string;
}

/** A scalar or a list of scalars is `<type> <flags> <property>`; see the script that writes the file. */
type PackedAttributes = Readonly<Record<string, string | PackedBlock>>;

interface PackedType {
  readonly global?: boolean;
  readonly cloudformation?: string;
  readonly arn?: string;
  readonly attributes: PackedAttributes;
}

interface PackedFile {
  readonly source: readonly string[];
  readonly types: Readonly<Record<string, PackedType>>;
}

let file: PackedFile | null = null;
let names: ReadonlySet<string> | null = null;

/** Every resource type of the AWS provider, majors 5 and 6, as the package ships them. */
function packed(): PackedFile {
  const path = new URL("../../provider/aws-types.json", import.meta.url);
  return (file ??= JSON.parse(readFileSync(path, "utf8")) as PackedFile);
}

/** The names of the AWS provider's resource types. */
export function awsTypeNames(): ReadonlySet<string> {
  return (names ??= new Set(Object.keys(packed().types)));
}

/** Finds a resource type of the AWS provider; undefined if no version that the package knows has it. */
export function findAwsType(name: string): ProviderType | undefined {
  const { types, source } = packed();
  const found = Object.hasOwn(types, name) ? types[name] : undefined;
  if (found === undefined) return undefined;
  return {
    name,
    source: source.map((each) => each.split(" sha")[0] ?? each),
    isGlobal: found.global ?? null,
    cloudformation: found.cloudformation ?? null,
    arn: found.arn ?? null,
    attributes: unpacked(found.attributes),
  };
}

const kinds = { s: "string", n: "number", b: "boolean", j: "json" } as const;

function unpacked(attributes: PackedAttributes): ProviderAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]): [string, ProviderAttribute] => {
      if (typeof attribute !== "string") {
        const inner = attribute["1"] ?? attribute["*"] ?? {};
        const kind = attribute["1"] === undefined ? "list" : "block";
        return [name, { kind, attributes: unpacked(inner), flags: "", cloudformation: attribute.is ?? null }];
      }
      const [type = "j", flags = "", property] = attribute.split(" ");
      const kind = kinds[type.replaceAll(/[[\]]/gu, "") as keyof typeof kinds];
      return [name, { kind, isList: type.startsWith("["), flags, cloudformation: property ?? null }];
    }),
  );
}
