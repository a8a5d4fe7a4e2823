import { listOf, operation, structure, type JsonService } from "./json-client.ts";

const namespace = "com.amazonaws.route53resolver";

const pages = { MaxResults: 1, NextToken: 0 } as const;

const group = structure(namespace, "FirewallRuleGroupMetadata", { Id: 0, Arn: 0, Name: 0, OwnerId: 0, ShareStatus: 0 });
const rule = structure(namespace, "FirewallRule", {
  FirewallRuleGroupId: 0,
  FirewallDomainListId: 0,
  Name: 0,
  Priority: 1,
  Action: 0,
  DnsThreatProtection: 0,
  ConfidenceThreshold: 0,
});
const association = structure(namespace, "FirewallRuleGroupAssociation", {
  Id: 0,
  Arn: 0,
  FirewallRuleGroupId: 0,
  VpcId: 0,
  Name: 0,
  Priority: 1,
  ManagedOwnerName: 0,
  Status: 0,
});
const domainList = structure(namespace, "FirewallDomainListMetadata", { Id: 0, Arn: 0, Name: 0, ManagedOwnerName: 0 });

/**
 * Route 53 Resolver, of which DNS Firewall is a part: the package that the SDK has for it comes from before its clients
 * held the service's model. Names are those of the service model of 2018-04-01, of members those that are asked for.
 */
export const route53Resolver: JsonService = {
  serviceId: "Route53Resolver",
  version: "2018-04-01",
  target: "Route53Resolver",
  signingName: "route53resolver",
  namespace,
  client: "Route53ResolverClient",
  operations: [
    operation(namespace, "ListFirewallRuleGroups", pages, {
      NextToken: 0,
      FirewallRuleGroups: listOf(namespace, "FirewallRuleGroupMetadataList", group),
    }),
    operation(
      namespace,
      "ListFirewallRules",
      { ...pages, FirewallRuleGroupId: 0 },
      { NextToken: 0, FirewallRules: listOf(namespace, "FirewallRules", rule) },
    ),
    operation(namespace, "ListFirewallRuleGroupAssociations", pages, {
      NextToken: 0,
      FirewallRuleGroupAssociations: listOf(namespace, "FirewallRuleGroupAssociations", association),
    }),
    operation(namespace, "ListFirewallDomainLists", pages, {
      NextToken: 0,
      FirewallDomainLists: listOf(namespace, "FirewallDomainListMetadataList", domainList),
    }),
  ],
};
