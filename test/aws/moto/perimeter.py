"""Builds, in a running moto, one thing of each type that stands at a perimeter and that moto can make: perimeter.py URL."""

import sys

import boto3

REGION = "ap-northeast-1"


def client(service, region=REGION):
    return boto3.client(
        service,
        endpoint_url=sys.argv[1],
        region_name=region,
        aws_access_key_id="example",
        aws_secret_access_key="example",
    )


def network(ec2):
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.1.{index}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"]["SubnetId"]
        for index, zone in enumerate("ac")
    ]
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.create_nat_gateway(SubnetId=subnets[0], AllocationId=address)
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    for egress in [False, True]:
        ec2.create_network_acl_entry(
            NetworkAclId=acl,
            RuleNumber=100,
            RuleAction="allow",
            Protocol="6",
            Egress=egress,
            CidrBlock="10.0.0.0/8",
            PortRange={"From": 443, "To": 443},
        )
    ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.s3")
    ec2.create_managed_prefix_list(
        PrefixListName="example", AddressFamily="IPv4", MaxEntries=5, Entries=[{"Cidr": "203.0.113.0/24"}]
    )
    gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    ec2.attach_vpn_gateway(VpcId=vpc, VpnGatewayId=gateway)
    transit = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=transit, VpcId=vpc, SubnetIds=subnets)
    return vpc, subnets


def computers(ec2, vpc, subnets):
    image = ec2.register_image(Name="base", RootDeviceName="/dev/sda1")["ImageId"]
    run = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, InstanceType="t3.micro", SubnetId=subnets[0])
    instance = run["Instances"][0]["InstanceId"]
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.associate_address(AllocationId=address, InstanceId=instance)
    ec2.create_network_interface(SubnetId=subnets[0])
    ec2.create_launch_template(
        LaunchTemplateName="example",
        LaunchTemplateData={"NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": False}]},
    )
    client("autoscaling").create_launch_configuration(
        LaunchConfigurationName="example", ImageId=image, InstanceType="t3.micro", AssociatePublicIpAddress=False
    )
    volume = ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=1)["VolumeId"]
    ec2.create_snapshot(VolumeId=volume)

    ecs = client("ecs")
    ecs.create_cluster(clusterName="example")
    ecs.register_task_definition(
        family="example", networkMode="awsvpc", containerDefinitions=[{"name": "web", "image": "example/web:1", "memory": 128}]
    )
    ecs.create_service(
        cluster="example",
        serviceName="example",
        taskDefinition="example",
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": {"subnets": subnets, "securityGroups": [], "assignPublicIp": "DISABLED"}},
    )
    ecs.create_service(cluster="example", serviceName="sets", deploymentController={"type": "EXTERNAL"})
    ecs.create_task_set(
        cluster="example",
        service="sets",
        taskDefinition="example",
        networkConfiguration={"awsvpcConfiguration": {"subnets": subnets, "securityGroups": [], "assignPublicIp": "ENABLED"}},
    )
    client("eks").create_cluster(
        name="example",
        roleArn="arn:aws:iam::123456789012:role/example",
        resourcesVpcConfig={"subnetIds": subnets, "endpointPublicAccess": True, "publicAccessCidrs": ["192.0.2.0/24"]},
    )


def stores(subnets):
    rds = client("rds")
    rds.create_db_instance(
        DBInstanceIdentifier="snapped", DBInstanceClass="db.t3.micro", Engine="postgres", AllocatedStorage=20,
        MasterUsername="example", MasterUserPassword="example-db-password",
    )
    rds.create_db_snapshot(DBInstanceIdentifier="snapped", DBSnapshotIdentifier="example")
    rds.create_db_cluster(
        DBClusterIdentifier="snapped", Engine="aurora-postgresql",
        MasterUsername="example", MasterUserPassword="example-db-password",
    )
    rds.create_db_cluster_snapshot(DBClusterIdentifier="snapped", DBClusterSnapshotIdentifier="example-cluster")
    client("redshift").create_cluster(
        ClusterIdentifier="example", NodeType="ra3.large", ClusterType="single-node", PubliclyAccessible=False,
        MasterUsername="example", MasterUserPassword="Example-db-password1",
    )
    client("opensearch").create_domain(DomainName="example", VPCOptions={"SubnetIds": subnets[:1]})
    client("mq").create_broker(
        BrokerName="example", EngineType="RABBITMQ", EngineVersion="3.13", HostInstanceType="mq.m5.large",
        DeploymentMode="SINGLE_INSTANCE", PubliclyAccessible=True, AutoMinorVersionUpgrade=True,
        Users=[{"Username": "example", "Password": "example-broker-password"}],
    )
    client("elasticache").create_cache_subnet_group(
        CacheSubnetGroupName="example", CacheSubnetGroupDescription="example", SubnetIds=subnets
    )
    client("memorydb").create_subnet_group(SubnetGroupName="example", SubnetIds=subnets)


def edges(ec2, vpc, subnets):
    acm = client("acm")
    certificate = acm.request_certificate(DomainName="www.example.com", ValidationMethod="DNS")["CertificateArn"]
    group = ec2.create_security_group(GroupName="example-edge", Description="example", VpcId=vpc)["GroupId"]
    elbv2 = client("elbv2")
    balancer = elbv2.create_load_balancer(Name="example", Subnets=subnets, SecurityGroups=[group])["LoadBalancers"][0]
    listener = elbv2.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTPS", Port=443,
        Certificates=[{"CertificateArn": certificate}],
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}],
    )["Listeners"][0]["ListenerArn"]
    other = acm.request_certificate(DomainName="other.example.com", ValidationMethod="DNS")["CertificateArn"]
    elbv2.add_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": other}])
    classic = client("elb")
    classic.create_load_balancer(
        LoadBalancerName="example", AvailabilityZones=[f"{REGION}a"],
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}],
    )
    classic.create_load_balancer_policy(
        LoadBalancerName="example", PolicyName="tls", PolicyTypeName="SSLNegotiationPolicyType",
        PolicyAttributes=[{"AttributeName": "Protocol-TLSv1.2", "AttributeValue": "true"}],
    )
    client("iam").upload_server_certificate(
        ServerCertificateName="example", CertificateBody="example certificate", PrivateKey="example-private-key"
    )
    client("shield", "us-east-1").create_protection(Name="example", ResourceArn=balancer["LoadBalancerArn"])

    wafv2 = client("wafv2")
    acl = wafv2.create_web_acl(
        Name="example", Scope="REGIONAL", DefaultAction={"Block": {}}, Rules=[],
        VisibilityConfig={"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "example"},
    )["Summary"]["ARN"]
    wafv2.put_logging_configuration(
        LoggingConfiguration={"ResourceArn": acl, "LogDestinationConfigs": ["arn:aws:s3:::aws-waf-logs-example"]}
    )
    client("cloudfront", "us-east-1").create_distribution(
        DistributionConfig={
            "CallerReference": "example",
            "Comment": "",
            "Enabled": True,
            "DefaultCacheBehavior": {
                "TargetOriginId": "app", "ViewerProtocolPolicy": "redirect-to-https", "MinTTL": 0,
                "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}},
            },
            "Origins": {
                "Quantity": 1,
                "Items": [
                    {
                        "Id": "app",
                        "DomainName": "app.example.com",
                        "CustomOriginConfig": {
                            "HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only",
                            "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]},
                        },
                    }
                ],
            },
        }
    )
    client("appsync").create_graphql_api(name="example", authenticationType="API_KEY")
    client("transfer").create_server(Protocols=["SFTP"], EndpointType="PUBLIC")


def inspection(ec2, vpc, subnets):
    firewalls = client("network-firewall")
    firewalls.create_firewall(
        FirewallName="example",
        FirewallPolicyArn=f"arn:aws:network-firewall:{REGION}:123456789012:firewall-policy/example",
        VpcId=vpc,
        SubnetMappings=[{"SubnetId": subnets[0]}],
    )
    interface = ec2.create_network_interface(SubnetId=subnets[0])["NetworkInterface"]["NetworkInterfaceId"]
    target = ec2.create_traffic_mirror_target(NetworkInterfaceId=interface)["TrafficMirrorTarget"]
    mirrored = ec2.create_traffic_mirror_filter()["TrafficMirrorFilter"]["TrafficMirrorFilterId"]
    ec2.create_traffic_mirror_session(
        NetworkInterfaceId=interface, TrafficMirrorTargetId=target["TrafficMirrorTargetId"],
        TrafficMirrorFilterId=mirrored, SessionNumber=1,
    )


def main():
    ec2 = client("ec2")
    vpc, subnets = network(ec2)
    for step in [
        lambda: computers(ec2, vpc, subnets), lambda: stores(subnets),
        lambda: edges(ec2, vpc, subnets), lambda: inspection(ec2, vpc, subnets),
    ]:
        step()


main()
