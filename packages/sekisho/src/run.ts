import { errorInfo, isSekishoError, SekishoError } from "@sekisho/estate";
import { bundleCommand } from "./commands/bundle.ts";
import { checkCommand } from "./commands/check.ts";
import { collectCommand } from "./commands/collect.ts";
import { documentCommand, queryCommand, slicesCommand } from "./commands/estate.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { initCommand } from "./commands/init.ts";
import { listCommand } from "./commands/list.ts";
import { serveCommand } from "./commands/serve.ts";
import { newCommand } from "./commands/new.ts";
import { policyCommand } from "./commands/policy.ts";
import { waiversCommand } from "./commands/waivers.ts";
import { visible, type CommandIo } from "./io.ts";
import { version } from "./version.ts";

const help = `sekisho: says which answers of a security check sheet a Terraform plan or a running system
confirms, contradicts or cannot decide

  sekisho check DOCUMENT… [--source FOLDER] [--runtime DOCUMENT]… [--baseline REPORT]
                          [--var-file FILE]… [--parameters FILE] [--new|--no-new]
                          [--sheet ID|FILE|none] [--profile FILE] [--waivers FILE] [--policy ID…]
                          [--bundle FILE] [--now INSTANT] [--ledger FILE --ledger-key FILE [--issue NAME]]
                          [--format NAME[=FILE]…] [--lang ja|en] [--fail-on LIST] [--quiet]
  sekisho waivers lint FILE [--bundle FILE] [--now INSTANT]
                                                          what is wrong with a file of waivers
  sekisho ledger verify FILE --verify-key FILE… [--head DIGEST]
                                                          whether a ledger is as it was written
  sekisho sheet diff [REPORT] --ledger FILE --verify-key FILE… [--format text|json] [--lang ja|en]
                                                          which answers are no longer true, and where they stand
  sekisho init DOCUMENT… [--output FILE]                  a first profile from what the documents show
  sekisho list policies|claims|types|sheets [--format text|json] [--lang ja|en]
  sekisho document DOCUMENT… [--profile FILE]             the estate that the documents and the sheet make
  sekisho slices DOCUMENT… [--profile FILE] [--sheet ID|FILE|none] [--policy ID…] [--now INSTANT]
                                                          what each policy is given, for opa eval
  sekisho query SELECTION DOCUMENT… [--profile FILE]      a GraphQL selection, or @FILE
  sekisho sheet render REPORT [--format markdown|html|csv|xlsx] [--lang ja|en] [--output FILE]
                       [--encoding utf-8|shift_jis]       the answered sheet out of a stored report
  sekisho sheet render REPORT --into FILE --output FILE [--source FILE|--mapping FILE] [--lang ja|en]
                                                          the answers beside the rows of a customer's file
  sekisho sheet trace --source FILE [--sheet ID]          which claims cover each character of a source
  sekisho sheet import FILE [--sheet ID [--source FILE]] [--format yaml|json] [--output FILE]
                                                          the rows of a customer's file (text, CSV, .xlsx) as claims
  sekisho bundle build --output FILE [--policies FOLDER] [--extend FOLDER] [--revision TEXT]
                                                          --extend adds policies of your own to the others
  sekisho new sheet NAME | new policy FAMILY.NAME [--policies FOLDER]
                         | new type NAME [--types FOLDER] [--schema FILE]
                                                          files to begin with; a type from the schema of AWS's
                                                          provider, or what terraform providers schema -json prints
  sekisho policy test [FOLDER] [--policy ID…] [--format text|json]
                                                          the unit tests and cases of policies of your own
  sekisho collect aws --output FOLDER|FILE.tar.gz [--region NAME…|--profile FILE] [--type NAME…]
                      [--aws-profile NAME] [--endpoint-url URL] [--resume]
  sekisho collect aws --print-iam-policy [--type NAME…]
  sekisho serve [--addr HOST:PORT] [--bundle FILE] [--profile FILE] [--sheet ID|FILE|none] [--fail-on LIST]
                [--deny-unknown] [--max-body BYTES] [--timeout SECONDS] [--threads N]
                [--tls-cert-file FILE --tls-private-key-file FILE]
                                                          checks and admission over HTTP

A DOCUMENT is a Terraform plan or state in JSON (terraform show -json), a folder of Terraform source,
CDKTF's output, a template, change set or hook input of CloudFormation, Kubernetes manifests, what AWS
Config hands out (also gzipped), what Cloud Control describes, output of the AWS API: one answer, or a
snapshot (a document, a folder with manifest.json or a .tar.gz), or a file of device sources, which names
exports of LANSCOPE, Jamf Pro, Microsoft Defender and lists of devices (docs/devices.md): PATH, LABEL=PATH,
or - for standard input.
--source is the folder of source that a plan was made of: findings then say file and line. --new says that
nothing of the given source or template exists yet, --no-new that it may; without either, a backend or a
state tells, and a template may exist. --parameters is a file of values for the parameters of templates.
--runtime is a document of what runs: plans are laid over it. --baseline is an earlier report in JSON.
collect asks AWS with read calls and writes a snapshot: of the regions given, those that the profile
declares, or those enabled in the account. Credentials are found as the AWS SDK finds them.
sekisho.yaml in the current folder lists resource types of your own; --settings FILE names another such file.
--waivers is a file of accepted exceptions. --ledger adds a signed statement of the answers to a file;
--issue says to whom the sheet is handed out.
Formats: text (default), json, sheet. --fail-on is a list of newly, lost, newly>=SEVERITY,
lost>=SEVERITY, verdicts (contradicted, unknown, …), fail>=SEVERITY, or none; the default is newly,lost
where there is something to compare with, and otherwise contradicted,fail>=high.
Exit status: 0 nothing blocks, 1 something blocks, 2 usage or unreadable input, 3 incomplete evaluation.
`;

const commands: Readonly<Record<string, (argv: readonly string[], io: CommandIo) => Promise<number>>> = {
  check: checkCommand,
  init: initCommand,
  list: listCommand,
  document: documentCommand,
  slices: slicesCommand,
  query: queryCommand,
  bundle: bundleCommand,
  // What reads and writes customers' files is loaded by those who have one.
  sheet: async (argv, io) => (await import("./commands/sheet.ts")).sheetCommand(argv, io),
  collect: collectCommand,
  serve: serveCommand,
  waivers: waiversCommand,
  ledger: ledgerCommand,
  new: newCommand,
  policy: policyCommand,
};

/** Runs the command line and gives its exit status; it never throws. */
export async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (isSekishoError(error)) {
      io.stderr(`sekisho: ${visible(error.message)} [${error.code}]\n`);
      return errorInfo[error.code].exit;
    }
    const system = (error as { readonly code?: unknown } | null)?.code;
    if (system === "ENOSPC" || system === "EIO") {
      io.stderr(`sekisho: standard output cannot be written: the system says ${system}. [FILE_UNREADABLE]\n`);
      return errorInfo.FILE_UNREADABLE.exit;
    }
    // The message of an unexpected error may hold a value of a document, so only its kind is printed.
    const kind = error instanceof Error ? error.name : typeof error;
    io.stderr(`sekisho: an unexpected ${kind} stopped the evaluation; this is a defect of Sekisho. [INTERNAL]\n`);
    return errorInfo.INTERNAL.exit;
  }
}

async function dispatch(argv: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = argv;
  if (name === "--version" || name === "-V") {
    await io.stdout(`${version}\n`);
    return 0;
  }
  if (name === "--help" || name === "-h" || name === "help" || rest.includes("--help") || rest.includes("-h")) {
    await io.stdout(help);
    return 0;
  }
  const command = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
  if (command === undefined) {
    const what = name === undefined ? "a command is missing" : `there is no command "${name}"`;
    throw new SekishoError("USAGE", `${what}. Commands: ${Object.keys(commands).join(", ")}. See: sekisho --help.`);
  }
  return command(rest, io);
}
