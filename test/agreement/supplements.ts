/**
 * Adds to the cases of other tools what has to be there before our policies judge what is in them: the tools look at one
 * resource alone, whether or not anything uses it and whether or not it is whole.
 *
 * @module
 */
import type { Json } from "@sekisho/estate";
import { isObject } from "@sekisho-test/support";

/** What is added, in the words of the table. */
export const supplements = [
  "a subnet for every network ACL and route table of a case",
  "that a distribution is enabled where a case does not say so, though Terraform and CloudFormation require it",
] as const;

/** Adds a subnet for every network ACL of a template whose resources stand last. */
export function completeText(template: string): string {
  const names = [...template.matchAll(/^ {2}(\w+):\n {4}Type: AWS::EC2::NetworkAcl$/gmu)].map(([, name]) => name ?? "");
  const beside = names.map(
    (name) => `
  ${name}Subnet:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: vpc-0a, CidrBlock: 10.0.0.0/24 }
  ${name}SubnetAcl:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: { SubnetId: !Ref ${name}Subnet, NetworkAclId: !Ref ${name} }`,
  );
  return [template.trimEnd(), ...beside, "\n"].join("");
}

/** Enables the distributions of a template that do not say whether they are. */
export function completeTemplate(template: unknown): unknown {
  const resources = isObject(template as Json) ? (template as { readonly Resources?: Json }).Resources : undefined;
  if (resources === undefined || !isObject(resources)) return template;
  const completed = Object.entries(resources).map(([name, resource]): [string, Json] => [name, enabled(resource)]);
  return { ...(template as object), Resources: Object.fromEntries(completed) };
}

function enabled(resource: Json): Json {
  if (!isObject(resource) || resource["Type"] !== "AWS::CloudFront::Distribution") return resource;
  const { Properties: properties = {} } = resource;
  const config = isObject(properties) ? (properties["DistributionConfig"] ?? {}) : {};
  if (!isObject(properties) || !isObject(config)) return resource;
  return { ...resource, Properties: { ...properties, DistributionConfig: { Enabled: true, ...config } } };
}

/** Adds a subnet for every network ACL and route table of Terraform source, and enables what it does not. */
export function completeSource(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const whole = Object.entries(texts).map(([path, text]): [string, string] => [path, withEnabled(text)]);
  const all = Object.values(texts).join("\n");
  const beside = [
    ...namesOf(all, "aws_network_acl").map((name) => subnetOf("network_acl", name)),
    ...namesOf(all, "aws_route_table").map((name) => subnetOf("route_table", name)),
  ];
  return Object.fromEntries(beside.length === 0 ? whole : [...whole, ["beside.tf", beside.join("")]]);
}

function namesOf(text: string, type: string): readonly string[] {
  const found = text.matchAll(new RegExp(`^resource "?${type}"? "?(\\w+)"? `, "gmu"));
  return [...new Set([...found].map(([, name]) => name ?? ""))];
}

/** A subnet that an access list or a route table of that name is associated with. */
function subnetOf(kind: "network_acl" | "route_table", name: string): string {
  return `
resource "aws_subnet" "${kind}_${name}" {
  vpc_id     = aws_${kind}.${name}.vpc_id
  cidr_block = "10.0.0.0/24"
}
resource "aws_${kind}_association" "${kind}_${name}" {
  ${kind}_id = aws_${kind}.${name}.id
  subnet_id = aws_subnet.${kind}_${name}.id
}
`;
}

/** Puts the argument into each block that has none. */
function withEnabled(text: string): string {
  const enable = (block: string): string =>
    block.startsWith('resource "aws_cloudfront_distribution"') && !/^\s*enabled\s*=/mu.test(block)
      ? block.replace("{", "{\n  enabled = true")
      : block;
  return text
    .split(/^(?=resource )/mu)
    .map(enable)
    .join("");
}
