/** A problem as a validator made by ajv tells it. */
export interface SchemaProblem {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: {
    readonly additionalProperty?: string;
    readonly missingProperty?: string;
    readonly allowedValues?: readonly string[];
  };
  readonly message?: string;
}

/** The shape that ajv documents for a standalone validator; the generated code is plain JavaScript without types. */
interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaProblem[] | null;
}

/** Compares a value with a schema by its generated validator: what it does not admit, that which says most first. */
export function schemaProblems(validate: unknown, value: unknown): readonly SchemaProblem[] {
  const check = validate as Validator;
  return check(value) ? [] : worstFirst(check.errors ?? []);
}

/** An alternative (`anyOf`) reports each branch and itself; the deepest place with a key that is not admitted says most. */
function worstFirst(problems: readonly SchemaProblem[]): readonly SchemaProblem[] {
  const order = ["additionalProperties", "enum", "pattern", "type"];
  const rank = (problem: SchemaProblem): number =>
    (order.indexOf(problem.keyword) + 1 || order.length + 1) - problem.instancePath.length * 10;
  return [...problems].sort((a, b) => rank(a) - rank(b));
}

/** Says what is wrong with a document of a kind, and where. */
export function describeProblem({ instancePath, keyword, params, message }: SchemaProblem, kind: string): string {
  const place = instancePath === "" ? `the ${kind}` : instancePath;
  switch (keyword) {
    case "additionalProperties":
      return `${place} has the key "${params.additionalProperty ?? ""}", which a ${kind} does not have there`;
    case "enum":
      return `${place} is none of the values it can have`;
    default:
      return `${place} ${message ?? "does not match the schema"}`;
  }
}
