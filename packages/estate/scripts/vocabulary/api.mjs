// The vocabulary of the AWS API: the parameters, answers and errors of the declared operations, with the shapes below the
// answers, from the service models of botocore (its wheel by pip, some 15 MB).
import { gunzipSync } from "node:zlib";
import { inLines, sorted } from "./files.mjs";
import { downloadFromPyPI, openZip } from "./packages.mjs";

const source = { package: "botocore", version: "1.43.11" };

const scalars = {
  string: "string",
  timestamp: "string",
  blob: "string",
  integer: "number",
  long: "number",
  float: "number",
  double: "number",
  boolean: "boolean",
};

/** Reads the newest model of a service; null if botocore has none of that name. */
function readModel(wheel, service) {
  const [newest] = wheel.names
    .filter((name) => name.startsWith(`botocore/data/${service}/`) && name.endsWith("/service-2.json.gz"))
    .sort()
    .reverse();
  return newest === undefined ? null : JSON.parse(gunzipSync(wheel.read(newest)).toString("utf8"));
}

/** Reads one operation; `shapes` gathers what its answer refers to. */
function readOperation(service, model, operation, shapes) {
  function refer(name, content) {
    const key = `${service}:${name}`;
    if (!Object.hasOwn(shapes, key)) {
      shapes[key] = {};
      shapes[key] = content();
    }
    return `#${key}`;
  }
  function notation(name, isInput) {
    const shape = model.shapes[name];
    switch (shape.type) {
      case "list":
        return `list(${notation(shape.member.shape, isInput)})`;
      case "map":
        return `map(${notation(shape.value.shape, isInput)})`;
      case "structure":
        return isInput || shape.document === true ? "any" : refer(name, () => described(shape));
      default: {
        const scalar = scalars[shape.type];
        if (scalar === undefined) throw new Error(`${service} uses an unknown type: ${shape.type}`);
        return shape.enum === undefined ? scalar : refer(name, () => ({ values: [...shape.enum].sort() }));
      }
    }
  }
  function described(shape) {
    const documented = shape.members.Key?.documentation?.matchAll(/<code>([\w-]+(?:\.[\w-]+)+)<\/code>/gu) ?? [];
    const keys = [...new Set([...documented].map(([, key]) => key))].sort();
    return { members: members(shape, false), keys: keys.length === 0 ? undefined : keys };
  }
  function members(shape, isInput) {
    return Object.fromEntries(
      Object.entries(shape.members).map(([name, member]) => [name, notation(member.shape, isInput)]),
    );
  }
  const { input, output, errors } = model.operations[operation];
  return {
    parameters: input === undefined ? {} : members(model.shapes[input.shape], true),
    required: input === undefined ? [] : (model.shapes[input.shape].required ?? []),
    answer: output === undefined ? null : notation(output.shape, false),
    errors: (errors ?? []).map(({ shape }) => model.shapes[shape].error?.code ?? shape).sort(),
  };
}

export const apiFile = {
  name: "api",
  extract({ declared, folder }) {
    const { archive, integrity } = downloadFromPyPI(source, folder);
    const wheel = openZip(archive);
    const models = new Map();
    const shapes = {};
    const operations = {};
    for (const name of declared.operations) {
      const [service, operation] = name.split(":");
      if (!models.has(service)) models.set(service, readModel(wheel, service));
      const model = models.get(service);
      const isKnown = model !== null && Object.hasOwn(model.operations, operation);
      operations[name] = isKnown ? readOperation(service, model, operation, shapes) : null;
    }
    const origin = { ...source, integrity };
    return `${inLines({ vocabulary: "api", source: origin, operations: sorted(operations), shapes: sorted(shapes) }, 2)}\n`;
  },
};
