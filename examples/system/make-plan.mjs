// Makes plan.json again from the Terraform source beside this file, without an AWS account.
//
//   node make-plan.mjs           writes plan.json
//   node make-plan.mjs --check   compares a fresh plan with plan.json and exits 1 if they differ
//
// Where Terraform or the AWS provider is not installed, the committed plan serves: the script says so and exits 0.
//
// SEKISHO_TF_PLUGIN_DIR names a folder with the provider (a file-system mirror, as `terraform init -plugin-dir` takes
// it). Without it /opt/tf-plugins is used if it exists, and else whatever Terraform itself is configured to use.

import { spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL(".", import.meta.url));
const planFile = join(source, "plan.json");

// The id in variables.tf: allowed_account_ids makes the provider ask which account it is in.
const accountId = "123456789012";

/** Ends the script where the committed plan has to serve. */
class MissingTool extends Error {}

/** Prints one line for the reader, away from standard output. */
function say(line) {
  process.stderr.write(`make-plan: ${line}\n`);
}

/** Runs Terraform and gives its standard output. */
function terraform(args, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn("terraform", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const out = [];
    const err = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.on("error", (error) => {
      reject(error.code === "ENOENT" ? new MissingTool("Terraform is not on the PATH") : error);
    });
    child.on("close", (status) => {
      if (status === 0) {
        resolve(Buffer.concat(out).toString("utf8"));
      } else {
        const reason = Buffer.concat(err).toString("utf8").trim() || Buffer.concat(out).toString("utf8").trim();
        reject(new Error(`"terraform ${args[0]}" ended with status ${String(status)}\n${reason}`));
      }
    });
  });
}

/** Answers the provider's one question, "which account is this?", on loopback, with the made-up account. */
async function answerIdentity() {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      response.setHeader("content-type", "text/xml");
      response.end(
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
          `<Arn>arn:aws:iam::${accountId}:user/example</Arn><UserId>EXAMPLE</UserId><Account>${accountId}</Account>` +
          `</GetCallerIdentityResult><ResponseMetadata><RequestId>example</RequestId></ResponseMetadata>` +
          `</GetCallerIdentityResponse>`,
      );
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { server, url: `http://127.0.0.1:${String(server.address().port)}` };
}

/** Gives the environment of Terraform: the caller's own, without what could change the plan or reach a real account. */
function environment(identityUrl) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:AWS_|TF_(?!CLI_CONFIG_FILE$|PLUGIN_CACHE_DIR$))/u.test(name)),
  );
  // A proxy would be asked for the loopback address too.
  const direct = ["127.0.0.1", process.env.NO_PROXY ?? process.env.no_proxy ?? ""].filter(Boolean).join(",");
  return {
    ...env,
    NO_PROXY: direct,
    no_proxy: direct,
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    AWS_ACCESS_KEY_ID: "made-up",
    AWS_SECRET_ACCESS_KEY: "made-up",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(source, "none"),
    AWS_SHARED_CREDENTIALS_FILE: join(source, "none"),
    AWS_ENDPOINT_URL_STS: identityUrl,
  };
}

/** Finds the folder that holds the provider, if there is one. */
async function pluginDirectory() {
  const named = process.env.SEKISHO_TF_PLUGIN_DIR;
  if (named !== undefined && named !== "") {
    return named;
  }
  const usual = "/opt/tf-plugins";
  const found = await stat(usual).catch(() => undefined);
  return found?.isDirectory() === true ? usual : undefined;
}

/** Copies the Terraform source, and nothing that an earlier run by hand left beside it. */
async function copySource(target) {
  for (const name of await readdir(source)) {
    if (name === "modules" || name.endsWith(".tf")) {
      await cp(join(source, name), join(target, name), {
        recursive: true,
        filter: (path) => basename(path) !== ".terraform",
      });
    }
  }
}

/** Plans the source in a temporary folder and gives the plan as text that is the same on every run. */
async function freshPlan() {
  const work = await mkdtemp(join(tmpdir(), "sekisho-example-"));
  const { server, url } = await answerIdentity();
  try {
    const env = environment(url);
    await terraform(["version"], work, env);
    await copySource(work);

    const plugins = await pluginDirectory();
    const mirror = plugins === undefined ? [] : [`-plugin-dir=${plugins}`];
    await terraform(["init", "-input=false", "-no-color", "-backend=false", ...mirror], work, env).catch((error) => {
      // Terraform's own words for an absent provider; anything else that stops an init is a mistake in the source.
      if (/failed to query available provider|failed to install provider/iu.test(error.message)) {
        throw new MissingTool("Terraform cannot find the AWS provider (set SEKISHO_TF_PLUGIN_DIR to a mirror of it)");
      }
      throw error;
    });

    await terraform(["plan", "-input=false", "-no-color", "-lock=false", "-out=example.tfplan"], work, env);
    const plan = JSON.parse(await terraform(["show", "-json", "-no-color", "example.tfplan"], work, env));

    // The only parts that differ from run to run: the time, and the order of a list that Terraform keeps as a set.
    delete plan.timestamp;
    plan.relevant_attributes?.sort(byText);
    const text = `${JSON.stringify(plan, null, 1)}\n`;
    if (text.includes(work) || text.includes(source)) {
      throw new Error("The plan names a folder of this machine; use a path relative to the source instead.");
    }
    return { text, version: plan.terraform_version };
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(work, { recursive: true, force: true });
  }
}

/** Orders two JSON values by their text. */
function byText(left, right) {
  const [a, b] = [JSON.stringify(left), JSON.stringify(right)];
  return a < b ? -1 : Number(a > b);
}

/** Says where two texts part. */
function firstDifference(left, right) {
  const a = left.split("\n");
  const b = right.split("\n");
  const line = a.findIndex((text, index) => text !== b[index]);
  const at = line === -1 ? a.length : line;
  return `line ${String(at + 1)}: committed ${JSON.stringify(a[at] ?? null)}, fresh ${JSON.stringify(b[at] ?? null)}`;
}

async function main(args) {
  const unknown = args.filter((arg) => arg !== "--check");
  if (unknown.length > 0) {
    say(`unknown argument ${unknown.join(" ")}; the only one is --check`);
    return 2;
  }

  let fresh;
  try {
    fresh = await freshPlan();
  } catch (error) {
    if (error instanceof MissingTool) {
      say(`${error.message}; the committed plan.json serves.`);
      return 0;
    }
    say(error.message);
    return 1;
  }

  if (!args.includes("--check")) {
    await writeFile(planFile, fresh.text);
    say(`wrote plan.json (${String(Buffer.byteLength(fresh.text))} bytes, Terraform ${fresh.version})`);
    return 0;
  }

  const committed = await readFile(planFile, "utf8").catch(() => "");
  if (committed === fresh.text) {
    say("plan.json is what the source plans");
    return 0;
  }
  say(`plan.json is not what the source plans; ${firstDifference(committed, fresh.text)}`);
  say(`fresh plan by Terraform ${fresh.version}; run "node make-plan.mjs" and commit the result`);
  return 1;
}

process.exitCode = await main(process.argv.slice(2));
