import { SekishoError } from "@sekisho/estate";
import { NormalizedSchema } from "./smithy.ts";

/** What a service model says of a value, as far as collecting asks for it. */
export interface Shape {
  readonly isSensitive: boolean;
  /** The members of a structure; empty for other shapes. */
  readonly members: readonly string[];
  /** The shape of a member of a structure, or of the values of a map. */
  member: (name: string) => Shape | null;
  /** The shape of a list's elements. */
  item: () => Shape | null;
}

/** What a service model says of an operation. */
export interface OperationShape {
  readonly input: Shape;
  readonly output: Shape;
}

/**
 * Reads the shapes of an operation from a client's module.
 *
 * @throws SekishoError `INTERNAL` if the module does not hold them.
 */
export function shapesOf(module: object, operation: string): OperationShape {
  const schema = (module as Readonly<Record<string, unknown>>)[`${operation}$`];
  const [, , , , input, output] = (Array.isArray(schema) ? schema : []) as readonly Ref[];
  if (input === undefined || output === undefined) {
    throw new SekishoError("INTERNAL", `The client does not hold the model of ${operation}.`);
  }
  return { input: shapeOf(input), output: shapeOf(output) };
}

type Ref = Parameters<typeof NormalizedSchema.of>[0];

function shapeOf(ref: Ref): Shape {
  const schema = NormalizedSchema.of(ref);
  const isStructure = schema.isStructSchema();
  const members = isStructure ? [...schema.structIterator()].map(([name]) => name) : [];
  return {
    isSensitive: Boolean(schema.getMergedTraits().sensitive),
    members,
    member: (name) => {
      if (schema.isMapSchema()) return shapeOf(schema.getValueSchema());
      return members.includes(name) ? shapeOf(schema.getMemberSchema(name)) : null;
    },
    item: () => (schema.isListSchema() ? shapeOf(schema.getValueSchema()) : null),
  };
}
