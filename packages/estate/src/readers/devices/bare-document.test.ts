import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import type { Estate } from "../../model/estate.ts";
import type { Json } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { readDocuments } from "../read-document.ts";

function estateOf(...contents: readonly (Json | string)[]): Estate {
  const inputs = contents.map((content, index) => ({
    label: null,
    name: `${String(index)}.json`,
    digest: `sha256:${String(index)}`,
    bytes: new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content)),
  }));
  return buildEstate(readDocuments(inputs, resourceTypes));
}

const macs = (totalCount: number, ...ids: readonly string[]): Json => ({
  totalCount,
  results: ids.map((id) => ({ id, udid: `example-${id}`, general: { platform: "Mac" } })),
});

/** What is known of the record in Jamf Pro of a PC that only LANSCOPE tells of. */
function jamfOfPc(...pages: readonly Json[]): unknown {
  const pc: Json = {
    schema: "sekisho.devices/v1",
    collected_at: "2026-11-27T00:00:00Z",
    source: { name: "lanscope" },
    devices: [{ identity: { device_id: "7", platform: "windows" }, management: { manager: "lanscope" } }],
  };
  return estateOf(pc, ...pages).find("device[lanscope/7]")?.values["jamf_pro"];
}

describe("documents without a file of device sources", () => {
  test("that are pages of one listing list it together; with a page missing they do not", () => {
    expect(jamfOfPc(macs(3, "1", "2"), macs(3, "3"))).toMatchObject({ state: "complete", items: [] });
    expect(jamfOfPc(macs(3, "1", "2"))).toMatchObject({ state: "partial", code: "U4", items: [] });
    expect(jamfOfPc(macs(3, "1", "2"), macs(3, "2"))).toMatchObject({ state: "partial", code: "U4", items: [] });
  });

  test.each([
    ["JSON", JSON.stringify({ AMRunningMode: "Normal", AMServiceEnabled: true, AntivirusEnabled: false })],
    ["text", "AMRunningMode    : Normal\nAMServiceEnabled : True\nAntivirusEnabled : False\n"],
  ])("that Get-MpComputerStatus has written as %s are of a device that nobody names", (_, content) => {
    const estate = estateOf(content);
    expect(estate.documents.map(({ kind, label }) => [kind, label])).toEqual([["devices", "devices"]]);
    const [device] = estate.subjects("device");
    expect(device?.id).toBe("device[microsoft_defender/devices-1]");
    expect(device?.values["antivirus_active"]).toMatchObject({ value: false });
  });

  test.each([
    ["recovery keys", JSON.stringify({ computerId: "1", personalRecoveryKey: "EXAMPLE-KEY" }), /recovery keys/u],
    ["a file of device sources", "schema: sekisho.device-sources/v1\nsources: []\n", /names other files.*by its path/u],
    ["one in JSON", '{"schema":"sekisho.device-sources/v1"}', /names other files.*by its path/u],
  ])("that are %s are refused with what to do", (_, content, message) => {
    let error: unknown;
    try {
      estateOf(content);
    } catch (thrown) {
      error = thrown;
    }
    if (!isSekishoError(error)) throw new Error("the document was read");
    expect(error.code).toBe("DOCUMENT_KIND_UNKNOWN");
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("EXAMPLE-KEY");
  });
});
