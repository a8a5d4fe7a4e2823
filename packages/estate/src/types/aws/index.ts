import type { ResourceType } from "../../model/resource-type.ts";
import { awsAcmCertificate } from "./aws-acm-certificate.ts";
import { awsAmi } from "./aws-ami.ts";
import { awsAmiLaunchPermission } from "./aws-ami-launch-permission.ts";
import { awsApiGatewayBasePathMapping } from "./aws-api-gateway-base-path-mapping.ts";
import { awsApiGatewayDomainName } from "./aws-api-gateway-domain-name.ts";
import { awsApiGatewayRestApi } from "./aws-api-gateway-rest-api.ts";
import { awsApiGatewayStage } from "./aws-api-gateway-stage.ts";
import { awsApigatewayv2Api } from "./aws-apigatewayv2-api.ts";
import { awsApigatewayv2ApiMapping } from "./aws-apigatewayv2-api-mapping.ts";
import { awsApigatewayv2DomainName } from "./aws-apigatewayv2-domain-name.ts";
import { awsApprunnerService } from "./aws-apprunner-service.ts";
import { awsAppsyncGraphqlApi } from "./aws-appsync-graphql-api.ts";
import { awsCloudfrontDistribution } from "./aws-cloudfront-distribution.ts";
import { awsCloudfrontVpcOrigin } from "./aws-cloudfront-vpc-origin.ts";
import { awsCloudtrail } from "./aws-cloudtrail.ts";
import { awsCloudtrailEventDataStore } from "./aws-cloudtrail-event-data-store.ts";
import { awsCloudwatchLogGroup } from "./aws-cloudwatch-log-group.ts";
import { awsCognitoUserPool } from "./aws-cognito-user-pool.ts";
import { awsCognitoUserPoolDomain } from "./aws-cognito-user-pool-domain.ts";
import { awsDbClusterSnapshot } from "./aws-db-cluster-snapshot.ts";
import { awsDbInstance } from "./aws-db-instance.ts";
import { awsDbSnapshot } from "./aws-db-snapshot.ts";
import { awsDbSnapshotCopy } from "./aws-db-snapshot-copy.ts";
import { awsDbSubnetGroup } from "./aws-db-subnet-group.ts";
import { awsDefaultNetworkAcl } from "./aws-default-network-acl.ts";
import { awsDefaultRouteTable } from "./aws-default-route-table.ts";
import { awsDmsReplicationInstance } from "./aws-dms-replication-instance.ts";
import { awsDxGateway } from "./aws-dx-gateway.ts";
import { awsDxGatewayAssociation } from "./aws-dx-gateway-association.ts";
import { awsDxPrivateVirtualInterface } from "./aws-dx-private-virtual-interface.ts";
import { awsDxTransitVirtualInterface } from "./aws-dx-transit-virtual-interface.ts";
import { awsEbsSnapshot } from "./aws-ebs-snapshot.ts";
import { awsEbsSnapshotBlockPublicAccess } from "./aws-ebs-snapshot-block-public-access.ts";
import { awsEc2TrafficMirrorSession } from "./aws-ec2-traffic-mirror-session.ts";
import { awsEc2ManagedPrefixListEntry } from "./aws-ec2-managed-prefix-list-entry.ts";
import { awsEc2ManagedPrefixList } from "./aws-ec2-managed-prefix-list.ts";
import { awsEc2TransitGateway } from "./aws-ec2-transit-gateway.ts";
import { awsEc2TransitGatewayVpcAttachment } from "./aws-ec2-transit-gateway-vpc-attachment.ts";
import { awsEcsService } from "./aws-ecs-service.ts";
import { awsEcsTaskDefinition } from "./aws-ecs-task-definition.ts";
import { awsEcsTaskSet } from "./aws-ecs-task-set.ts";
import { awsEip } from "./aws-eip.ts";
import { awsEipAssociation } from "./aws-eip-association.ts";
import { awsEksCluster } from "./aws-eks-cluster.ts";
import { awsElasticacheSubnetGroup } from "./aws-elasticache-subnet-group.ts";
import { awsElasticsearchDomain } from "./aws-elasticsearch-domain.ts";
import { awsElb } from "./aws-elb.ts";
import { awsGlobalacceleratorAccelerator } from "./aws-globalaccelerator-accelerator.ts";
import { awsGuarddutyDetector } from "./aws-guardduty-detector.ts";
import { awsGuarddutyOrganizationConfiguration } from "./aws-guardduty-organization-configuration.ts";
import { awsIamPolicy } from "./aws-iam-policy.ts";
import { awsIamRole } from "./aws-iam-role.ts";
import { awsIamRolePolicy } from "./aws-iam-role-policy.ts";
import { awsIamServerCertificate } from "./aws-iam-server-certificate.ts";
import { awsInstance } from "./aws-instance.ts";
import { awsInternetGateway } from "./aws-internet-gateway.ts";
import { awsInternetGatewayAttachment } from "./aws-internet-gateway-attachment.ts";
import { awsKmsKey } from "./aws-kms-key.ts";
import { awsLambdaFunctionUrl } from "./aws-lambda-function-url.ts";
import { awsLaunchConfiguration } from "./aws-launch-configuration.ts";
import { awsLaunchTemplate } from "./aws-launch-template.ts";
import { awsLb } from "./aws-lb.ts";
import { awsLbListener } from "./aws-lb-listener.ts";
import { awsLbListenerCertificate } from "./aws-lb-listener-certificate.ts";
import { awsLbListenerRule } from "./aws-lb-listener-rule.ts";
import { awsLbSslNegotiationPolicy } from "./aws-lb-ssl-negotiation-policy.ts";
import { awsMainRouteTableAssociation } from "./aws-main-route-table-association.ts";
import { awsMemorydbSubnetGroup } from "./aws-memorydb-subnet-group.ts";
import { awsMqBroker } from "./aws-mq-broker.ts";
import { awsMskCluster } from "./aws-msk-cluster.ts";
import { awsNatGateway } from "./aws-nat-gateway.ts";
import { awsNeptuneClusterInstance } from "./aws-neptune-cluster-instance.ts";
import { awsNetworkAcl } from "./aws-network-acl.ts";
import { awsNetworkAclAssociation } from "./aws-network-acl-association.ts";
import { awsNetworkAclRule } from "./aws-network-acl-rule.ts";
import { awsNetworkInterface } from "./aws-network-interface.ts";
import { awsNetworkfirewallFirewall } from "./aws-networkfirewall-firewall.ts";
import { awsNetworkfirewallFirewallPolicy } from "./aws-networkfirewall-firewall-policy.ts";
import { awsOpensearchDomain } from "./aws-opensearch-domain.ts";
import { awsRdsCluster } from "./aws-rds-cluster.ts";
import { awsRdsClusterInstance } from "./aws-rds-cluster-instance.ts";
import { awsRdsClusterSnapshotCopy } from "./aws-rds-cluster-snapshot-copy.ts";
import { awsRdsGlobalCluster } from "./aws-rds-global-cluster.ts";
import { awsRedshiftCluster } from "./aws-redshift-cluster.ts";
import { awsRedshiftserverlessWorkgroup } from "./aws-redshiftserverless-workgroup.ts";
import { awsRoute } from "./aws-route.ts";
import { awsRoute53ResolverFirewallDomainList } from "./aws-route53-resolver-firewall-domain-list.ts";
import { awsRoute53ResolverFirewallRule } from "./aws-route53-resolver-firewall-rule.ts";
import { awsRoute53ResolverFirewallRuleGroup } from "./aws-route53-resolver-firewall-rule-group.ts";
import { awsRoute53ResolverFirewallRuleGroupAssociation } from "./aws-route53-resolver-firewall-rule-group-association.ts";
import { awsRouteTable } from "./aws-route-table.ts";
import { awsRouteTableAssociation } from "./aws-route-table-association.ts";
import { awsS3AccountPublicAccessBlock } from "./aws-s3-account-public-access-block.ts";
import { awsS3Bucket } from "./aws-s3-bucket.ts";
import { awsS3BucketAcl } from "./aws-s3-bucket-acl.ts";
import { awsS3BucketLogging } from "./aws-s3-bucket-logging.ts";
import { awsS3BucketOwnershipControls } from "./aws-s3-bucket-ownership-controls.ts";
import { awsS3BucketPolicy } from "./aws-s3-bucket-policy.ts";
import { awsS3BucketPublicAccessBlock } from "./aws-s3-bucket-public-access-block.ts";
import { awsS3BucketServerSideEncryptionConfiguration } from "./aws-s3-bucket-server-side-encryption-configuration.ts";
import { awsS3BucketVersioning } from "./aws-s3-bucket-versioning.ts";
import { awsSecurityGroup } from "./aws-security-group.ts";
import { awsSecurityGroupRule } from "./aws-security-group-rule.ts";
import { awsShieldProtection } from "./aws-shield-protection.ts";
import { awsShieldSubscription } from "./aws-shield-subscription.ts";
import { awsSubnet } from "./aws-subnet.ts";
import { awsTransferServer } from "./aws-transfer-server.ts";
import { awsVerifiedaccessEndpoint } from "./aws-verifiedaccess-endpoint.ts";
import { awsVerifiedaccessInstance } from "./aws-verifiedaccess-instance.ts";
import { awsVpc } from "./aws-vpc.ts";
import { awsVpcBlockPublicAccessExclusion } from "./aws-vpc-block-public-access-exclusion.ts";
import { awsVpcBlockPublicAccessOptions } from "./aws-vpc-block-public-access-options.ts";
import { awsVpcEndpoint } from "./aws-vpc-endpoint.ts";
import { awsVpcEndpointPolicy } from "./aws-vpc-endpoint-policy.ts";
import { awsVpcSecurityGroupEgressRule } from "./aws-vpc-security-group-egress-rule.ts";
import { awsVpcSecurityGroupIngressRule } from "./aws-vpc-security-group-ingress-rule.ts";
import { awsVpnGateway } from "./aws-vpn-gateway.ts";
import { awsVpnGatewayAttachment } from "./aws-vpn-gateway-attachment.ts";
import { awsWafregionalWebAclAssociation } from "./aws-wafregional-web-acl-association.ts";
import { awsWafv2RuleGroup } from "./aws-wafv2-rule-group.ts";
import { awsWafv2WebAcl } from "./aws-wafv2-web-acl.ts";
import { awsWafv2WebAclAssociation } from "./aws-wafv2-web-acl-association.ts";
import { awsWafv2WebAclLoggingConfiguration } from "./aws-wafv2-web-acl-logging-configuration.ts";
import { awsWafv2WebAclRuleGroupAssociation } from "./aws-wafv2-web-acl-rule-group-association.ts";

/** The AWS resource types that Sekisho reads, in alphabetical order. */
export const awsTypes = [
  awsAcmCertificate,
  awsAmi,
  awsAmiLaunchPermission,
  awsApiGatewayBasePathMapping,
  awsApiGatewayDomainName,
  awsApiGatewayRestApi,
  awsApiGatewayStage,
  awsApigatewayv2Api,
  awsApigatewayv2ApiMapping,
  awsApigatewayv2DomainName,
  awsApprunnerService,
  awsAppsyncGraphqlApi,
  awsCloudfrontDistribution,
  awsCloudfrontVpcOrigin,
  awsCloudtrail,
  awsCloudtrailEventDataStore,
  awsCloudwatchLogGroup,
  awsCognitoUserPool,
  awsCognitoUserPoolDomain,
  awsDbClusterSnapshot,
  awsDbInstance,
  awsDbSnapshot,
  awsDbSnapshotCopy,
  awsDbSubnetGroup,
  awsDefaultNetworkAcl,
  awsDefaultRouteTable,
  awsDmsReplicationInstance,
  awsDxGateway,
  awsDxGatewayAssociation,
  awsDxPrivateVirtualInterface,
  awsDxTransitVirtualInterface,
  awsEbsSnapshot,
  awsEbsSnapshotBlockPublicAccess,
  awsEc2TrafficMirrorSession,
  awsEc2ManagedPrefixList,
  awsEc2ManagedPrefixListEntry,
  awsEc2TransitGateway,
  awsEc2TransitGatewayVpcAttachment,
  awsEcsService,
  awsEcsTaskDefinition,
  awsEcsTaskSet,
  awsEip,
  awsEipAssociation,
  awsEksCluster,
  awsElasticacheSubnetGroup,
  awsElasticsearchDomain,
  awsElb,
  awsGlobalacceleratorAccelerator,
  awsGuarddutyDetector,
  awsGuarddutyOrganizationConfiguration,
  awsIamPolicy,
  awsIamRole,
  awsIamRolePolicy,
  awsIamServerCertificate,
  awsInstance,
  awsInternetGateway,
  awsInternetGatewayAttachment,
  awsKmsKey,
  awsLambdaFunctionUrl,
  awsLaunchConfiguration,
  awsLaunchTemplate,
  awsLb,
  awsLbListener,
  awsLbListenerCertificate,
  awsLbListenerRule,
  awsLbSslNegotiationPolicy,
  awsMainRouteTableAssociation,
  awsMemorydbSubnetGroup,
  awsMqBroker,
  awsMskCluster,
  awsNatGateway,
  awsNeptuneClusterInstance,
  awsNetworkAcl,
  awsNetworkAclAssociation,
  awsNetworkAclRule,
  awsNetworkInterface,
  awsNetworkfirewallFirewall,
  awsNetworkfirewallFirewallPolicy,
  awsOpensearchDomain,
  awsRdsCluster,
  awsRdsClusterInstance,
  awsRdsClusterSnapshotCopy,
  awsRdsGlobalCluster,
  awsRedshiftCluster,
  awsRedshiftserverlessWorkgroup,
  awsRoute,
  awsRoute53ResolverFirewallDomainList,
  awsRoute53ResolverFirewallRule,
  awsRoute53ResolverFirewallRuleGroup,
  awsRoute53ResolverFirewallRuleGroupAssociation,
  awsRouteTable,
  awsRouteTableAssociation,
  awsS3AccountPublicAccessBlock,
  awsS3Bucket,
  awsS3BucketAcl,
  awsS3BucketLogging,
  awsS3BucketOwnershipControls,
  awsS3BucketPolicy,
  awsS3BucketPublicAccessBlock,
  awsS3BucketServerSideEncryptionConfiguration,
  awsS3BucketVersioning,
  awsSecurityGroup,
  awsSecurityGroupRule,
  awsShieldProtection,
  awsShieldSubscription,
  awsSubnet,
  awsTransferServer,
  awsVerifiedaccessEndpoint,
  awsVerifiedaccessInstance,
  awsVpc,
  awsVpcBlockPublicAccessExclusion,
  awsVpcBlockPublicAccessOptions,
  awsVpcEndpoint,
  awsVpcEndpointPolicy,
  awsVpcSecurityGroupEgressRule,
  awsVpcSecurityGroupIngressRule,
  awsVpnGateway,
  awsVpnGatewayAttachment,
  awsWafregionalWebAclAssociation,
  awsWafv2RuleGroup,
  awsWafv2WebAcl,
  awsWafv2WebAclAssociation,
  awsWafv2WebAclLoggingConfiguration,
  awsWafv2WebAclRuleGroupAssociation,
] as const satisfies readonly ResourceType[];
