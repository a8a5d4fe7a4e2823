// The vocabulary of AWS Config: the published properties of the declared types, from awslabs/aws-config-resource-schema.
//
// SEKISHO_CONFIG_SCHEMAS names a folder with its files (config/properties/resource-types of a clone). Without it they are
// taken from the corpus beside the repository (../shared, or the folder that SEKISHO_SHARED names); without both the
// committed file stays as it is.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inLines, sorted } from "./files.mjs";

const source = { repository: "awslabs/aws-config-resource-schema", commit: "adf55132ad87019eb178da5f926902e12fa6b2c2" };

function schemaFolder() {
  const shared = process.env.SEKISHO_SHARED ?? fileURLToPath(new URL("../../../../../shared", import.meta.url));
  const corpus = join(shared, "corpus", "config-items", "aws-config-resource-schema");
  return [process.env.SEKISHO_CONFIG_SCHEMAS, corpus].find((folder) => folder !== undefined && existsSync(folder));
}

/** Finds the published properties of a type; undefined if there are none. */
function schemaOf(name, folder) {
  return [name, name.replaceAll("::", "__")]
    .map((stem) => join(folder, `${stem}.properties.json`))
    .find((path) => existsSync(path));
}

export const configFile = {
  name: "config",
  extract({ declared }) {
    const folder = schemaFolder();
    if (folder === undefined) return null;
    const digest = createHash("sha256");
    const types = {};
    for (const name of declared.config) {
      const file = schemaOf(name, folder);
      if (file === undefined) {
        types[name] = null;
        continue;
      }
      const content = readFileSync(file, "utf8");
      digest.update(content);
      types[name] = JSON.parse(content);
    }
    const related = Object.fromEntries(declared.related.map((name) => [name, schemaOf(name, folder) !== undefined]));
    const origin = { ...source, integrity: `sha256-${digest.digest("base64")}` };
    return `${inLines({ vocabulary: "config", source: origin, types: sorted(types), related }, 3)}\n`;
  },
};
