import { timeOf } from "../readers/aws-config/time.ts";
import { alteredResource } from "./altered-resource.ts";
import type { ReadDocument } from "./estate.ts";
import { scalarNode, type ScalarNode, type ValueNode } from "./value.ts";

/** What a device tells of the time to come. Every other instant of a device is one at which something was seen. */
const mayBeAhead: ReadonlySet<string> = new Set(["mdm_profile_expires_at"]);

type Fields = Readonly<Record<string, ValueNode>>;

/**
 * Takes from documents of devices what they say was seen later than the instant of the check: a clock or a date is wrong, so
 * that it is no evidence (U4). Otherwise such a device would be the most recent of all.
 */
export function withoutFuture(contents: readonly ReadDocument[], instant: string | undefined): readonly ReadDocument[] {
  if (instant === undefined) return contents;
  const now = timeOf(instant);
  return contents.map((content) => (content.document.kind === "devices" ? seenUntil(content, now) : content));
}

function seenUntil(content: ReadDocument, now: number): ReadDocument {
  let later = 0;
  const scalar = (name: string, node: ScalarNode): ScalarNode => {
    if (!name.endsWith("_at") || mayBeAhead.has(name)) return node;
    if (typeof node.value !== "string" || timeOf(node.value) <= now) return node;
    later += 1;
    return scalarNode({ unknown: "U4" }, node.origin);
  };
  const value = (name: string, node: ValueNode): ValueNode =>
    node.kind === "scalar"
      ? scalar(name, node)
      : {
          ...node,
          items: node.items.map((item) =>
            item.kind === "scalar" ? scalar(name, item) : { ...item, fields: fields(item.fields) },
          ),
        };
  const fields = (given: Fields): Fields =>
    Object.fromEntries(Object.entries(given).map(([name, node]) => [name, value(name, node)]));
  const resources = content.resources.map((resource) => {
    if (resource.type !== "device") return resource;
    const values = fields(resource.values);
    return alteredResource(resource, { values: () => values });
  });
  if (later === 0) return content;
  const { diagnostics, document } = content;
  return {
    ...content,
    resources,
    diagnostics: [
      ...diagnostics,
      { code: "DEVICE_INSTANTS_LATER", document: document.label, args: { instants: later } },
    ],
  };
}
