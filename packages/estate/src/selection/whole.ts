import type { Attributes } from "../model/resource-type.ts";
import type { SelectionField, SelectionTree } from "./selection.ts";

/** Selects every declared attribute, and no links. */
export function wholeSelection(attributes: Attributes): SelectionTree {
  return Object.entries(attributes).map(([name, attribute]): SelectionField => {
    switch (attribute.kind) {
      case "scalar":
      case "derivedScalar":
        return { kind: "scalar", key: name, name };
      case "scalars":
        return { kind: "scalars", key: name, name };
      case "objects":
      case "derived":
        return { kind: "objects", key: name, name, items: wholeSelection(attribute.fields) };
    }
  });
}
