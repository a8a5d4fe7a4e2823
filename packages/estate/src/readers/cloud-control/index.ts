export { isCloudControl, readCloudControl } from "./read-cloud-control.ts";
