export { isConfigItems } from "./items.ts";
export { readConfigItems, type ConfigDocument } from "./read-config-items.ts";
