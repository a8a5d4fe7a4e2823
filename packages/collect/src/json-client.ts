import { getEndpointPlugin, makeBuilder } from "./smithy.ts";

/** A constructor of a client, as far as another client is made from it. */
type ClientClass = new (config: Readonly<Record<string, unknown>>) => object;

/** The schema of an operation in the SDK's notation. */
export type OperationSchema = Parameters<ReturnType<typeof makeBuilder>>[3];

type Schema = OperationSchema[4];

/** A service that speaks the same protocol as WAF, AWS JSON 1.1; names are those of its service model. */
export interface JsonService {
  readonly serviceId: string;
  readonly version: string;
  /** What the names of operations are prefixed with in requests. */
  readonly target: string;
  /** What hosts and signatures name it. */
  readonly signingName: string;
  readonly namespace: string;
  readonly client: string;
  readonly operations: readonly OperationSchema[];
}

/** In the notation of the SDK's schemas: 3 begins a structure; 0 is a string, 1 a number, 64 a list of strings. */
export function structure(namespace: string, name: string, members: Readonly<Record<string, Schema>>): Schema {
  return [3, namespace, name, 0, Object.keys(members), Object.values(members)];
}

/** A list of structures. */
export function listOf(namespace: string, name: string, element: Schema): Schema {
  return [1, namespace, name, 0, element];
}

/** An operation with what it takes and what it answers. */
export function operation(
  namespace: string,
  name: string,
  input: Readonly<Record<string, Schema>>,
  output: Readonly<Record<string, Schema>>,
): OperationSchema {
  return [
    9,
    namespace,
    name,
    0,
    structure(namespace, `${name}Request`, input),
    structure(namespace, `${name}Response`, output),
  ];
}

const common = {
  Endpoint: { type: "builtInParams", name: "endpoint" },
  Region: { type: "builtInParams", name: "region" },
} as const;

/** Makes the client of a service from that of WAF, where the SDK's own package is not published with a model. */
export function jsonClientFrom(wafv2: { readonly WAFV2Client: unknown }, service: JsonService): object {
  const Other = wafv2.WAFV2Client as ClientClass;
  const { namespace, target, signingName, version, serviceId } = service;
  const client = class extends Other {
    constructor(config: Readonly<Record<string, unknown>>) {
      super({
        ...config,
        serviceId,
        protocolSettings: { defaultNamespace: namespace, serviceTarget: target, version },
        endpointProvider: ({ Region, Endpoint }: { readonly Region?: string; readonly Endpoint?: string }) => ({
          url: new URL(Endpoint ?? endpointIn(signingName, Region ?? "")),
        }),
        signingName,
      });
    }
  };
  const command = makeBuilder(common, target, service.client, getEndpointPlugin);
  const operations = service.operations.flatMap((schema): readonly (readonly [string, unknown])[] => {
    const name = schema[2];
    return [
      [`${name}Command`, command({}, () => [], name, schema)],
      [`${name}$`, schema],
    ];
  });
  return Object.fromEntries<unknown>([[service.client, client], ...operations]);
}

function endpointIn(host: string, region: string): string {
  return `https://${host}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}
