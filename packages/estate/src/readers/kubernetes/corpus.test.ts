import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import type { ReadDocument } from "../../model/estate.ts";
import { awsTypes } from "../../types/aws/index.ts";
import { readDocuments } from "../read-document.ts";

const corpus = fileURLToPath(new URL("../../../../../../shared/corpus/hcl/", import.meta.url));

/** Reads each file of a folder of the corpus by itself, and counts what became of it. */
function readAll(folder: string) {
  const types: Record<string, number> = {};
  const unsupported: Record<string, number> = {};
  const refused: Record<string, number> = {};
  let files = 0;
  for (const entry of readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" }).sort()) {
    if (!entry.endsWith(".yaml")) continue;
    files += 1;
    let document: ReadDocument | undefined;
    try {
      const bytes = readFileSync(join(corpus, folder, entry));
      [document] = readDocuments([{ label: null, name: entry, digest: "sha256:0", bytes }], awsTypes);
    } catch (error) {
      if (!isSekishoError(error)) throw new Error(entry, { cause: error });
      refused[error.code] = (refused[error.code] ?? 0) + 1;
      continue;
    }
    if (document === undefined) throw new Error(`${entry} gives no document`);
    const estate = buildEstate([document], { types: awsTypes });
    for (const resource of document.resources) {
      types[resource.type] = (types[resource.type] ?? 0) + 1;
      const placed = estate.find(`kubernetes#${resource.address ?? ""}`);
      if (placed === null) throw new Error(`${entry}: ${resource.address ?? ""} is not in the estate`);
      // Whatever a derived attribute looks at must not make it fall over.
      for (const attribute of Object.keys(estate.typeOf(placed).attributes)) estate.value(placed, attribute);
    }
    for (const [type, count] of Object.entries(document.accounting.types))
      unsupported[type] = (unsupported[type] ?? 0) + count;
  }
  return { files, types, unsupported, refused };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

describe.runIf(existsSync(corpus))("manifests of the operators' own examples", () => {
  test("ACK's EC2 controller", () => {
    const { files, types, unsupported, refused } = readAll("k8s-ack-ec2");
    expect([files, refused]).toEqual([53, {}]);
    expect(types).toEqual({
      aws_ec2_transit_gateway_vpc_attachment: 1,
      aws_internet_gateway: 4,
      aws_nat_gateway: 2,
      aws_network_acl: 3,
      aws_network_acl_rule: 5,
      aws_route: 2,
      aws_route_table: 3,
      aws_route_table_association: 1,
      aws_security_group: 15,
      aws_subnet: 4,
      aws_vpc: 3,
      aws_vpc_endpoint: 3,
    });
    expect(sum(unsupported)).toBe(15);
  });

  test("Crossplane's provider-upjet-aws", () => {
    const { files, types, unsupported, refused } = readAll("k8s-crossplane");
    expect([files, refused]).toEqual([146, {}]);
    expect([Object.keys(types).length, sum(types), sum(unsupported)]).toEqual([47, 248, 143]);
    expect(types).toMatchObject({
      aws_db_instance: 4,
      aws_lb: 10,
      aws_lb_listener: 7,
      aws_rds_cluster: 8,
      aws_s3_bucket: 25,
      aws_security_group: 16,
      aws_vpc: 44,
      aws_wafv2_web_acl: 4,
      aws_wafv2_web_acl_association: 1,
    });
  });
});
