import { SekishoError } from "@sekisho/estate";
import { failureOf } from "./call-error.ts";
import type { Clients } from "./clients.ts";
import { followSteps } from "./operation.ts";

/** Whose account is asked. */
export interface Account {
  /** Twelve digits. */
  readonly id: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
}

/** The region that answers for what belongs to an account as a whole, by partition. */
const homeRegions: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-iso": "us-iso-east-1",
  "aws-iso-b": "us-isob-east-1",
  "aws-eusc": "eusc-de-east-1",
};

/** Gives the region that is asked for what belongs to an account as a whole. */
export function homeRegion(partition: string, regions: readonly string[]): string {
  return homeRegions[partition] ?? regions[0] ?? "us-east-1";
}

/** Says in which partition a region lies, by its name. */
export function isOfPartition(region: string, partition: string): boolean {
  const prefix = Object.entries({ "cn-": "aws-cn", "us-gov-": "aws-us-gov", "eusc-": "aws-eusc" }).find(([start]) =>
    region.startsWith(start),
  );
  return partition.startsWith("aws-iso") ? region.startsWith("us-iso") : (prefix?.[1] ?? "aws") === partition;
}

/**
 * Asks whose credentials these are.
 *
 * @throws SekishoError `ACCOUNT_UNREADABLE` if there are none, or they are not accepted.
 */
export async function askAccount(clients: Clients, region: string, signal: AbortSignal): Promise<Account> {
  const answer = await before(clients, region, "sts", "GetCallerIdentity", signal, "Check the AWS credentials");
  const [id, arn] = ["Account", "Arn"].map((member) => followSteps(answer, [member])[0]);
  const partition = typeof arn === "string" ? arn.split(":")[1] : undefined;
  if (typeof id !== "string" || partition === undefined) {
    throw new SekishoError("ACCOUNT_UNREADABLE", "AWS does not say whose credentials these are. Check the endpoint.");
  }
  return { id, partition };
}

/**
 * Asks which regions are enabled in the account.
 *
 * @throws SekishoError `ACCOUNT_UNREADABLE` if that may not be asked.
 */
export async function askRegions(clients: Clients, region: string, signal: AbortSignal): Promise<readonly string[]> {
  const remedy = "Allow ec2:DescribeRegions, or name the regions";
  const answer = await before(clients, region, "ec2", "DescribeRegions", signal, remedy);
  return followSteps(answer, ["Regions", "RegionName"])
    .filter((name) => typeof name === "string")
    .sort();
}

async function before(
  clients: Clients,
  region: string,
  service: string,
  operation: string,
  signal: AbortSignal,
  remedy: string,
): Promise<object> {
  try {
    return await clients.ask(service, region, operation, {}, signal);
  } catch (cause) {
    if (signal.aborted) throw new SekishoError("COLLECTION_CUT_OFF", "Collecting was stopped before it began.");
    const { kind, code, message } = failureOf(cause);
    const next = kind === "unreachable" ? "Check the network and the endpoint" : remedy;
    const said = message === "" ? code : `${code}: ${message}`;
    throw new SekishoError(
      "ACCOUNT_UNREADABLE",
      `${service}:${operation} is not answered in ${region}: ${said.replace(/\.$/u, "")}. ${next}.`,
      { cause },
    );
  }
}
