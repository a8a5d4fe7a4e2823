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

/** An alternative (`anyOf`) reports each branch and itself; the deepest place with a key that is not admitted says most. */
export function worstProblem(problems: readonly SchemaProblem[]): SchemaProblem {
  const order = ["additionalProperties", "enum", "pattern", "type"];
  const rank = (problem: SchemaProblem): number =>
    (order.indexOf(problem.keyword) + 1 || order.length + 1) - problem.instancePath.length * 10;
  const sorted = [...problems].sort((a, b) => rank(a) - rank(b));
  return sorted[0] ?? { instancePath: "", keyword: "", params: {} };
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
