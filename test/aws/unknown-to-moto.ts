import type { BuiltAccount } from "./example-account.ts";
import type { Reaction, SeenCall } from "./proxy.ts";

/** Answers calls that moto does not know, as AWS would for the example account; passes all others on. */
export function answerForMoto(account: BuiltAccount): (call: SeenCall) => Reaction {
  return ({ service, operation, path }) => {
    switch (`${service}:${operation ?? path}`) {
      case "cloudtrail:ListEventDataStores":
        return { answer: JSON.stringify({ EventDataStores: [{ EventDataStoreArn: storeArn }] }) };
      case "cloudtrail:GetEventDataStore":
        return { answer: JSON.stringify({ EventDataStoreArn: storeArn, Name: "example", MultiRegionEnabled: true }) };
      case "waf-regional:ListWebACLs":
        return { answer: JSON.stringify({ WebACLs: [{ WebACLId: "example-classic", Name: "example" }] }) };
      case "waf-regional:ListResourcesForWebACL":
        return { answer: JSON.stringify({ ResourceArns: [] }) };
      case "wafv2:ListResourcesForWebACL":
        return { answer: JSON.stringify({ ResourceArns: [account.loadBalancerArn] }) };
      default:
        if (service === "guardduty" && path.endsWith("/admin")) {
          return { status: 400, code: "BadRequestException", message: "The account does not administer GuardDuty." };
        }
        return "pass";
    }
  };
}

const storeArn = "arn:aws:cloudtrail:ap-northeast-1:123456789012:eventdatastore/example";

const noService = "moto does not have the service";
const noCall = "moto does not answer the call";
const moreNeeded = "moto has the service only with packages that are not installed with it";
const unreadable = "moto's answer holds times that the SDK refuses";

/** The types of which nothing can be built and collected in moto, and why. */
export const typesUnknownToMoto: Readonly<Record<string, string>> = {
  aws_api_gateway_base_path_mapping: moreNeeded,
  aws_api_gateway_domain_name: moreNeeded,
  aws_api_gateway_rest_api: moreNeeded,
  aws_api_gateway_stage: moreNeeded,
  aws_apigatewayv2_api: moreNeeded,
  aws_apigatewayv2_api_mapping: moreNeeded,
  aws_apigatewayv2_domain_name: moreNeeded,
  aws_apprunner_service: noService,
  aws_cloudfront_vpc_origin: noCall,
  aws_cognito_user_pool: moreNeeded,
  aws_cognito_user_pool_domain: moreNeeded,
  aws_dms_replication_instance: unreadable,
  aws_dx_gateway: noCall,
  aws_dx_gateway_association: noCall,
  aws_dx_private_virtual_interface: noCall,
  aws_dx_transit_virtual_interface: noCall,
  aws_ebs_snapshot_block_public_access: noCall,
  aws_globalaccelerator_accelerator: noService,
  aws_lambda_function_url: noCall,
  aws_msk_cluster: unreadable,
  aws_networkfirewall_firewall_policy: noCall,
  aws_redshiftserverless_workgroup: noService,
  aws_route53_resolver_firewall_domain_list: noCall,
  aws_route53_resolver_firewall_rule_group: noCall,
  aws_route53_resolver_firewall_rule_group_association: noCall,
  aws_shield_subscription: unreadable,
  aws_verifiedaccess_endpoint: noCall,
  aws_verifiedaccess_instance: noCall,
  aws_vpc_block_public_access_exclusion: noCall,
  aws_vpc_block_public_access_options: noCall,
};
