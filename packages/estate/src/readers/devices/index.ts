export type { DeviceReading } from "./device-record.ts";
export { joinDevices, readDevices } from "./join-devices.ts";
export { isDevices, readDevicesFile } from "./read-devices.ts";
