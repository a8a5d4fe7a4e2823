import type { Estate, Resource } from "../model/estate.ts";
import { asCollection, asScalar, fieldOf, objectsOf } from "../types/aws/nodes.ts";
import type { Proposal } from "./draft-text.ts";
import { distinctSubjects, selectorOf } from "./selectors.ts";

/** Proposes the load balancers that face the internet, with the ports on which they listen. */
export function foundEndpoints(estate: Estate): readonly Proposal[] {
  return ["aws_lb", "aws_elb"].flatMap((type) =>
    distinctSubjects(estate, type).flatMap((balancer) => {
      const internal = asScalar(estate.value(balancer, "internal")).value;
      if (internal === true) return [];
      const isOpen = internal !== false;
      const what = isOpen ? "whether it faces the internet is not known" : "faces the internet";
      return [selectorOf(estate, balancer, `${what}${portsOf(estate, balancer)}`, isOpen)];
    }),
  );
}

/** Proposes, each as a guess, what can face the internet and cannot have a web ACL. */
export function foundWafIncapable(estate: Estate): readonly Proposal[] {
  return ["aws_elb", "aws_lambda_function_url", "aws_lb", "aws_transfer_server"].flatMap((type) =>
    distinctSubjects(estate, type)
      .filter((endpoint) => type !== "aws_lb" || isNetworkBalancer(estate, endpoint))
      .map((endpoint) => selectorOf(estate, endpoint, "cannot have a web ACL", true)),
  );
}

function isNetworkBalancer(estate: Estate, balancer: Resource): boolean {
  return asScalar(estate.value(balancer, "load_balancer_type")).value === "network";
}

function portsOf(estate: Estate, balancer: Resource): string {
  const ports =
    balancer.type === "aws_lb"
      ? estate.reverse(balancer, "aws_lb_listener", "load_balancer_arn").items.map((one) => estate.value(one, "port"))
      : objectsOf(asCollection(estate.value(balancer, "listener"))).map((one) => fieldOf(one, "lb_port"));
  const numbers = ports.map((port) => asScalar(port).value).filter((port) => typeof port === "number");
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  return sorted.length === 0 ? "" : `, listens on ${sorted.join(", ")}`;
}
