import type { OperationShape } from "./client-shapes.ts";

/** How the pages of an answer follow each other. */
export interface Paging {
  /** The parameter that takes the token of the page that is asked for. */
  readonly input: string;
  /** Where an answer holds the token of the page that follows: the names of members, parted by dots. */
  readonly output: string;
  /** Parameters of the first page and all others: how much a page may hold. */
  readonly size: Readonly<Record<string, number>>;
}

/** The names that the services of AWS give to the token, in the parameters and in the answer. */
const tokens: readonly (readonly [input: string, output: string])[] = [
  ["NextToken", "NextToken"],
  ["nextToken", "nextToken"],
  ["NextMarker", "NextMarker"],
  ["Marker", "NextMarker"],
  ["Marker", "Marker"],
  // CloudFront puts its listings into one member.
  ["Marker", "DistributionList.NextMarker"],
  ["Marker", "VpcOriginList.NextMarker"],
  ["position", "position"],
  ["ContinuationToken", "ContinuationToken"],
  ["ContinuationToken", "NextContinuationToken"],
];

/**
 * Page sizes that must be asked for: EC2 pages only where it is told to, and S3 tells the regions of buckets only on
 * pages. 100 is what every listing of EC2 takes.
 */
const sizes: readonly (readonly [service: string, parameter: string, size: number])[] = [
  ["ec2", "MaxResults", 100],
  ["s3", "MaxBuckets", 1000],
];

/** Says how an operation is paged; null if its answer is one page. */
export function pagingOf(service: string, shapes: OperationShape): Paging | null {
  const found = tokens.find(
    ([input, output]) =>
      shapes.input.members.includes(input) && shapes.output.members.includes(output.split(".")[0] ?? ""),
  );
  if (found === undefined) return null;
  const [input, output] = found;
  const size = sizes.filter(([of, parameter]) => of === service && shapes.input.members.includes(parameter));
  return { input, output, size: Object.fromEntries(size.map(([, parameter, value]) => [parameter, value])) };
}

/** Reads the token of the page that follows out of an answer; undefined if none follows. */
export function nextToken(answer: unknown, { output }: Paging): unknown {
  return output
    .split(".")
    .reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined,
      answer,
    );
}
