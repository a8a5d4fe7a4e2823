import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fuzzRun, repositoryFolder } from "@sekisho-test/support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import { resourceTypes } from "../../types/index.ts";
import { readDocuments } from "../read-document.ts";
import { readDeviceSources, type DeviceSource } from "./sources/device-sources.ts";
import type { SourceFile } from "./sources/table.ts";

// Whatever the reader of a source is given: it reads it or says with an error of the table why not, and it ends.

const folder = path.join(repositoryFolder, "examples/devices");
const text = readFileSync(path.join(folder, "devices.yaml"), "utf8");
const sources = readDeviceSources({ name: "devices.yaml", text }).map((source) => ({
  source,
  files: source.files.flatMap((name): readonly SourceFile[] => {
    const at = path.join(folder, name);
    const names = statSync(at).isDirectory() ? readdirSync(at).map((file) => `${name}/${file}`) : [name];
    return names.map((file) => ({ name: file, bytes: readFileSync(path.join(folder, file)) }));
  }),
}));

/** What was thrown that is no error of the table, or one that admits a defect; null if there is none. */
function defect(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (isSekishoError(error) && error.code !== "INTERNAL") return null;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function readFleet(given: readonly { readonly source: DeviceSource; readonly files: readonly SourceFile[] }[]): void {
  const deviceSources = given.map((one) => ({ ...one, digest: "sha256:0" }));
  buildEstate(readDocuments([{ label: null, name: "devices.yaml", digest: "sha256:0", deviceSources }], resourceTypes));
}

const edits = fc.array(
  fc.tuple(
    fc.nat(),
    fc.constantFrom("", ",", '"', "\r\n", "=", "}", "]", "[", "/Date(9e99)/", "9".repeat(30), "\0", "ー", "\u0083"),
  ),
  { minLength: 1, maxLength: 5 },
);
const encode = (written: string): Uint8Array => new TextEncoder().encode(written);

function edited(bytes: Uint8Array, changes: readonly (readonly [number, string])[]): Uint8Array {
  return changes.reduce((current, [place, piece]) => {
    const at = place % (current.length + 1);
    return Uint8Array.from([...current.subarray(0, at), ...encode(piece), ...current.subarray(at + 1 + (place % 3))]);
  }, bytes);
}

describe("whatever they are given, the readers of a fleet read it or say why not", { timeout: 1_200_000 }, () => {
  const { parameters, note } = fuzzRun();

  test("the files as they are", () => {
    expect(
      defect(() => {
        readFleet(sources);
      }),
    ).toBeNull();
  });

  test.each(sources.map(({ source, files }) => [source.role, files] as const))(
    `%s with bytes changed (${note})`,
    (role, files) => {
      fc.assert(
        fc.property(fc.nat(files.length - 1), edits, (changed, changes) => {
          const given = files.map((file, index) =>
            index === changed ? { ...file, bytes: edited(file.bytes, changes) } : file,
          );
          expect(
            defect(() => {
              readFleet(sources.map((one) => (one.source.role === role ? { ...one, files: given } : one)));
            }),
          ).toBeNull();
        }),
        parameters,
      );
    },
  );

  test(`files of device sources with characters changed (${note})`, () => {
    fc.assert(
      fc.property(edits, (changes) => {
        const changed = new TextDecoder().decode(edited(encode(text), changes));
        expect(defect(() => readDeviceSources({ name: "devices.yaml", text: changed }))).toBeNull();
      }),
      parameters,
    );
  });

  test.each([
    ["lists without end", "[".repeat(100_000)],
    ["maps without end", "a: {".repeat(50_000)],
    [
      "aliases of aliases",
      `a: &a [x]\n${Array.from({ length: 30 }, (_, i) => `b${String(i)}: &b${String(i)} [*a, *a]\n`).join("")}`,
    ],
    ["a key without end", `? ${"a".repeat(1_000_000)}\n: b`],
  ])("a file of device sources of %s is refused", (_, hostile) => {
    expect(defect(() => readDeviceSources({ name: "devices.yaml", text: hostile }))).toBeNull();
    expect(() => readDeviceSources({ name: "devices.yaml", text: hostile })).toThrow("devices.yaml");
  });
});
