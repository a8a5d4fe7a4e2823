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
