import { absent, json, type ScalarAttribute } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";

/** Declares the tags of a resource of EC2 as written on it; policies read what the profile's selectors make of them. */
export function ec2Tags(): ScalarAttribute<Json> {
  return json({
    config: "tags",
    unchecked: "the published properties have the tags beside the configuration; recorded items have them in it too",
    api: "Tags",
    cloudformation: "Tags",
    whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
  });
}
