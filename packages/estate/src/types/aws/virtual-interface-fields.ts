import { listOf, string, type ScalarAttribute, type ScalarListAttribute } from "../../model/resource-type.ts";
import type { Unknown } from "../../model/value.ts";

/** Declares in which state a virtual interface of Direct Connect is: `available`, `down` or another of the API's words. */
export function virtualInterfaceState(): ScalarAttribute<string | null | Unknown> {
  return string({ terraform: null, api: "virtualInterfaceState", observed: true });
}

/** Declares the states of the BGP sessions of a virtual interface, `up` or `down`, one for each peer. */
export function bgpStatuses(): ScalarListAttribute<string | null | Unknown> {
  return listOf(string(), { terraform: null, api: "bgpPeers.bgpStatus", isSparse: true });
}
