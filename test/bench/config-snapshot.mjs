// Writes an AWS Config snapshot for the bench: `node config-snapshot.mjs COUNT FILE`. The items are made up: one account and
// region, of the types that resource types declare, with the members that recorded items of these types have. The same
// arguments give the same file.
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pathToFileURL } from "node:url";

const account = "123456789012";
const region = "ap-northeast-1";
const captured = "2026-11-01T00:00:00.000Z";

/** A number in hexadecimal that hangs on a text alone. */
const hash = (text, length = 17) => createHash("sha256").update(text).digest("hex").slice(0, length);
const id = (kind, index) => `${kind}-0${hash(`${kind}${index}`, 16)}`;
const one = (index, ...values) => values[index % values.length];
const vpcOf = (index) => id("vpc", index % 40);
const subnetOf = (index) => id("subnet", index % 400);
const groupOf = (index) => id("sg", index % 3000);
const keyOf = (index) => `arn:aws:kms:${region}:${account}:key/${uuid(`key${index % 200}`)}`;
const tags = (index) => [
  { key: "Name", value: `example-${index}` },
  { key: "Environment", value: one(index, "production", "staging", "development") },
];

function uuid(text) {
  const digits = hash(text, 32);
  return [8, 12, 16, 20].reduceRight((left, at) => `${left.slice(0, at)}-${left.slice(at)}`, digits);
}

const related = (resourceType, resourceId, name) => ({ resourceId, resourceName: null, resourceType, name });
const inVpc = (index) => related("AWS::EC2::VPC", vpcOf(index), "Is contained in Vpc");

function permission(index, port) {
  const cidrs = [one(index, "10.0.0.0/8", "0.0.0.0/0", "192.0.2.0/24"), `198.51.100.${index % 256}/32`];
  return {
    fromPort: port,
    ipProtocol: "tcp",
    ipv6Ranges: index % 7 === 0 ? [{ cidrIpv6: "::/0" }] : [],
    prefixListIds: [],
    toPort: port,
    userIdGroupPairs: index % 3 === 0 ? [{ groupId: groupOf(index + 1), userId: account }] : [],
    ipv4Ranges: cidrs.map((cidrIp) => ({ cidrIp, description: "example" })),
    ipRanges: cidrs,
  };
}

const owner = { displayName: "example", id: hash("owner", 64) };

/** By type: how many of a hundred items are of it, and how one is made: its id, name, ARN and configuration. */
const kinds = [
  {
    type: "AWS::EC2::SecurityGroup",
    share: 22,
    make: (index) => ({
      resourceId: id("sg", index),
      resourceName: `example-${index}`,
      arn: `arn:aws:ec2:${region}:${account}:security-group/${id("sg", index)}`,
      relationships: [
        inVpc(index),
        related("AWS::EC2::NetworkInterface", id("eni", index), "Is associated with NetworkInterface"),
      ],
      configuration: {
        description: "example",
        groupName: `example-${index}`,
        ipPermissions: [permission(index, 443), permission(index + 1, one(index, 22, 80, 5432))],
        ownerId: account,
        groupId: id("sg", index),
        ipPermissionsEgress: [
          {
            ipProtocol: "-1",
            ipv6Ranges: [],
            prefixListIds: [],
            userIdGroupPairs: [],
            ipv4Ranges: [{ cidrIp: "0.0.0.0/0" }],
            ipRanges: ["0.0.0.0/0"],
          },
        ],
        tags: tags(index),
        vpcId: vpcOf(index),
      },
    }),
  },
  {
    type: "AWS::S3::Bucket",
    share: 14,
    make: (index) => ({
      resourceId: `example-bucket-${index}`,
      resourceName: `example-bucket-${index}`,
      arn: `arn:aws:s3:::example-bucket-${index}`,
      availabilityZone: "Regional",
      configuration: { name: `example-bucket-${index}`, owner, creationDate: captured },
      supplementaryConfiguration: {
        AccessControlList: JSON.stringify({
          grantSet: null,
          grantList: [{ grantee: owner, permission: "FullControl" }],
          owner,
          isRequesterCharged: false,
        }),
        BucketAccelerateConfiguration: { status: null },
        BucketLoggingConfiguration: {
          destinationBucketName: one(index, null, "example-bucket-0"),
          logFilePrefix: null,
        },
        BucketNotificationConfiguration: { configurations: {} },
        BucketPolicy: {
          policyText: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: [`arn:aws:s3:::example-bucket-${index}`, `arn:aws:s3:::example-bucket-${index}/*`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        },
        BucketTaggingConfiguration: { tagSets: [{ tags: { Name: `example-${index}` } }] },
        BucketVersioningConfiguration: { status: one(index, "Enabled", "Off"), isMfaDeleteEnabled: null },
        IsRequesterPaysEnabled: false,
        PublicAccessBlockConfiguration: {
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: true,
          restrictPublicBuckets: index % 5 !== 0,
        },
        ServerSideEncryptionConfiguration: {
          rules: [
            {
              applyServerSideEncryptionByDefault: {
                sseAlgorithm: one(index, "AES256", "aws:kms"),
                kmsMasterKeyID: null,
              },
              bucketKeyEnabled: false,
            },
          ],
        },
      },
    }),
  },
  {
    type: "AWS::IAM::Role",
    share: 14,
    make: (index) => ({
      resourceId: `AROA${hash(`role${index}`, 16).toUpperCase()}`,
      resourceName: `example-${index}`,
      arn: `arn:aws:iam::${account}:role/example-${index}`,
      awsRegion: "global",
      configuration: {
        path: "/",
        roleName: `example-${index}`,
        roleId: `AROA${hash(`role${index}`, 16).toUpperCase()}`,
        arn: `arn:aws:iam::${account}:role/example-${index}`,
        createDate: captured,
        assumeRolePolicyDocument: encodeURIComponent(
          JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
          }),
        ),
        instanceProfileList: [],
        rolePolicyList: [],
        attachedManagedPolicies: [
          { policyName: "ReadOnlyAccess", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
          { policyName: `example-${index}`, policyArn: `arn:aws:iam::${account}:policy/example-${index}` },
        ],
        permissionsBoundary: null,
        tags: tags(index),
        roleLastUsed: null,
      },
    }),
  },
  {
    type: "AWS::EC2::Subnet",
    share: 10,
    make: (index) => ({
      resourceId: id("subnet", index),
      arn: `arn:aws:ec2:${region}:${account}:subnet/${id("subnet", index)}`,
      availabilityZone: `${region}a`,
      relationships: [inVpc(index), related("AWS::EC2::RouteTable", id("rtb", index), "Is attached to RouteTable")],
      configuration: {
        availabilityZone: `${region}a`,
        availabilityZoneId: "apne1-az4",
        availableIpAddressCount: 251,
        cidrBlock: `10.${index % 256}.0.0/24`,
        defaultForAz: false,
        mapPublicIpOnLaunch: index % 4 === 0,
        mapCustomerOwnedIpOnLaunch: false,
        customerOwnedIpv4Pool: null,
        state: { value: "available" },
        subnetId: id("subnet", index),
        vpcId: vpcOf(index),
        ownerId: account,
        assignIpv6AddressOnCreation: false,
        ipv6CidrBlockAssociationSet: [],
        tags: tags(index),
        subnetArn: `arn:aws:ec2:${region}:${account}:subnet/${id("subnet", index)}`,
        outpostArn: null,
        enableDns64: false,
        ipv6Native: false,
        privateDnsNameOptionsOnLaunch: {
          hostnameType: "ip-name",
          enableResourceNameDnsARecord: false,
          enableResourceNameDnsAAAARecord: false,
        },
      },
    }),
  },
  {
    type: "AWS::RDS::DBInstance",
    share: 10,
    make: (index) => ({
      resourceId: `db-${hash(`db${index}`, 26).toUpperCase()}`,
      resourceName: `example-${index}`,
      arn: `arn:aws:rds:${region}:${account}:db:example-${index}`,
      availabilityZone: `${region}a`,
      relationships: [
        related("AWS::EC2::SecurityGroup", groupOf(index), "Is associated with SecurityGroup"),
        related("AWS::EC2::Subnet", subnetOf(index), "Is contained in Subnet"),
      ],
      configuration: {
        dBInstanceIdentifier: `example-${index}`,
        dBInstanceClass: "db.t3.medium",
        engine: one(index, "postgres", "mysql", "aurora-postgresql"),
        dBInstanceStatus: "available",
        masterUsername: "example",
        dBName: "example",
        endpoint: {
          address: `example-${index}.example.${region}.rds.amazonaws.com`,
          port: 5432,
          hostedZoneId: "ZEXAMPLE",
        },
        allocatedStorage: 100,
        instanceCreateTime: captured,
        preferredBackupWindow: "13:30-14:00",
        backupRetentionPeriod: 7,
        dBSecurityGroups: [],
        vpcSecurityGroups: [{ vpcSecurityGroupId: groupOf(index), status: "active" }],
        dBParameterGroups: [{ dBParameterGroupName: "default.postgres15", parameterApplyStatus: "in-sync" }],
        availabilityZone: `${region}a`,
        dBSubnetGroup: {
          dBSubnetGroupName: `example-${index % 20}`,
          dBSubnetGroupDescription: "example",
          vpcId: vpcOf(index),
          subnetGroupStatus: "Complete",
          subnets: [0, 1, 2].map((step) => ({
            subnetIdentifier: subnetOf(index + step),
            subnetAvailabilityZone: { name: `${region}${"abc"[step]}` },
            subnetOutpost: {},
            subnetStatus: "Active",
          })),
          dBSubnetGroupArn: null,
        },
        preferredMaintenanceWindow: "sun:16:00-sun:16:30",
        pendingModifiedValues: {},
        latestRestorableTime: null,
        multiAZ: true,
        engineVersion: "15.4",
        autoMinorVersionUpgrade: true,
        readReplicaSourceDBInstanceIdentifier: null,
        readReplicaDBInstanceIdentifiers: [],
        licenseModel: "postgresql-license",
        optionGroupMemberships: [{ optionGroupName: "default:postgres-15", status: "in-sync" }],
        publiclyAccessible: index % 9 === 0,
        storageType: "gp3",
        dbInstancePort: 0,
        dBClusterIdentifier: index % 3 === 2 ? `example-${index % 100}` : null,
        storageEncrypted: index % 8 !== 0,
        kmsKeyId: index % 8 === 0 ? null : keyOf(index),
        dbiResourceId: `db-${hash(`db${index}`, 26).toUpperCase()}`,
        cACertificateIdentifier: "rds-ca-rsa2048-g1",
        domainMemberships: [],
        copyTagsToSnapshot: true,
        monitoringInterval: 60,
        enhancedMonitoringResourceArn: null,
        monitoringRoleArn: `arn:aws:iam::${account}:role/rds-monitoring-role`,
        dBInstanceArn: `arn:aws:rds:${region}:${account}:db:example-${index}`,
        iAMDatabaseAuthenticationEnabled: false,
        performanceInsightsEnabled: true,
        enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
        deletionProtection: true,
        tagList: tags(index),
      },
    }),
  },
  {
    type: "AWS::ElasticLoadBalancingV2::Listener",
    share: 10,
    make: (index) => {
      const arn = `arn:aws:elasticloadbalancing:${region}:${account}:listener/app/example-${index % 900}/${hash(`lb${index % 900}`, 16)}/${hash(`listener${index}`, 16)}`;
      return {
        resourceId: arn,
        arn,
        configuration: {
          ListenerArn: arn,
          LoadBalancerArn: balancerArn(index % 900),
          Port: one(index, 443, 80),
          Protocol: one(index, "HTTPS", "HTTP"),
          SslPolicy: index % 2 === 0 ? "ELBSecurityPolicy-TLS13-1-2-2021-06" : null,
          Certificates:
            index % 2 === 0
              ? [{ CertificateArn: `arn:aws:acm:${region}:${account}:certificate/${uuid(`c${index}`)}` }]
              : [],
          DefaultActions: [
            index % 4 === 1
              ? {
                  Type: "redirect",
                  Order: 1,
                  RedirectConfig: {
                    Protocol: "HTTPS",
                    Port: "443",
                    Host: "#{host}",
                    Path: "/#{path}",
                    Query: "#{query}",
                    StatusCode: "HTTP_301",
                  },
                }
              : {
                  Type: "forward",
                  Order: 1,
                  TargetGroupArn: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/example/${hash(`tg${index}`, 16)}`,
                },
          ],
        },
      };
    },
  },
  {
    type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    share: 6,
    make: (index) => ({
      resourceId: balancerArn(index),
      resourceName: `example-${index}`,
      arn: balancerArn(index),
      availabilityZone: "Multiple Availability Zones",
      relationships: [
        inVpc(index),
        related("AWS::EC2::SecurityGroup", groupOf(index), "Is associated with SecurityGroup"),
      ],
      configuration: {
        loadBalancerArn: balancerArn(index),
        dNSName: `example-${index}.${region}.elb.amazonaws.com`,
        canonicalHostedZoneId: "ZEXAMPLE",
        createdTime: captured,
        loadBalancerName: `example-${index}`,
        scheme: one(index, "internet-facing", "internal"),
        vpcId: vpcOf(index),
        state: { code: "active", reason: null },
        type: one(index, "application", "application", "network"),
        availabilityZones: [0, 1, 2].map((step) => ({
          zoneName: `${region}${"abc"[step]}`,
          subnetId: subnetOf(index + step),
          loadBalancerAddresses: [],
        })),
        securityGroups: [groupOf(index), groupOf(index + 1)],
        ipAddressType: "ipv4",
      },
      supplementaryConfiguration: {
        LoadBalancerAttributes: [
          { key: "access_logs.s3.enabled", value: "true" },
          { key: "access_logs.s3.bucket", value: "example-bucket-0" },
          { key: "idle_timeout.timeout_seconds", value: "60" },
          { key: "waf.fail_open.enabled", value: "false" },
          { key: "deletion_protection.enabled", value: "true" },
        ],
        Tags: tags(index),
      },
    }),
  },
  {
    type: "AWS::EC2::RouteTable",
    share: 5,
    make: (index) => ({
      resourceId: id("rtb", index),
      arn: `arn:aws:ec2:${region}:${account}:route-table/${id("rtb", index)}`,
      relationships: [inVpc(index), related("AWS::EC2::Subnet", subnetOf(index), "Is attached to Subnet")],
      configuration: {
        associations: [
          {
            main: false,
            routeTableAssociationId: id("rtbassoc", index),
            routeTableId: id("rtb", index),
            subnetId: subnetOf(index),
            gatewayId: null,
            associationState: { state: "associated", statusMessage: null },
          },
        ],
        propagatingVgws: [],
        routeTableId: id("rtb", index),
        routes: [
          { destinationCidrBlock: "10.0.0.0/8", gatewayId: "local", origin: "CreateRouteTable", state: "active" },
          { destinationCidrBlock: "0.0.0.0/0", natGatewayId: id("nat", index), origin: "CreateRoute", state: "active" },
        ],
        tags: tags(index),
        vpcId: vpcOf(index),
        ownerId: account,
      },
    }),
  },
  {
    type: "AWS::KMS::Key",
    share: 4,
    make: (index) => ({
      resourceId: uuid(`key${index}`),
      resourceName: uuid(`key${index}`),
      arn: `arn:aws:kms:${region}:${account}:key/${uuid(`key${index}`)}`,
      configuration: {
        awsaccountId: account,
        keyId: uuid(`key${index}`),
        arn: `arn:aws:kms:${region}:${account}:key/${uuid(`key${index}`)}`,
        creationDate: captured,
        enabled: true,
        description: "example",
        keyUsage: "ENCRYPT_DECRYPT",
        keyState: "Enabled",
        origin: "AWS_KMS",
        keyManager: "CUSTOMER",
        customerMasterKeySpec: "SYMMETRIC_DEFAULT",
        keySpec: "SYMMETRIC_DEFAULT",
        encryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
        multiRegion: false,
      },
      supplementaryConfiguration: { KeyRotationStatus: true, Tags: tags(index) },
    }),
  },
  {
    type: "AWS::EC2::VPC",
    share: 2,
    make: (index) => ({
      resourceId: id("vpc", index),
      arn: `arn:aws:ec2:${region}:${account}:vpc/${id("vpc", index)}`,
      availabilityZone: "Multiple Availability Zones",
      configuration: {
        cidrBlock: "10.0.0.0/8",
        dhcpOptionsId: id("dopt", 0),
        state: "available",
        vpcId: id("vpc", index),
        ownerId: account,
        instanceTenancy: "default",
        ipv6CidrBlockAssociationSet: [],
        cidrBlockAssociationSet: [
          {
            associationId: id("vpc-cidr-assoc", index),
            cidrBlock: "10.0.0.0/8",
            cidrBlockState: { state: "associated" },
          },
        ],
        isDefault: false,
        tags: tags(index),
      },
    }),
  },
  {
    type: "AWS::ECS::TaskDefinition",
    share: 2,
    make: (index) => {
      const arn = `arn:aws:ecs:${region}:${account}:task-definition/example-${index}:1`;
      return {
        resourceId: `example-${index}:1`,
        resourceName: `example-${index}:1`,
        arn,
        availabilityZone: "Regional",
        configuration: {
          TaskDefinitionArn: arn,
          Family: `example-${index}`,
          NetworkMode: "awsvpc",
          ExecutionRoleArn: `arn:aws:iam::${account}:role/example-0`,
          TaskRoleArn: `arn:aws:iam::${account}:role/example-${index}`,
          ContainerDefinitions: [
            {
              Name: "example",
              Image: `${account}.dkr.ecr.${region}.amazonaws.com/example:1`,
              Cpu: 0,
              Essential: true,
              Environment: [{ Name: "EXAMPLE", Value: "example" }],
              PortMappings: [{ ContainerPort: 8080, HostPort: 8080, Protocol: "tcp" }],
              LogConfiguration: {
                LogDriver: "awslogs",
                Options: { "awslogs-group": "/example", "awslogs-region": region, "awslogs-stream-prefix": "example" },
              },
            },
          ],
          RequiresCompatibilities: ["FARGATE"],
          Cpu: "256",
          Memory: "512",
          Volumes: [],
        },
      };
    },
  },
  {
    type: "AWS::CloudTrail::Trail",
    share: 1,
    make: (index) => {
      const arn = `arn:aws:cloudtrail:${region}:${account}:trail/example-${index}`;
      return {
        resourceId: `example-${index}`,
        resourceName: `example-${index}`,
        arn,
        configuration: {
          name: `example-${index}`,
          s3BucketName: `example-bucket-${index}`,
          s3KeyPrefix: null,
          snsTopicName: null,
          snsTopicARN: null,
          includeGlobalServiceEvents: true,
          isMultiRegionTrail: index % 2 === 0,
          homeRegion: region,
          trailARN: arn,
          logFileValidationEnabled: true,
          cloudWatchLogsLogGroupArn: null,
          cloudWatchLogsRoleArn: null,
          kmsKeyId: keyOf(index),
          hasCustomEventSelectors: false,
          hasInsightSelectors: false,
          isOrganizationTrail: false,
        },
      };
    },
  },
];

function balancerArn(index) {
  return `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/example-${index}/${hash(`lb${index}`, 16)}`;
}

/** The items of a snapshot, one after the other, the types mixed. */
export function* items(count) {
  const turns = kinds.flatMap(({ share }, kind) =>
    Array.from({ length: share }, (_, step) => ({ kind, at: (step + 0.5) / share })),
  );
  turns.sort((a, b) => a.at - b.at || a.kind - b.kind);
  const made = kinds.map(() => 0);
  for (let index = 0; index < count; index += 1) {
    const { kind } = turns[index % turns.length];
    const { type, make } = kinds[kind];
    const { arn, configuration, supplementaryConfiguration = {}, relationships = [], ...more } = make(made[kind]);
    made[kind] += 1;
    yield {
      relatedEvents: [],
      relationships,
      configuration,
      supplementaryConfiguration,
      tags: { Name: `example-${index}`, Environment: "production" },
      configurationItemVersion: "1.3",
      configurationItemCaptureTime: captured,
      configurationStateId: 1793491200000 + index,
      awsAccountId: account,
      configurationItemStatus: one(index, "OK", "ResourceDiscovered"),
      resourceType: type,
      resourceName: null,
      ARN: arn,
      awsRegion: region,
      availabilityZone: "Not Applicable",
      configurationStateMd5Hash: "",
      resourceCreationTime: captured,
      ...more,
    };
  }
}

/** A snapshot as AWS Config delivers it, in pieces. */
export function* snapshot(count) {
  yield `{"fileVersion":"1.0","configSnapshotId":"${uuid("snapshot")}","configurationItems":[`;
  let separator = "";
  for (const item of items(count)) {
    yield separator + JSON.stringify(item);
    separator = ",";
  }
  yield "]}";
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , count, file] = process.argv;
  const output = createWriteStream(file);
  for (const piece of snapshot(Number(count))) output.write(piece);
  output.end();
}
