import { boolean, defineResourceType, unavailable } from "../../model/resource-type.ts";

/** A broker of Amazon MQ. */
export const awsMqBroker = defineResourceType({
  type: "aws_mq_broker",
  sources: {
    config: "AWS::AmazonMQ::Broker",
    unchecked: "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type",
    api: "mq:DescribeBroker",
    cloudformation: "AWS::AmazonMQ::Broker",
  },
  identity: {
    arn: {
      config: "Arn",
      unchecked: "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type",
      api: "BrokerArn",
      cloudformation: "Arn",
    },
    id: { api: "BrokerId", cloudformation: "Id | Ref" },
  },
  attributes: {
    // Both majors of the provider (internal/service/mq/broker.go) default to false. In CloudFormation it is required.
    publicly_accessible: boolean({
      config: "PubliclyAccessible",
      unchecked: "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type",
      api: "PubliclyAccessible",
      cloudformation: "PubliclyAccessible",
      whenOmitted: { terraform: false, config: unavailable, api: unavailable },
    }),
  },
});
