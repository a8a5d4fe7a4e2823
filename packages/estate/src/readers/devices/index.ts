export { isDeviceDocument, readDeviceDocument, statusText } from "./bare-document.ts";
export type { DeviceReading } from "./device-record.ts";
export { isRecoveryKeys } from "./jamf/pages.ts";
export { joinDevices } from "./join-devices.ts";
export { isDeviceSources, readDeviceSources, type DeviceSource } from "./sources/device-sources.ts";
export { readSources } from "./sources/read-sources.ts";
export type { SourceFile } from "./sources/table.ts";
