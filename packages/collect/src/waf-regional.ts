import { listOf, operation, structure, type JsonService } from "./json-client.ts";

const namespace = "com.amazonaws.wafregional";

const summary = structure(namespace, "WebACLSummary", { WebACLId: 0, Name: 0 });

/**
 * WAF Classic in a region: the package that the SDK has for it is no longer published, and would bring an old copy of the
 * whole SDK. Names are those of the service model of 2016-11-28.
 */
export const wafRegional: JsonService = {
  serviceId: "WAF Regional",
  version: "2016-11-28",
  target: "AWSWAF_Regional_20161128",
  signingName: "waf-regional",
  namespace,
  client: "WAFRegionalClient",
  operations: [
    operation(
      namespace,
      "ListWebACLs",
      { NextMarker: 0, Limit: 1 },
      { NextMarker: 0, WebACLs: listOf(namespace, "WebACLSummaries", summary) },
    ),
    operation(namespace, "ListResourcesForWebACL", { WebACLId: 0, ResourceType: 0 }, { ResourceArns: 64 }),
  ],
};
