import {
  absent,
  boolean,
  listOf,
  string,
  type DerivedScalarAttribute,
  type ScalarAttribute,
  type ScalarListAttribute,
} from "../../model/resource-type.ts";
import type { Unknown } from "../../model/value.ts";
import type { TierName } from "../../readers/profile/profile.ts";
import { declaredTierIn } from "./declared.ts";

/** Where the tasks of a service or task set of ECS have their interfaces. */
interface TaskNetwork {
  readonly assign_public_ip: ScalarAttribute<boolean | null | Unknown>;
  readonly subnet_ids: ScalarListAttribute<string | null | Unknown>;
  readonly tier: DerivedScalarAttribute<TierName | null | Unknown>;
}

/**
 * Declares where the tasks of a service or task set of ECS have their interfaces; without the network mode `awsvpc` they
 * have none of their own. CloudFormation names the block differently in the two types, and Config records only services.
 */
export function taskNetwork({
  isRecorded,
  cloudformation,
}: {
  readonly isRecorded: boolean;
  readonly cloudformation: "AwsvpcConfiguration" | "AwsVpcConfiguration";
}): TaskNetwork {
  const config = (path: string): { readonly config?: string } =>
    isRecorded ? { config: `NetworkConfiguration.AwsvpcConfiguration.${path}` } : {};
  return {
    assign_public_ip: boolean({
      terraform: "network_configuration.assign_public_ip",
      ...config("AssignPublicIp=ENABLED"),
      api: "networkConfiguration.awsvpcConfiguration.assignPublicIp=ENABLED",
      cloudformation: `NetworkConfiguration.${cloudformation}.AssignPublicIp=ENABLED`,
      // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html: the default is DISABLED.
      whenOmitted: { terraform: false, config: false, api: false, cloudformation: false },
    }),
    subnet_ids: listOf(string(), {
      terraform: "network_configuration.subnets",
      manyInBlock: true,
      ...config("Subnets"),
      api: "networkConfiguration.awsvpcConfiguration.subnets",
      cloudformation: `NetworkConfiguration.${cloudformation}.Subnets`,
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    tier: declaredTierIn("subnet_ids"),
  };
}
