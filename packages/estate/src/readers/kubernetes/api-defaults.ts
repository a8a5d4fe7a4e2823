import {
  absent,
  computed,
  type Attribute,
  type Attributes,
  type ResourceType,
  type ScalarSpec,
} from "../../model/resource-type.ts";

const known = new WeakMap<ResourceType, Attributes>();

/**
 * Gives a type's attributes with the defaults of AWS in place of those of Terraform's provider, which sets some by itself:
 * what a new resource gets where a request leaves something out, as it is stated for CloudFormation, whose requests are the
 * same. Where nothing is stated, AWS chooses (U1); what AWS does not have stays absent.
 */
export function withApiDefaults(type: ResourceType): Attributes {
  let attributes = known.get(type);
  if (attributes === undefined) known.set(type, (attributes = replaced(type.attributes)));
  return attributes;
}

function replaced(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, replacedOne(attribute)]));
}

function replacedOne(attribute: Attribute): Attribute {
  if (attribute.kind === "objects") return { ...attribute, fields: replaced(attribute.fields) };
  return attribute.kind === "scalar" ? { ...attribute, spec: replacedSpec(attribute.spec) } : attribute;
}

function replacedSpec(spec: ScalarSpec): ScalarSpec {
  const { terraform, cloudformation } = spec.whenOmitted ?? {};
  const isAbsent = typeof terraform === "object" && "omitted" in terraform && terraform.omitted === absent.omitted;
  // A literal default of Terraform's that CloudFormation does not know is one that AWS need not have.
  const stated = cloudformation ?? (isAbsent ? absent : spec.cloudformation === undefined ? terraform : computed);
  return { ...spec, whenOmitted: { ...spec.whenOmitted, terraform: stated ?? computed } };
}
