import type { Estate, Resource } from "../model/estate.ts";
import type { ObjectNode } from "../model/value.ts";
import { asCollection, asScalar, fieldOf, objectsOf } from "../types/aws/nodes.ts";
import { quoted, type Proposal } from "./draft-text.ts";
import { distinctSubjects, nameOf } from "./selectors.ts";

/** One thing that a security group lets through. */
interface Opening {
  readonly group: Resource;
  readonly item: ObjectNode;
}

function openings(estate: Estate, direction: "effective_ingress" | "effective_egress"): readonly Opening[] {
  return distinctSubjects(estate, "aws_security_group").flatMap((group) =>
    objectsOf(asCollection(estate.value(group, direction))).map((item) => ({ group, item })),
  );
}

function text({ item }: Opening, field: string): string | null {
  const { value } = asScalar(fieldOf(item, field));
  return typeof value === "string" && value !== "" ? value : null;
}

function portsOf(opening: Opening): string {
  const protocol = text(opening, "protocol") ?? "?";
  const [from, to] = ["from_port", "to_port"].map((field) => asScalar(fieldOf(opening.item, field)).value);
  if (protocol === "-1") return "every protocol and port";
  return typeof from !== "number" || typeof to !== "number"
    ? protocol
    : `${protocol} ${from === to ? String(from) : `${String(from)} to ${String(to)}`}`;
}

function isSelf({ item }: Opening): boolean {
  return asScalar(fieldOf(item, "self")).value === true;
}

function isGroup({ item }: Opening): boolean {
  return asScalar(fieldOf(item, "referenced_security_group_id")).value !== null;
}

const isWorld = (range: string): boolean => range.endsWith("/0");

/** Proposes the ranges and prefix lists that security groups let traffic out to, and the services that VPC endpoints lead to. */
export function foundDestinations(estate: Estate): readonly Proposal[] {
  const out = openings(estate, "effective_egress").flatMap((opening): readonly Proposal[] => {
    const from = `${nameOf(opening.group)}: lets out ${portsOf(opening)}`;
    const list = text(opening, "prefix_list_id");
    if (list !== null) return [{ yaml: `{ prefix_list: ${quoted(list)} }`, from, isOpen: false }];
    const ranges = ["cidr_ipv4", "cidr_ipv6"].flatMap((field) => text(opening, field) ?? []);
    return ranges
      .filter((range) => !isWorld(range))
      .map((range) => ({ yaml: `{ cidr: ${quoted(range)} }`, from, isOpen: false }));
  });
  const services = distinctSubjects(estate, "aws_vpc_endpoint").flatMap((endpoint): readonly Proposal[] => {
    const name = asScalar(estate.value(endpoint, "service_name")).value;
    return typeof name === "string"
      ? [{ yaml: `{ service_endpoint: ${quoted(name)} }`, from: `${nameOf(endpoint)}: a VPC endpoint`, isOpen: false }]
      : [];
  });
  return oncePerValue([...out, ...services]);
}

const adminPorts = [22, 3389];

/** Proposes the networks that security groups let in to the ports of remote administration. */
export function foundAdminRanges(estate: Estate): readonly Proposal[] {
  return oncePerValue(
    openings(estate, "effective_ingress").flatMap((opening) => {
      const [from, to] = ["from_port", "to_port"].map((field) => asScalar(fieldOf(opening.item, field)).value);
      if (typeof from !== "number" || typeof to !== "number") return [];
      if (!adminPorts.some((port) => from <= port && port <= to)) return [];
      return ["cidr_ipv4", "cidr_ipv6"]
        .flatMap((field) => text(opening, field) ?? [])
        .filter((range) => !isWorld(range))
        .map((range) => ({
          yaml: quoted(range),
          from: `${nameOf(opening.group)}: lets in ${portsOf(opening)}`,
          isOpen: false,
        }));
    }),
  );
}

/**
 * Proposes an entry of the port matrix for what groups let in from one another, as a guess: which tier a group is of, no
 * document tells, so `internal` stands where the profile has to say.
 */
export function foundPortMatrix(estate: Estate): readonly Proposal[] {
  const entries = openings(estate, "effective_ingress").flatMap((opening): readonly Proposal[] => {
    if (!isSelf(opening) && !isGroup(opening)) return [];
    const ports = matrixPorts(opening);
    if (ports === null) return [];
    return [
      {
        yaml: `{ source_tier: internal, target_tier: internal, ${ports} }`,
        from: `${nameOf(opening.group)}: lets in ${portsOf(opening)} from ${isSelf(opening) ? "itself" : "another group"}`,
        isOpen: true,
      },
    ];
  });
  return oncePerValue(entries);
}

/** Null where the profile cannot declare it, because it is everything or not known. */
function matrixPorts(opening: Opening): string | null {
  const protocol = text(opening, "protocol");
  if (protocol === null || protocol === "-1") return null;
  if (protocol !== "tcp" && protocol !== "udp") return `protocol: ${quoted(protocol)}`;
  const [from, to] = ["from_port", "to_port"].map((field) => asScalar(fieldOf(opening.item, field)).value);
  if (typeof from !== "number" || typeof to !== "number") return null;
  return `protocol: ${protocol}, port: ${from === to ? String(from) : quoted(`${String(from)}-${String(to)}`)}`;
}

/** Lists what security groups let in, one line a group and source. */
export function portsInUse(estate: Estate): readonly string[] {
  const lines = openings(estate, "effective_ingress").map((opening) => {
    const sources = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];
    const source = sources.flatMap((field) => text(opening, field) ?? [])[0];
    const whence = source ?? (isSelf(opening) ? "itself" : isGroup(opening) ? "another group" : "what is not known");
    return `${nameOf(opening.group)}: ${portsOf(opening)} from ${whence}`;
  });
  return [...new Set(lines)];
}

function oncePerValue(proposals: readonly Proposal[]): readonly Proposal[] {
  const seen = new Set<string>();
  return proposals.filter(({ yaml }) => (seen.has(yaml) ? false : seen.add(yaml)));
}
