import { absent, defineResourceType, string } from "../../model/resource-type.ts";

/** A session that copies the traffic of a network interface to a target, as sensors for intrusions use it. */
export const awsEc2TrafficMirrorSession = defineResourceType({
  type: "aws_ec2_traffic_mirror_session",
  sources: {
    config: "AWS::EC2::TrafficMirrorSession",
    unchecked: "Config records the type (its list of supported resource types), and publishes no properties of it.",
    api: "ec2:DescribeTrafficMirrorSessions.TrafficMirrorSessions[]",
    cloudformation: "AWS::EC2::TrafficMirrorSession",
  },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{OwnerId|account}:traffic-mirror-session/{TrafficMirrorSessionId}" },
    id: { config: "@resourceId", api: "TrafficMirrorSessionId", cloudformation: "Id | Ref" },
  },
  attributes: {
    traffic_mirror_target_id: string({
      api: "TrafficMirrorTargetId",
      cloudformation: "TrafficMirrorTargetId",
      whenOmitted: { cloudformation: absent },
    }),
  },
});
