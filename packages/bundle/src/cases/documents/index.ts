/**
 * Builders of small documents, in the notation that the cases of policies are written in. They need nothing else.
 *
 * @module
 */
export { attestationsDocument } from "./attestations-document.ts";
export { configDocument } from "./config-document.ts";
export { devicesDocument, type DevicesSpec } from "./devices-document.ts";
export {
  planDocument,
  withPrefixes,
  type ExpressionSpec,
  type ModuleSpec,
  type PlanSpec,
  type ProviderSpec,
  type ResourceSpec,
} from "./plan-document.ts";
export { isList, isObject, type Json, type JsonObject } from "./json.ts";
