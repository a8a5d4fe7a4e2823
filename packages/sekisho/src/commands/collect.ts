import type * as Collect from "@sekisho/collect";
import { counted, readProfile, SekishoError } from "@sekisho/estate";
import { parseCommand } from "../arguments.ts";
import type { CommandIo } from "../io.ts";
import { loadProfile } from "../load.ts";
import { version } from "../version.ts";

const write = "Write: sekisho collect aws --output FOLDER|FILE.tar.gz";

/** Collects what the AWS API tells of an account into a snapshot, or prints the IAM policy that this needs. */
export async function collectCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("collect", argv, {
    output: { type: "string" },
    region: { type: "string", multiple: true },
    profile: { type: "string" },
    "aws-profile": { type: "string" },
    type: { type: "string", multiple: true },
    "endpoint-url": { type: "string" },
    resume: { type: "boolean" },
    "print-iam-policy": { type: "boolean" },
  });
  if (positionals.length !== 1 || positionals[0] !== "aws") {
    throw new SekishoError("USAGE", `collect does one thing so far. ${write}.`);
  }
  const { collectAws, iamPolicy } = await loadCollector();
  if (values["print-iam-policy"] === true) {
    await io.stdout(`${JSON.stringify(iamPolicy(values.type), null, 2)}\n`);
    return 0;
  }
  const output = outputOf(values.output);
  const regions = await regionsOf(values.region, values.profile);
  const { "aws-profile": awsProfile, "endpoint-url": endpointUrl } = values;
  // The SDK would warn on standard error of a Node that a later version of it does not run on.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  try {
    const summary = await collectAws({
      output,
      resume: values.resume === true,
      userAgent: `sekisho/${version}`,
      signal: io.interrupted(),
      onProgress: ({ done, known, errors }) => {
        const noted = errors === 0 ? "" : `, ${String(errors)} with an error`;
        io.progress(`${String(done)} of ${counted(known, "call")} known so far${noted}`);
      },
      ...(regions === undefined ? {} : { regions }),
      ...(values.type === undefined ? {} : { types: values.type }),
      ...(awsProfile === undefined ? {} : { awsProfile }),
      ...(endpointUrl === undefined ? {} : { endpointUrl: urlOf(endpointUrl) }),
    });
    io.progress("");
    io.stderr(`sekisho: ${output}: ${summary === null ? "is complete; nothing was asked" : wordsOf(summary)}\n`);
    return 0;
  } finally {
    io.progress("");
  }
}

function wordsOf({ account, regions, asked, kept, errors }: Collect.CollectSummary): string {
  const calls = `${counted(asked, "call")} made${kept === 0 ? "" : `, ${String(kept)} kept from before`}`;
  const noted = Object.entries(errors).map(([code, count]) => `${code} ${String(count)}`);
  const ended = noted.length === 0 ? "" : `; answered with an error: ${noted.join(", ")} (see manifest.json)`;
  const places = regions.length === 1 ? (regions[0] ?? "") : counted(regions.length, "region");
  return `account ${account}, ${places}: ${calls}${ended}`;
}

function outputOf(output: string | undefined): string {
  if (output === undefined) throw new SekishoError("USAGE", `collect needs a place to write to. ${write}.`);
  const path = output.replace(/(?<=.)\/+$/u, "");
  if (/\.(tgz|tar|zip|gz|json)$/u.test(path) && !path.endsWith(".tar.gz")) {
    throw new SekishoError("USAGE", `A snapshot is a folder or a file that ends in .tar.gz, not ${output}. ${write}.`);
  }
  return path;
}

function urlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new SekishoError("USAGE", "--endpoint-url is no address. Write it with its scheme: http://localhost:5000.");
  }
  return url.href;
}

async function regionsOf(
  given: readonly string[] | undefined,
  profilePath: string | undefined,
): Promise<Collect.CollectOptions["regions"]> {
  if (given !== undefined && profilePath !== undefined) {
    throw new SekishoError("USAGE", "--region and --profile both say which regions to collect. Give one of them.");
  }
  for (const region of given ?? []) {
    if (!/^[a-z]{2,4}(-[a-z]+)+-\d+$/u.test(region)) {
      throw new SekishoError(
        "USAGE",
        `"${region}" is no region. Write it as ap-northeast-1; repeat --region for others.`,
      );
    }
  }
  if (profilePath === undefined) return given;
  const { regions } = readProfile(await loadProfile(profilePath));
  if (regions === null) {
    throw new SekishoError("USAGE", `The profile ${profilePath} declares no regions. Add them, or give --region.`);
  }
  return (account) =>
    regions.filter(({ accounts }) => accounts === null || accounts.includes(account)).map(({ name }) => name);
}

/**
 * Loads what asks AWS. It is an optional part, because the SDK is large and checking documents needs none of it.
 *
 * @throws SekishoError `USAGE` if it is not installed.
 */
async function loadCollector(): Promise<typeof Collect> {
  try {
    return await import("@sekisho/collect");
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new SekishoError(
      "USAGE",
      "collect needs the package @sekisho/collect, which is not installed. Install it: npm install @sekisho/collect.",
      { cause },
    );
  }
}
