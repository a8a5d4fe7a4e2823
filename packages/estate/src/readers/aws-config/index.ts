export { joinConfig, type ConfigReading } from "./join.ts";
export { readConfigDocument, readConfigItems, type ConfigDocument } from "./read-config-items.ts";
export { isConfigDocument } from "./shapes.ts";
