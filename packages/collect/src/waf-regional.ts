import { getEndpointPlugin, makeBuilder } from "./smithy.ts";

/** A constructor of a client, as far as another client is made from it. */
type ClientClass = new (config: Readonly<Record<string, unknown>>) => object;

const namespace = "com.amazonaws.wafregional";
const target = "AWSWAF_Regional_20161128";

const common = {
  Endpoint: { type: "builtInParams", name: "endpoint" },
  Region: { type: "builtInParams", name: "region" },
} as const;

type OperationSchema = Parameters<ReturnType<typeof makeBuilder>>[3];
type Schema = OperationSchema[4];

/** In the notation of the SDK's schemas: 3 begins a structure, 1 a list; 0 is a string, 1 a number, 64 a list of strings. */
function structure(name: string, members: Readonly<Record<string, Schema>>): Schema {
  return [3, namespace, name, 0, Object.keys(members), Object.values(members)];
}

const summary = structure("WebACLSummary", { WebACLId: 0, Name: 0 });
const summaries: Schema = [1, namespace, "WebACLSummaries", 0, summary];

const listWebAcls: OperationSchema = [
  9,
  namespace,
  "ListWebACLs",
  0,
  structure("ListWebACLsRequest", { NextMarker: 0, Limit: 1 }),
  structure("ListWebACLsResponse", { NextMarker: 0, WebACLs: summaries }),
];
const listResources: OperationSchema = [
  9,
  namespace,
  "ListResourcesForWebACL",
  0,
  structure("ListResourcesForWebACLRequest", { WebACLId: 0, ResourceType: 0 }),
  structure("ListResourcesForWebACLResponse", { ResourceArns: 64 }),
];

/**
 * Makes the client of WAF Classic in a region (`waf-regional`) from that of its successor, which speaks the same protocol:
 * the package that the SDK has for it is no longer published, and would bring an old copy of the whole SDK.
 * Names are those of the service model of 2016-11-28.
 */
export function wafRegionalFrom(wafv2: { readonly WAFV2Client: unknown }): object {
  const Successor = wafv2.WAFV2Client as ClientClass;
  class WAFRegionalClient extends Successor {
    constructor(config: Readonly<Record<string, unknown>>) {
      super({
        ...config,
        serviceId: "WAF Regional",
        protocolSettings: { defaultNamespace: namespace, serviceTarget: target, version: "2016-11-28" },
        endpointProvider: ({ Region, Endpoint }: { readonly Region?: string; readonly Endpoint?: string }) => ({
          url: new URL(Endpoint ?? endpointIn(Region ?? "")),
        }),
        signingName: "waf-regional",
      });
    }
  }
  const command = makeBuilder(common, target, "WAFRegionalClient", getEndpointPlugin);
  return {
    WAFRegionalClient,
    ListWebACLsCommand: command({}, () => [], "ListWebACLs", listWebAcls),
    ListResourcesForWebACLCommand: command({}, () => [], "ListResourcesForWebACL", listResources),
    ListWebACLs$: listWebAcls,
    ListResourcesForWebACL$: listResources,
  };
}

function endpointIn(region: string): string {
  return `https://waf-regional.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}
