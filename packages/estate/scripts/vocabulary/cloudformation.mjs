// The CloudFormation vocabulary: the properties and returned attributes of the declared types, with the property types
// below them, from the database of @aws-cdk/aws-service-spec (`npm pack`, some 3 MB).
import { gunzipSync } from "node:zlib";
import { inLines, sorted } from "./files.mjs";
import { downloadFromNpm, filesOfTar } from "./packages.mjs";

export const source = { package: "@aws-cdk/aws-service-spec", version: "0.1.216" };

const scalars = { string: "string", "date-time": "string", integer: "number", number: "number", boolean: "boolean" };

/** Reads the service specification: its resource types by name, and what their properties refer to. */
export async function readSpecification(archive) {
  for await (const { content } of filesOfTar(archive, (path) => path === "package/db.json.gz")) {
    const { schema } = JSON.parse(gunzipSync(content).toString("utf8"));
    return {
      definitions: new Map(schema.typeDefinition.entities.map((definition) => [definition.$id, definition])),
      resources: new Map(schema.resource.entities.map((resource) => [resource.cloudFormationType, resource])),
    };
  }
  throw new Error(`${source.package} ${source.version} holds no db.json.gz`);
}

/** Reads one type of CloudFormation; `shapes` gathers what its properties refer to. */
export function readType(name, resource, definitions, shapes) {
  function shape(of, content) {
    const key = of === "" ? name : `${name}.${of}`;
    if (!Object.hasOwn(shapes, key)) {
      shapes[key] = {};
      shapes[key] = content();
    }
    return `#${key}`;
  }
  function notation(type, place) {
    switch (type.type) {
      case "array":
        return `list(${notation(type.element, place)})`;
      case "map":
        return `map(${notation(type.element, place)})`;
      case "tag":
        return shape("Tag", () => ({ members: { Key: "string", Value: "string" } }));
      case "ref": {
        const definition = definitions.get(type.reference.$ref);
        return shape(definition.name, () => described(definition, definition.name));
      }
      // Open JSON, and what is one thing or another.
      case "json":
      case "union":
        return type.type === "union" && type.types.every(({ type: one }) => Object.hasOwn(scalars, one))
          ? [...new Set(type.types.map(({ type: one }) => scalars[one]))].sort().join("|")
          : "any";
      default: {
        const scalar = scalars[type.type];
        if (scalar === undefined) throw new Error(`${name} uses an unknown type: ${type.type}`);
        if (scalar !== "string" || type.allowedValues === undefined) return scalar;
        return shape(place, () => ({ values: [...type.allowedValues].sort() }));
      }
    }
  }
  function described({ properties }, place) {
    const documented = properties.Key?.documentation?.matchAll(/`([\w-]+(?:\.[\w-]+)+)`/gu) ?? [];
    const keys = [...new Set([...documented].map(([, key]) => key))].sort();
    return { members: members(properties, place), keys: keys.length === 0 ? undefined : keys };
  }
  function members(properties, place) {
    return Object.fromEntries(
      Object.entries(properties).map(([member, { type }]) => [
        member,
        notation(type, place === "" ? member : `${place}.${member}`),
      ]),
    );
  }
  const main = shape("", () => ({ members: members(resource.properties, "") })).slice(1);
  const identifier = resource.cfnRefIdentifier ?? resource.primaryIdentifier ?? [];
  return { shape: main, returned: members(resource.attributes, ""), reference: [...identifier].sort() };
}

export const cloudformationFile = {
  name: "cloudformation",
  async extract({ declared, folder }) {
    const { archive, integrity } = downloadFromNpm(source, folder);
    const shapes = {};
    const types = {};
    const { definitions, resources } = await readSpecification(archive);
    for (const name of declared.cloudformation) {
      const resource = resources.get(name);
      types[name] = resource === undefined ? null : readType(name, resource, definitions, shapes);
    }
    const origin = { ...source, integrity };
    return `${inLines({ vocabulary: "cloudformation", source: origin, types: sorted(types), shapes: sorted(shapes) }, 2)}\n`;
  },
};
