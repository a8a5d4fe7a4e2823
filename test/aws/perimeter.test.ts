import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tempFolder } from "@sekisho-test/support";
import { collectAws } from "@sekisho/collect";
import { readDocuments, resourceTypes, type Json } from "@sekisho/estate";
import { afterAll, describe, expect, test } from "vitest";
import { buildPerimeter, exampleRegion, exampleTypes, perimeterTypes, startMoto, typesUnknownToMoto } from "./index.ts";

const moto = await startMoto();
afterAll(() => moto?.stop());

interface Manifest {
  readonly captures: readonly { readonly file?: string; readonly error: Json }[];
}

/** A snapshot in a folder as one document, as it is read. */
function wholeSnapshot(folder: string): Json {
  const read = (file: string): Json => JSON.parse(readFileSync(join(folder, file), "utf8")) as Json;
  const manifest = read("manifest.json") as unknown as Manifest;
  const captures = manifest.captures.map(({ file, ...capture }) => ({
    ...capture,
    response: file === undefined ? null : read(file),
  }));
  return { ...manifest, captures };
}

describe.skipIf(moto === null)("a perimeter in moto", () => {
  test("is collected, and read with one resource of each thing that was built", { timeout: 120_000 }, async () => {
    const url = moto?.url ?? "";
    process.env["AWS_ACCESS_KEY_ID"] = "example";
    process.env["AWS_SECRET_ACCESS_KEY"] = "example";
    await buildPerimeter(url);
    const output = join(tempFolder(), "snapshot");
    const types = Object.keys(perimeterTypes);
    const summary = await collectAws({ output, types, regions: [exampleRegion], endpointUrl: url, userAgent: "test" });
    const bytes = new TextEncoder().encode(JSON.stringify(wholeSnapshot(output)));
    const [document] = readDocuments(
      [{ label: "runtime", name: "snapshot.json", digest: "sha256:0", bytes }],
      resourceTypes,
    );
    const found = Object.fromEntries(
      types.map((type) => [type, document?.resources.filter((resource) => resource.type === type).length]),
    );
    expect(summary?.errors).toEqual({});
    expect(found).toEqual(perimeterTypes);
  });
});

test("every type that AWS is asked for is built in one of the accounts, or moto cannot make it", () => {
  const asked = resourceTypes.filter(({ sources }) => sources.api !== undefined).map(({ type }) => type);
  const placed = [...exampleTypes, ...Object.keys(perimeterTypes), ...Object.keys(typesUnknownToMoto)];
  expect(asked.filter((type) => !placed.includes(type))).toEqual([]);
  expect(placed.filter((type, index) => placed.indexOf(type) !== index)).toEqual([]);
});
