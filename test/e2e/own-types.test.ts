import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

const plan = fileURLToPath(new URL("../../examples/system/plan.json", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sekisho-own-types-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const inFolder = (...args: readonly string[]): ReturnType<typeof sekisho> => sekisho(args, { cwd: folder });

/** What a query says of the example's one repository. */
async function repository(selection: string, ...flags: readonly string[]): Promise<unknown> {
  const { status, stdout, stderr } = await inFolder("query", `{ aws_ecr_repository { ${selection} } }`, plan, ...flags);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const { aws_ecr_repository: found } = JSON.parse(stdout) as { readonly aws_ecr_repository: { tree: unknown }[] };
  expect(found).toHaveLength(1);
  return found[0]?.tree;
}

describe("new type", () => {
  beforeAll(async () => {
    // Before anything declares it, it can be selected all the same.
    expect(await repository("name force_delete image_scanning_configuration { items { scan_on_push } }")).toEqual({
      name: "chobo-web",
      force_delete: { unknown: "U4" },
      image_scanning_configuration: { state: "complete", code: null, items: [{ scan_on_push: true }] },
    });
    const { status, stderr } = await inFolder("new", "type", "aws_ecr_repository");
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: [
        "sekisho: types/aws_ecr_repository.yaml is written",
        "sekisho: sekisho.yaml is written",
        "sekisho: Go through types/aws_ecr_repository.yaml, and see: sekisho list types",
        "",
      ].join("\n"),
    });
  });

  test("what it writes is read: the type is listed, in the folder and where --settings names it", async () => {
    const here = await inFolder("list", "types");
    const elsewhere = await sekisho(["list", "types", "--settings", join(folder, "sekisho.yaml")]);
    expect(here.stdout).toContain("\naws_ecr_repository\tAWS::ECR::Repository\n");
    expect(elsewhere.stdout).toBe(here.stdout);
    expect((await sekisho(["list", "types"])).stdout).not.toContain("aws_ecr_repository");
  });

  test("what a resource leaves out is unknown until the file says what it means", async () => {
    const file = join(folder, "types/aws_ecr_repository.yaml");
    const written = readFileSync(file, "utf8");
    expect(await repository("force_delete")).toEqual({ force_delete: { unknown: "U4" } });
    const line = "force_delete: { kind: boolean }";
    expect(written).toContain(line);
    writeFileSync(
      file,
      written.replace(line, "force_delete: { kind: boolean, when_omitted: { terraform: { value: false } } }"),
    );
    expect(await repository("force_delete")).toEqual({ force_delete: false });
    writeFileSync(file, written);
  });

  test("nothing is written over, and a second type is added to the settings by hand", async () => {
    expect(await inFolder("new", "type", "aws_ecr_repository")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("[FILE_EXISTS]") as string,
    });
    const { status, stderr } = await inFolder("new", "type", "aws_sqs_queue");
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("Add it to sekisho.yaml, below types: - types/aws_sqs_queue.yaml") as string,
    });
  });

  test.each([
    ["a name that the provider does not have", "aws_ecr_repositorys", "TYPE_UNKNOWN"],
    ["a name that is built in", "aws_lb", "USAGE"],
    ["an alias of what is built in", "aws_alb", "USAGE"],
    ["no name of a type", "Queue", "USAGE"],
  ])("%s", async (_, name, code) => {
    const { status, stderr } = await inFolder("new", "type", name);
    expect({ status, code: /\[(\w+)\]\n$/u.exec(stderr)?.[1] }).toEqual({ status: 2, code });
  });
});

test.each([
  ["a key that there is not", "schema: sekisho.settings/v1\ntyps: []\n", "SETTINGS_INVALID", "line 2, column 1"],
  ["no schema", "types: []\n", "SETTINGS_INVALID", "line 1, column 1"],
  [
    "a file that is not there",
    "schema: sekisho.settings/v1\ntypes:\n  - types/none.yaml\n",
    "SETTINGS_INVALID",
    "line 3, column 5",
  ],
  [
    "a type that is built in",
    "schema: sekisho.settings/v1\ntypes:\n  - lb.yaml\n",
    "TYPE_INVALID",
    "lb.yaml cannot be used: line 2, column 7",
  ],
])("settings with %s are refused with their place, whatever is done", async (_, text, code, place) => {
  writeFileSync(join(folder, "lb.yaml"), "schema: sekisho.resource-type/v1\ntype: aws_lb\nattributes: {}\n");
  writeFileSync(join(folder, "bad.yaml"), text);
  for (const command of [
    ["list", "types"],
    ["check", plan],
    ["document", plan],
  ]) {
    const { status, stderr } = await inFolder(...command, "--settings", "bad.yaml");
    expect([status, stderr]).toEqual([2, expect.stringContaining(place)]);
    expect(stderr).toContain(`[${code}]`);
  }
});
