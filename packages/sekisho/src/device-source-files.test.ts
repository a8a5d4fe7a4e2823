import path from "node:path";
import { buildEstate, readDocuments, resourceTypes, sliceOf, wholeSelection, findResourceType } from "@sekisho/estate";
import { describe, expect, test } from "vitest";
import { loadDocuments } from "./load.ts";

const example = path.join(import.meta.dirname, "../../../examples/devices/devices.yaml");

async function estateOf(source: string) {
  const inputs = await loadDocuments([source], () => Promise.reject(new Error("no standard input")));
  return buildEstate(readDocuments(inputs, resourceTypes));
}

describe("the example fleet", () => {
  test("prints", async () => {
    const estate = await estateOf(example);
    console.log(estate.documents);
    for (const resource of estate.resources) {
      const type = findResourceType(resourceTypes, resource.type);
      console.log(resource.id, resource.origin, JSON.stringify(sliceOf(estate, resource, wholeSelection(type?.attributes ?? {}))));
    }
    expect(estate.documents.length).toBe(9);
  });
});
