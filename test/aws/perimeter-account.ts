import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installMoto } from "./moto/install.mjs";

/** Builds one thing of each of the perimeter's types that moto can make, in a running moto. */
export async function buildPerimeter(endpoint: string): Promise<void> {
  const { python, reason } = installMoto();
  if (python === null) throw new Error(`moto is not there: ${reason}`);
  await promisify(execFile)(python, [fileURLToPath(new URL("moto/perimeter.py", import.meta.url)), endpoint]);
}

/** The types of which the account holds something, each with how much of it is there. */
export const perimeterTypes: Readonly<Record<string, number>> = {
  aws_acm_certificate: 2,
  aws_ami: 1,
  aws_appsync_graphql_api: 1,
  aws_cloudfront_distribution: 1,
  aws_db_cluster_snapshot: 1,
  aws_db_snapshot: 1,
  aws_ebs_snapshot: 2,
  // Six of them are those of AWS.
  aws_ec2_managed_prefix_list: 7,
  aws_ec2_traffic_mirror_session: 1,
  aws_ec2_transit_gateway: 1,
  aws_ec2_transit_gateway_vpc_attachment: 1,
  aws_ecs_service: 2,
  aws_ecs_task_set: 1,
  aws_eip: 2,
  aws_eks_cluster: 1,
  aws_elasticache_subnet_group: 1,
  aws_iam_server_certificate: 1,
  aws_instance: 1,
  aws_launch_configuration: 1,
  aws_launch_template: 1,
  aws_lb_listener_certificate: 1,
  aws_lb_ssl_negotiation_policy: 1,
  aws_memorydb_subnet_group: 2,
  aws_mq_broker: 1,
  aws_nat_gateway: 1,
  aws_network_acl: 3,
  aws_network_interface: 4,
  aws_networkfirewall_firewall: 1,
  aws_opensearch_domain: 1,
  aws_redshift_cluster: 1,
  aws_shield_protection: 1,
  aws_transfer_server: 1,
  aws_vpc_endpoint: 1,
  aws_vpn_gateway: 1,
  aws_wafv2_web_acl_logging_configuration: 1,
};
