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

function portsOf(estate: Estate, balancer: Resource): string {
  const ports =
    balancer.type === "aws_lb"
      ? estate.reverse(balancer, "aws_lb_listener", "load_balancer_arn").items.map((one) => estate.value(one, "port"))
      : objectsOf(asCollection(estate.value(balancer, "listener"))).map((one) => fieldOf(one, "lb_port"));
  const numbers = ports.map((port) => asScalar(port).value).filter((port) => typeof port === "number");
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  return sorted.length === 0 ? "" : `, listens on ${sorted.join(", ")}`;
}
